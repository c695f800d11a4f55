import type { IDataObject, IExecuteFunctions, INodeType, IRunExecutionData } from 'n8n-workflow';
import { agentScenario } from '../agent';
import { run } from '../engine';
import { useSandbox } from '../sandboxed';
import { accepted, text } from '../sends';

const sandbox = useSandbox();

/** An agent's call of a tool whose memory, in the execution that is retried, something else has written. */
async function answered(saved: unknown) {
	const tool = { name: 'Text', parameters: { ...text, phoneNumber: '+1 415 555 2001', text: 'Hello' } } as never;
	const { scenario, answers } = agentScenario(sandbox(), 'in the agent', [tool], [[{ tool: 'Text', input: {} }]]);
	const { execute } = scenario.testNodes!.agent;
	scenario.testNodes!.agent.execute = async function (this: IExecuteFunctions, ...all) {
		const { runExecutionData } = this as object as { runExecutionData: IRunExecutionData };
		runExecutionData.executionData!.contextData['node:Text'] = { sharedInboxOutcomes: saved } as IDataObject;
		return await execute!.call(this, ...all);
	} as INodeType['execute'];
	await run(scenario);
	return answers;
}

describe('a tool in an agent’s run whose memory can’t be read', () => {
	it.each(['x', 5, [], { tool: 'x' }, { tool: [1] }])('%j: its call is answered, and sends nothing', async (saved) => {
		expect(await answered(saved)).toEqual([
			{ refusal: { sent: 'unknown', code: 'outcome_unknown', reason: expect.any(String) as string }, sentence: expect.stringContaining('may or may not have sent') as string },
		]);
		expect(accepted(sandbox())).toEqual([]);
	});

	it.each([{}, { tool: {} }, { tool: { other: 'x' } }])('%j: what is of other calls is no matter', async (saved) => {
		expect(await answered(saved)).toEqual([{ rows: [expect.objectContaining({ to: '14155552001' })] }]);
		expect(accepted(sandbox())).toEqual(['Hello']);
	});
});
