import type { Column } from '../../nodes/shared/operation';
import { contractFiles, contractOf, shapeOf, type ContractOperation } from './contracts';
import { declaredOperations, type DeclaredOperation } from './declared';

/** n8n asks for Simplify if an answer has more fields than this. Simplify keeps at most so many. */
const MANY = 10;

/** Columns that are not one value, each with the reason. */
const nested: Record<string, string[]> = {
	// It is what the operation is for; each of them has rows of its own in no other request.
	'whippy conversation.get': ['messages'],
};

/** The key of the provider's row that a column shows; undefined if the column is made of several. */
const keyOf = (column: Column) => (typeof column === 'string' ? column : typeof column[1] === 'string' ? column[1] : undefined);
const nameOf = (column: Column) => (typeof column === 'string' ? column : column[0]);
const isId = (name: string) => /(^|_)id$|Id$|^uuid$|^conversation$/.test(name);
/** Whether a column is the time at the end of a receipt. */
const isTime = (name: string) => /^(date|createdAt)$/.test(name);

describe.each(Object.keys(contractFiles) as Array<keyof typeof contractFiles>)('%s', (node) => {
	const contract = contractOf(node);
	const knownOf = ({ method, path }: Pick<DeclaredOperation['request'], 'method' | 'path'>): ContractOperation =>
		contract.find((each) => each.method === method && shapeOf(each.path) === shapeOf(path))!;
	const all = declaredOperations(node).map((operation) => ({
		operation,
		// Of a change that reads first, the row shows what was written, in the names of what was read.
		known: knownOf(operation.readFirst ? { method: operation.readFirst.asks ? 'POST' : 'GET', path: operation.readFirst.path ?? operation.request.path } : operation.request),
		key: `${node} ${operation.fullName}`,
		hasSimplify: operation.parameters.some(({ name }) => name === 'simplify'),
		columns: operation.simplified ?? [],
	}));

	// Where the operation makes its whole row, such as a count, there is nothing to leave out.
	const ofColumns = all.filter(({ columns, operation }) => columns.length > 0 || !(operation.rows ?? operation.whole));

	test('an answer of many fields can be simplified', () => {
		const whole = ofColumns.filter(({ known, hasSimplify }) => known.answered.length > MANY && !hasSimplify);
		expect(whole.map(({ key }) => key)).toEqual([]);
		expect(all.length).toBeGreaterThan(0);
	});

	test('every operation has columns or makes its rows; a switch for columns stands in the form of each that reads', () => {
		expect(ofColumns.filter(({ columns }) => columns.length === 0).map(({ key }) => key)).toEqual([]);
		expect(ofColumns.filter(({ operation, hasSimplify }) => operation.effect === 'read' && !hasSimplify).map(({ key }) => key)).toEqual([]);
	});

	test.each(ofColumns)('$key: at most ten columns, each once, people first and IDs last', ({ columns, operation }) => {
		const names = columns.map(nameOf);
		// Of a sent message, the form fills in the first: to, text or subject, segments, status and scheduled.
		const ofForm = operation.effect === 'send' ? ['to', operation.isText ? 'text' : 'subject', 'status'].filter((name) => !names.includes(name)).length : 0;
		expect(names.length + ofForm).toBeLessThanOrEqual(MANY);
		expect(new Set(names).size).toBe(names.length);
		const rest = names.filter((name) => !isTime(name) || operation.effect !== 'send');
		const firstId = rest.findIndex(isId);
		const behind = rest.slice(firstId).filter((name) => !isId(name));
		expect(firstId).toBeGreaterThanOrEqual(0);
		expect(behind).toEqual(nested[`${node} ${operation.fullName}`] ?? []);
	});

	// Where a change makes its row of what was written, the answer has only its ID.
	const ofAnswers = all.filter(({ operation }) => operation.effect !== 'write' || !operation.rows);

	test.each(ofAnswers)('$key: each column is one value of the contract, or made of them', ({ columns, known, key }) => {
		const keys = columns.flatMap((column) => keyOf(column) ?? []);
		const odd = keys.filter((path) => !known.isFlat(path));
		expect(odd).toEqual(nested[key] ?? []);
	});
});
