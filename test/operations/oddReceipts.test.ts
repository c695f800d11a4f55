import { outputOf, run } from '../engine/engine';
import { oneNode, useSandbox, withoutLimits } from '../engine/sandboxed';
import { fill, parametersOf, requiredOnly, subjects } from './filling';

/*
 * What was accepted has a row that people can read, whatever the receipt is: a word or a list has neither letters nor entries
 * for columns.
 */

const sandbox = useSandbox();
withoutLimits();
const changes = subjects.filter(({ operation }) => operation.effect !== 'read');
const receipts = { 'a word': '"ok"', 'a list of a word': '["ok"]', 'a list of nothing': '[null]', 'a number': '42' };

test('there are changes', () => {
	expect(changes.length).toBeGreaterThan(0);
});

test.each(changes)('$key is done once, and has a row', async (subject) => {
	const filling = fill(subject, 'only what is required', {}, requiredOnly);
	for (const body of Object.values(receipts)) {
		sandbox().reset();
		for (const provider of ['heymarket', 'whippy', 'sendook'] as const) sandbox().limits.set(provider, 'off');
		const { operationId } = filling.known;
		sandbox().faults.add({ provider: subject.node, match: { path: operationId }, when: 'after', fault: { type: 'status', status: 200, body } });
		const execution = await run(oneNode(sandbox(), subject.node, parametersOf(filling)));
		expect(execution.data.resultData.error).toBeUndefined();
		const rows = outputOf(execution, 'Node')[0];
		expect(rows.length).toBeGreaterThan(0);
		for (const { json } of rows) expect(Object.keys(json).filter((key) => /^\d+$/.test(key))).toEqual([]);
		expect(sandbox().ledger.snapshot().requests.filter((one) => one.operationId === operationId)).toHaveLength(1);
	}
});
