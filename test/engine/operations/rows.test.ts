import type { IDataObject } from 'n8n-workflow';
import { apart, operations, type Reading, type Sending } from '../../faults/operations';
import { rowsOf, run } from '../engine';
import { declaredOperations } from '../../contract/declared';
import { oneNode, useSandbox, type NodeName } from '../sandboxed';
import { endOf } from '../sends';
import { throughEngine2 } from '../doors/otherCallers';


/*
 * What comes out is read in a table: a row is flat and has at most ten columns. Of a sent message it begins with whom it went
 * to. Found and not listed: every operation of every node.
 */

const sandbox = useSandbox();
const nodes: NodeName[] = ['heymarket', 'whippy', 'sendook'];
const MOST_COLUMNS = 10;

/** The one column that is a list: the messages of a conversation are what it is read for. */
const nested: Record<string, string[]> = { 'whippy conversation.get': ['messages'] };

const nameOf = ({ provider, parameters }: Sending | Reading) => `${provider} ${String(parameters.resource)}.${String(parameters.operation)}`;
const all = Object.entries({ ...operations, ...apart });
const sends = all.filter((entry): entry is [string, Sending] => entry[1].kind === 'send');
const reads = all.filter((entry): entry is [string, Reading] => entry[1].kind === 'read');

type Door = 'as a node' | 'through RoutingNode';
const doors: Door[] = ['as a node', 'through RoutingNode'];

async function rowsBy(door: Door, { provider, parameters }: Sending | Reading, item: IDataObject = {}): Promise<IDataObject[]> {
	const scenario = oneNode(sandbox(), provider as NodeName, parameters, { items: [item] });
	if (door === 'through RoutingNode') return (await throughEngine2(scenario))[0].map(({ json }) => json);
	const execution = await run(scenario);
	expect(endOf(execution)).toBeUndefined();
	return rowsOf(execution, 'Node');
}

const isNested = (value: unknown) => typeof value === 'object' && value !== null;

function expectFlat(row: IDataObject, apart: string[] = []): void {
	expect(Object.keys(row).filter((key) => isNested(row[key]))).toEqual(apart);
	expect(Object.keys(row).length).toBeLessThanOrEqual(MOST_COLUMNS);
}

/** Everything that stands in a row, wherever; of lists also what they read as in one text. */
function valuesIn(value: unknown): unknown[] {
	if (!isNested(value)) return [value];
	if (!Array.isArray(value)) return [value, ...Object.values(value as object).flatMap(valuesIn)];
	return [value, value.join(', '), value.map((one: { name?: unknown } | null) => one?.name).join(', '), ...value.flatMap(valuesIn)];
}

// The columns of every other operation are compared with its schema (test/package/schemas.test.ts).
test('every operation that sends is among them', () => {
	const known = new Set(all.map(([, operation]) => nameOf(operation)));
	const declared = nodes.flatMap((node) => declaredOperations(node).filter(({ effect }) => effect === 'send').map(({ fullName }) => `${node} ${fullName}`));
	expect(declared.filter((name) => !known.has(name))).toEqual([]);
	expect(declared.length).toBeGreaterThan(0);
});

describe.each(doors)('%s', (door) => {
	test.each(sends)('%s: the row of a sent message tells whom it went to, what it says and what became of it', async (_name, operation) => {
		const words = operation.parameters.documentUrl !== undefined ? 'https://example.com/Ready%20at%20noon.pdf' : 'Ready at noon';
		const item = { to: operation.to(0), words };
		const [row, ...others] = await rowsBy(door, operation, item);
		expect(others).toEqual([]);
		expectFlat(row);
		expect(Object.keys(row)[0]).toBe('to');
		const digits = (value: unknown) => String(value).replace(/[^\da-z@.,]/gi, '');
		// A reply names its message, and its row the sender of that.
		const whom = [item.to, ...(operation.reaches?.(0) ?? [])].map((one) => digits(one).replace(/\+/g, ''));
		expect(whom.filter((one) => digits(row.to).includes(one))).not.toEqual([]);
		expect(row.status).toEqual(expect.any(String));
		const { subject, emailFormat, documentUrl, text } = operation.parameters;
		if (subject !== undefined) expect(row.subject).toBe('Ready at noon');
		if (documentUrl !== undefined) expect(row.document).toBe(words);
		else if (emailFormat === undefined && text !== undefined) expect(row.text).toBe('Ready at noon');
	});

	test.each(reads)('%s: a simplified row is made of the whole one', async (_name, operation) => {
		const simple = await rowsBy(door, operation);
		const whole = await rowsBy(door, { ...operation, parameters: { ...operation.parameters, simplify: false } });
		expect(simple.length).toBeGreaterThan(0);
		expect(simple).toHaveLength(whole.length);
		for (const row of simple) expectFlat(row, nested[nameOf(operation)]);
		const [first] = simple;
		const known = valuesIn(whole[0]);
		const made = Object.entries(first).filter(([, value]) => !known.some((one) => JSON.stringify(one) === JSON.stringify(value)));
		// No provider says which way a message went.
		expect(made.map(([name]) => name).filter((name) => name !== 'direction')).toEqual([]);
	});
});
