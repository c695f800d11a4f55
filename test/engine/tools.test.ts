import type { INode } from 'n8n-workflow';
import { agentScenario, type ToolCall, type ToolNode, type Way } from './agent';
import { run } from './engine';
import { useSandbox } from './sandboxed';
import { accepted, text } from './sends';

/** A text whose recipient and words the model gives. */
const written = {
	...text,
	phoneNumber: "={{ $fromAI('to', 'Whom to text', 'string') }}",
	text: "={{ $fromAI('words', 'What to say', 'string') }}",
} as INode['parameters'];

const tool = (name: string, settings: Partial<INode> = {}): ToolNode => ({ name, parameters: written, ...settings });

const call = (to: string, words: string, name = 'Text'): ToolCall => ({ tool: name, input: { to, words } });

const ALICE = '+1 415 555 2001';
const BOB = '+1 415 555 2002';

describe.each<Way>(['in the agent', 'as a node run'])('a tool called %s', (way) => {
	const sandbox = useSandbox();

	it('gets the model’s values by $fromAI', async () => {
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('Text')], [[call(ALICE, 'Hello Alice')]]);
		await run(scenario);
		expect(accepted(sandbox())).toEqual(['Hello Alice']);
		expect(sandbox().ledger.snapshot().accepted[0].recipients).toEqual(['14155552001']);
		expect(answers).toEqual([{ rows: [expect.objectContaining({ id: expect.any(Number) as number })] }]);
	});

	it('sends two different calls, each answered with its own receipt', async () => {
		const rounds = [[call(ALICE, 'Hello Alice')], [call(BOB, 'Hello Bob')]];
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('Text')], rounds);
		await run(scenario);
		expect(accepted(sandbox())).toEqual(['Hello Alice', 'Hello Bob']);
		const ids = sandbox().ledger.snapshot().accepted.map(({ messageId }) => messageId);
		expect(answers.map(({ rows }) => String(rows?.[0].id))).toEqual(ids);
	});

	it('sends two identical calls of one agent run twice', async () => {
		const rounds = [[call(ALICE, 'Hello')], [call(ALICE, 'Hello')]];
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('Text')], rounds);
		await run(scenario);
		expect(accepted(sandbox())).toEqual(['Hello', 'Hello']);
		expect(new Set(answers.map(({ rows }) => rows?.[0].id)).size).toBe(2);
	});

	it('sends the calls of two tool nodes', async () => {
		const rounds = [[call(ALICE, 'One', 'First')], [call(ALICE, 'Two', 'Second')]];
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('First'), tool('Second')], rounds);
		await run(scenario);
		expect(accepted(sandbox())).toEqual(['One', 'Two']);
		expect(answers.map(({ rows }) => rows?.length)).toEqual([1, 1]);
	});

	it('sends calls that start together, of one node and of two; identical ones are one message', async () => {
		const together = [
			call(ALICE, 'A', 'First'),
			call(BOB, 'B', 'First'),
			call(BOB, 'B', 'First'),
			call(ALICE, 'C', 'Second'),
		];
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('First'), tool('Second')], [together]);
		await run(scenario);
		expect(accepted(sandbox()).sort()).toEqual(['A', 'B', 'C']);
		expect(new Set(answers.map(({ rows }) => rows?.[0].id)).size).toBe(3);
	});

	it('answers a bad call with the name of the field, and sends nothing', async () => {
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('Text')], [[call('555 0134 99 99 99 99', 'Hello')]]);
		await run(scenario);
		expect(accepted(sandbox())).toEqual([]);
		expect(answers[0].refusal).toEqual({ sent: false, reason: expect.stringContaining('Phone Number: ') as string, code: 'invalid_input' });
	});

	it('can send a refused message again', async () => {
		const { faults } = sandbox();
		faults.add({ provider: 'heymarket', match: { method: 'POST' }, fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const rounds = [[call(ALICE, 'Hello')], [call(ALICE, 'Hello')]];
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('Text')], rounds);
		await run(scenario);
		expect(answers[0].sentence).toContain('Heymarket refused this message: Not now');
		expect(answers[1].rows).toHaveLength(1);
		expect(accepted(sandbox())).toEqual(['Hello']);
	});

	it('does not send an identical call again while the outcome of the first is unknown, and says so', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { method: 'POST' }, when: 'after', fault: { type: 'reset' } });
		const rounds = [[call(ALICE, 'Hello')], [call(ALICE, 'Hello')], [call(BOB, 'Hello')]];
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('Text')], rounds);
		await run(scenario);
		expect(answers[0].refusal).toMatchObject({ sent: 'unknown', code: 'outcome_unknown' });
		expect(answers[0].sentence).toContain('Heymarket may or may not have sent this message');
		expect(answers[1].sentence).toContain('Heymarket may or may not have sent this message');
		expect(answers[2].rows).toHaveLength(1);
		const { accepted: taken } = sandbox().ledger.snapshot();
		expect(taken.map(({ recipients }) => recipients)).toEqual([['14155552001'], ['14155552002']]);
	});

	it('does not send an identical call that started together with one whose outcome is unknown', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { method: 'POST' }, when: 'after', fault: { type: 'reset' } });
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('Text')], [[call(ALICE, 'Hello'), call(ALICE, 'Hello')]]);
		await run(scenario);
		expect(answers.map(({ sentence }) => sentence)).toEqual([
			expect.stringContaining('may or may not') as string,
			expect.stringContaining('may or may not') as string,
		]);
		expect(accepted(sandbox())).toEqual(['Hello']);
	});

	it('answers at once with Retry On Fail: the model is told about the failure and decides what to do', async () => {
		const patient = tool('Text', { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 });
		const { faults } = sandbox();
		const post = { method: 'POST' };
		faults.add({ provider: 'heymarket', match: post, fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const first = agentScenario(sandbox(), way, [patient], [[call(ALICE, 'Refused once')]]);
		await run(first.scenario);
		expect(first.answers[0].refusal).toMatchObject({ sent: false, code: 'refused' });
		faults.add({ provider: 'heymarket', match: post, when: 'after', fault: { type: 'reset' } });
		const second = agentScenario(sandbox(), way, [patient], [[call(ALICE, 'Nobody knows')]]);
		await run(second.scenario);
		expect(second.answers[0].sentence).toContain('may or may not');
		expect(accepted(sandbox())).toEqual(['Nobody knows']);
	});

	it('works if the agent itself has several items', async () => {
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('Text')], [[call(ALICE, 'Hello')]], {
			items: [{}, {}, {}],
		});
		await run(scenario);
		expect(answers).toEqual([{ rows: [expect.anything()] }]);
		expect(accepted(sandbox())).toEqual(['Hello']);
	});

	it('reaches nobody outside the Allowed Recipients, whatever the model asks for', async () => {
		const rounds = [[call(ALICE, 'Allowed')], [call(BOB, 'Not allowed')]];
		const { scenario, answers } = agentScenario(sandbox(), way, [tool('Text')], rounds, {
			credential: { allowedRecipients: ALICE },
		});
		await run(scenario);
		expect(accepted(sandbox())).toEqual(['Allowed']);
		expect(answers[1].sentence).toContain('is not among the Allowed Recipients of this credential');
	});
});
