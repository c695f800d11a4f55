import { createRunExecutionData } from 'n8n-workflow';
import { PACKAGE } from '../engine';
import { oneNode, useSandbox } from '../sandboxed';
import { accepted, text } from '../sends';
import { asToolRun } from './otherCallers';

const sandbox = useSandbox();

const call = () =>
	oneNode(sandbox(), 'heymarket', { ...text, phoneNumber: '+1 415 555 2001', text: 'Hello' }, { settings: { type: `${PACKAGE}.heymarketTool` } });

describe('a tool call that n8n runs once more', () => {
	it('gives the same receipt, and sends nothing again', async () => {
		const again = await asToolRun(call(), 0);
		const first = await again();
		expect(first).toEqual([expect.objectContaining({ id: expect.any(Number) as number })]);
		expect(await again()).toEqual(first);
		expect(accepted(sandbox())).toEqual(['Hello']);
	});

	it('is not confused with the next call of the same words, which is sent', async () => {
		const runData = createRunExecutionData();
		await (await asToolRun(call(), 0, runData))();
		await (await asToolRun(call(), 1, runData))();
		expect(accepted(sandbox())).toEqual(['Hello', 'Hello']);
	});

	it('says that nobody knows, where what was remembered of the tool can’t be read', async () => {
		const runData = createRunExecutionData();
		runData.executionData!.contextData['node:Node'] = { sharedInboxOutcomes: 'x' };
		expect(await (await asToolRun(call(), 0, runData))()).toEqual([
			{ sent: 'unknown', reason: expect.stringContaining('may or may not have sent') as string, code: 'outcome_unknown' },
		]);
		expect(accepted(sandbox())).toEqual([]);
	});

	it('is sent again if the provider refused it', async () => {
		sandbox().faults.add({ provider: 'heymarket', fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const again = await asToolRun(call(), 0);
		expect(await again()).toEqual([expect.objectContaining({ sent: false })]);
		await again();
		expect(accepted(sandbox())).toEqual(['Hello']);
	});
});
