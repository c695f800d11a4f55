import type { IDataObject } from 'n8n-workflow';
import type { Content } from '../../../../nodes/shared/content';
import type { CheckedItem } from '../../../../nodes/shared/delivery/item';
import { preview } from '../../../../nodes/shared/delivery/preview';
import { asOutput, reportColumns, rowsOf, sentRow, simplified } from '../../../../nodes/shared/delivery/rows';
import type { Column } from '../../../../nodes/shared/operation';
import { answer, example, provider } from '../support';

const content: Content = { request: { method: 'GET', path: '/' }, ids: {}, query: {}, body: {}, settings: {} };
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
		expect(rowsOf(provider(), read, answer(200, body), content)).toEqual(rows);
		expect(rowsOf(provider(), send, answer(200, body), content)).toEqual(rows);
	});

	test.each([null, undefined, '', []])('%j gives no row for a read, and a success for a send', (body) => {
		expect(rowsOf(provider(), read, answer(200, body), content)).toEqual([]);
		expect(rowsOf(provider(), send, answer(200, body), content)).toEqual([{ success: true }]);
		expect(rowsOf(provider(), write, answer(204, body), content)).toEqual([{ success: true }]);
	});

	test('the answer is unwrapped first, and then changed by the operation’s own function', () => {
		const wrapped = provider({ unwrap: (body) => (body as { data: unknown }).data });
		const shaped = example('shaped', [], { effect: 'read', rows: (data) => Object.values(data as object) });
		expect(rowsOf(wrapped, shaped, answer(200, { data: { a: { id: 1 }, b: { id: 2 } } }), content)).toEqual([{ id: 1 }, { id: 2 }]);
	});
});

describe('simplified', () => {
	const of = (row: IDataObject, ...columns: Column[]) => simplified(example('list', [], { simplified: columns }), row);

	test('keeps the named keys in their order, without those that are not there', () => {
		const simple = of({ rev: 1, name: null, id: 2 }, 'id', 'name', 'gone');
		expect(simple).toEqual({ id: 2, name: null });
		expect(Object.keys(simple)).toEqual(['id', 'name']);
	});

	test('gives a value another name, also one that lies deeper', () => {
		const row = { from: { name: 'Anna', address: null }, id: 1, 'a.b': 2 };
		expect(of(row, ['sender', 'from.name'], ['address', 'from.address'], ['number', 'id'])).toEqual({ sender: 'Anna', address: null, number: 1 });
	});

	test.each<[string, IDataObject]>([
		['the object', { id: 1 }],
		['an object', { id: 1, from: null }],
		['a key of it', { id: 1, from: {} }],
		['an object, but a list', { id: 1, from: [{ name: 'Anna' }] }],
		['an object, but a text', { id: 1, from: 'Anna' }],
	])('leaves out what lies deeper where there is not %s', (_, row) => {
		expect(of(row, ['sender', 'from.name'], ['length', 'from.length'], 'id')).toEqual({ id: 1 });
	});

	test('has what a function makes of the row', () => {
		const names: Column = ['names', ({ people }) => (people as Array<{ name: string }>).map(({ name }) => name)];
		expect(of({ id: 1, people: [{ name: 'Anna' }, { name: 'Bob' }] }, names, 'id')).toEqual({ names: 'Anna, Bob', id: 1 });
	});

	test.each([{ id: 1 }, { id: 1, people: 'Anna' }, { id: 1, people: [null] }])('%j: leaves out what a function can’t make of an odd row', (row) => {
		const names: Column = ['names', ({ people }) => (people as Array<{ name: string }>).map(({ name }) => name)];
		const none: Column = ['none', () => undefined];
		expect(of(row, names, none, 'id')).toEqual({ id: 1 });
	});

	test('writes a list of words or numbers as one text, and leaves other lists', () => {
		const row = { labels: ['a', 'b'], counts: [1, null, true], none: [], files: [{ name: 'a' }], mixed: ['a', {}] };
		expect(of(row, 'labels', 'counts', 'none', 'files', 'mixed')).toEqual({ ...row, labels: 'a, b', counts: '1, , true', none: '' });
	});

	test('takes no key from anywhere else', () => {
		expect(Object.keys(of({ id: 1, from: {} }, 'id', 'constructor', '__proto__', ['a', 'from.constructor'], ['b', 'from.constructor.name']))).toEqual(['id']);
	});

	test('a receipt that has none of the keys stays as it is', () => {
		expect(of({ success: true }, 'id', 'name')).toEqual({ success: true });
		expect(of({ success: true }, 'id', ['made', () => 'always'])).toEqual({ success: true });
	});

	test('is the row itself where nothing is named', () => {
		expect(simplified(example('list'), { id: 1, rev: 2 })).toEqual({ id: 1, rev: 2 });
	});
});

