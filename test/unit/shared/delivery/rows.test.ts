import { asOutput, rowsOf, simplified } from '../../../../nodes/shared/delivery/rows';
import { answer, example, provider } from '../support';

const read = example('read', [], { effect: 'read' });
const send = example('send', [], { effect: 'send' });
const write = example('write', [], { effect: 'write' });

describe('the rows of an answer', () => {
	test.each([
		['an object is one row', { id: 1 }, [{ id: 1 }]],
		['an array is one row each', [{ id: 1 }, { id: 2 }], [{ id: 1 }, { id: 2 }]],
		['what is no object becomes one', ['a', 2, [3]], [{ value: 'a' }, { value: 2 }, { value: [3] }]],
		['a bare word is a success', 'ok', [{ success: true }]],
	])('%s', (_, body, rows) => {
		expect(rowsOf(provider(), read, answer(200, body))).toEqual(rows);
		expect(rowsOf(provider(), send, answer(200, body))).toEqual(rows);
	});

	test.each([null, undefined, '', []])('%j gives no row for a read, and a success for a send', (body) => {
		expect(rowsOf(provider(), read, answer(200, body))).toEqual([]);
		expect(rowsOf(provider(), send, answer(200, body))).toEqual([{ success: true }]);
		expect(rowsOf(provider(), write, answer(204, body))).toEqual([{ success: true }]);
	});

	test('the answer is unwrapped first, and then changed by the operation’s own function', () => {
		const wrapped = provider({ unwrap: (body) => (body as { data: unknown }).data });
		const shaped = example('shaped', [], { effect: 'read', rows: (data) => Object.values(data as object) });
		expect(rowsOf(wrapped, shaped, answer(200, { data: { a: { id: 1 }, b: { id: 2 } } }))).toEqual([{ id: 1 }, { id: 2 }]);
	});
});

describe('simplified', () => {
	const operation = example('list', [], { simplified: ['id', 'name', 'gone'] });

	test('keeps the named keys in their order, without those that are not there', () => {
		const simple = simplified(operation, { rev: 1, name: null, id: 2 });
		expect(simple).toEqual({ id: 2, name: null });
		expect(Object.keys(simple)).toEqual(['id', 'name']);
	});

	test('takes no key from anywhere else', () => {
		const own = example('list', [], { simplified: ['id', 'constructor', '__proto__'] });
		expect(Object.keys(simplified(own, { id: 1 }))).toEqual(['id']);
	});

	test('a receipt that has none of the keys stays as it is', () => {
		expect(simplified(operation, { success: true })).toEqual({ success: true });
	});

	test('is the row itself where nothing is named', () => {
		expect(simplified(example('list'), { id: 1, rev: 2 })).toEqual({ id: 1, rev: 2 });
	});
});

test('every row is paired with its input item', () => {
	expect(asOutput([{ id: 1 }, { id: 2 }], 4)).toEqual([
		{ json: { id: 1 }, pairedItem: { item: 4 } },
		{ json: { id: 2 }, pairedItem: { item: 4 } },
	]);
});