/** A checked item that says so, to these. */
function item(said: CheckedItem['said'], changed: Partial<CheckedItem> = {}): CheckedItem {
	return {
		index: 0,
		content: { request: { method: 'POST', path: '/v1/{id}' }, ids: { id: '7' }, query: { a: 1 }, body: { text: 'Hi' }, settings: { secret: 1 } },
		lanes: [],
		recipients: ['+14155550134', '+14155550199'],
		said,
		files: {} as CheckedItem['files'],
		options: {} as CheckedItem['options'],
		settings: {},
		...changed,
	};
}

const scheduledAt = '2026-11-28T14:00:00.000Z';

describe('the columns of a message', () => {
	test('say to whom it goes and what it says, and when in the zone of the workflow', () => {
		const columns = reportColumns(item({ subject: 'Order', text: 'Hi', scheduledAt }, { segments: 1 }), 'America/New_York');
		expect(columns).toEqual({
			to: '+14155550134, +14155550199',
			subject: 'Order',
			text: 'Hi',
			segments: 1,
			scheduled: '2026-11-28 09:00 America/New_York',
		});
		expect(Object.keys(columns)).toEqual(['to', 'subject', 'text', 'segments', 'scheduled']);
	});

	test.each([
		['Europe/Berlin', '2026-07-01T22:30:00.000Z', '2026-07-02 00:30 Europe/Berlin'],
		['Asia/Kolkata', '2026-12-31T18:30:00.000Z', '2027-01-01 00:00 Asia/Kolkata'],
		['UTC', '2026-01-01T00:05:59.999Z', '2026-01-01 00:05 UTC'],
	])('in %s, %s is %s', (timezone, moment, words) => {
		expect(reportColumns(item({ scheduledAt: moment }), timezone).scheduled).toBe(words);
	});

	test('leave out what is not known', () => {
		expect(reportColumns(item({}, { recipients: [] }), 'UTC')).toStrictEqual({});
		expect(reportColumns(item({}, { recipients: [], to: 'conversation 7' }), 'UTC')).toStrictEqual({ to: 'conversation 7' });
	});
});

describe('the row of a sent message', () => {
	const sending = example('send', [], { simplified: [['status', 'delivery_status'], 'text', 'id'] });

	test('says to whom and what, then what the provider said of it', () => {
		const row = sentRow(sending, item({ text: 'Hi', scheduledAt }, { segments: 1 }), { id: 5, delivery_status: 'queued', text: 'Hi {{name}}', rev: 1 }, 'UTC');
		expect(row).toEqual({
			to: '+14155550134, +14155550199', text: 'Hi', segments: 1, status: 'queued', scheduled: '2026-11-28 14:00 UTC', id: 5,
		});
		expect(Object.keys(row)).toEqual(['to', 'text', 'segments', 'status', 'scheduled', 'id']);
	});

	test('is accepted where the provider says nothing of its state, and has its text where the request held none', () => {
		const row = sentRow(sending, item({}), { id: 5, text: 'Of a template' }, 'UTC');
		expect(row).toEqual({ to: '+14155550134, +14155550199', text: 'Of a template', status: 'accepted', id: 5 });
		expect(Object.keys(row)).toEqual(['to', 'text', 'status', 'id']);
	});

	test('is accepted too where the provider’s state is null', () => {
		expect(sentRow(sending, item({}), { id: 5, delivery_status: null }, 'UTC')).toMatchObject({ status: 'accepted' });
	});

	test('keeps a receipt that has none of the columns', () => {
		expect(sentRow(sending, item({ text: 'Hi' }), { success: true }, 'UTC')).toEqual({
			to: '+14155550134, +14155550199', text: 'Hi', status: 'accepted', success: true,
		});
	});
});

test('the row of a preview is the same as far as it is known, with the request', () => {
	const row = preview(item({ subject: 'Order', text: 'Hi', scheduledAt }, { segments: 1 }), 'America/New_York');
	expect(row).toEqual({
		to: '+14155550134, +14155550199',
		subject: 'Order',
		text: 'Hi',
		segments: 1,
		status: 'preview',
		scheduled: '2026-11-28 09:00 America/New_York',
		request: { method: 'POST', url: '/v1/7', query: { a: 1 }, body: { text: 'Hi' } },
	});
	expect(Object.keys(row)).toEqual(['to', 'subject', 'text', 'segments', 'status', 'scheduled', 'request']);
	expect(preview(item({}), 'UTC')).toEqual({ to: '+14155550134, +14155550199', status: 'preview', request: expect.anything() as unknown });
});

describe('output', () => {
	test('every row is paired with its item', () => {
		expect(asOutput([{ id: 1 }, { id: 2 }], 4)).toEqual([
			{ json: { id: 1 }, pairedItem: { item: 4 } },
			{ json: { id: 2 }, pairedItem: { item: 4 } },
		]);
	});

	test('a key that n8n takes for a failure leaves under another name', () => {
		expect(asOutput([{ id: 1, error: 'none' }, { error: 'a', errorText: 'b' }], 0).map(({ json }) => json)).toEqual([
			{ id: 1, errorText: 'none' },
			{ errorText: 'b' },
		]);
	});
});
