import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, seen, sandbox } = useOperations('heymarket');

const conversation = { inbox: byId(11), phoneNumber: '+14155550123' };
const ids = (found: IDataObject[]) => found.map(({ id }) => id);
/** The IDs of all rows. Rows with equal times may come in any order, but none may be missing or come twice. */
const expectedIds = (count: number, first: number) => Array.from({ length: count }, (_, index) => first + index);

test.each([
	['message.getMany', conversation, 60, 5001],
	['message.getMany', { source: 'team' }, 75, 5001],
	['template.getMany', {}, 65, 301],
])('%s gives all pages, each row once', async (operation, parameters, count, first) => {
	const found = ids(await rows(operation, { ...parameters, returnAll: true }));
	expect(found.toSorted((one, other) => Number(one) - Number(other))).toEqual(expectedIds(count, first));
	expect(seen().length).toBeGreaterThan(1);
});

test.each([
	['message.getMany', conversation],
	['message.getMany', { source: 'team' }],
	['template.getMany', {}],
	['inbox.getMany', {}],
])('%s keeps to the limit', async (operation, parameters) => {
	const all = ids(await rows(operation, { ...parameters, returnAll: true }));
	for (const limit of [1, 51, 1_000]) {
		expect(ids(await rows(operation, { ...parameters, limit }))).toEqual(all.slice(0, limit));
	}
});

test('a Limit whose expression gives nothing is the usual one, not the whole list', async () => {
	for (const nothing of ["={{ '' }}", '={{ undefined }}', '']) {
		const found = await rows('template.getMany', { limit: nothing }).catch(({ message }: Error) => message);
		if (typeof found === 'string') expect(found).toContain('Limit: its expression gives nothing');
		else expect(found).toHaveLength(50);
	}
});

test('messages with the same time at the end of a page and the start of the next are each given once', async () => {
	// The first page ends with the eleventh message.
	const { messages } = sandbox().state.heymarket;
	messages[10].date = '2026-01-05T09:10:00.900Z';
	messages[9].date = '2026-01-05T09:10:00.100Z';
	messages[8].date = '2026-01-05T09:10:00.100Z';
	const found = ids(await rows('message.getMany', { ...conversation, returnAll: true }));
	expect(found.toSorted((one, other) => Number(one) - Number(other))).toEqual(expectedIds(60, 5001));
});

test('many messages with the same time, such as those of a broadcast, are each given once', async () => {
	for (const message of sandbox().state.heymarket.messages.slice(10)) message.date = '2026-01-06T09:00:00.000Z';
	const found = ids(await rows('message.getMany', { source: 'team', returnAll: true }));
	expect(found.toSorted((one, other) => Number(one) - Number(other))).toEqual(expectedIds(75, 5001));
});

test.each([
	['message.getMany', { ...conversation, returnAll: true, filters: { after: '2026-01-05T09:02:00Z', before: '2026-01-05T09:06:00Z' } }],
	['message.getMany', { source: 'team', returnAll: true, filters: { after: '2026-01-05T09:02:00Z', before: '2026-01-05T09:06:00Z' } }],
])('%s: After and Before hold what lies between', async (operation, parameters) => {
	// The messages are a minute apart, and every fourth has the time of the one before.
	expect(ids(await rows(operation, parameters)).toSorted()).toEqual([5003, 5004, 5005, 5006, 5007, 5008]);
});

test('with After, a conversation is read only up to the page that reaches that time', async () => {
	// The conversation goes on for another page; a third says that there are no more.
	const newest = ids(await rows('message.getMany', { ...conversation, returnAll: true }));
	expect(seen()).toHaveLength(3);
	const [after] = (await rows('message.getMany', { ...conversation, limit: 10 })).toReversed().map(({ date }) => String(date));
	const before = seen().length;
	const found = ids(await rows('message.getMany', { ...conversation, returnAll: true, filters: { after } }));
	expect(found).toEqual(newest.slice(0, 10));
	expect(seen()).toHaveLength(before + 1);
});

test('with After, the team’s messages are read only up to the page that reaches that time', async () => {
	const { messages } = sandbox().state.heymarket;
	const [one] = messages;
	for (let minute = 0; minute < 500; minute += 1) {
		messages.push({ ...one, id: 7_000 + minute, date: new Date(Date.UTC(2026, 1, 1, 0, minute)).toISOString() });
	}
	await rows('message.getMany', { source: 'team', returnAll: true });
	const whole = seen().length;
	expect(whole).toBeGreaterThan(2);
	const found = await rows('message.getMany', { source: 'team', returnAll: true, filters: { after: '2026-02-01T08:00:00Z' } });
	expect(found).toHaveLength(20);
	expect(seen()).toHaveLength(whole + 1);
});

test('After is a time in the workflow’s time zone', async () => {
	const found = await rows(
		'message.getMany',
		{ ...conversation, returnAll: true, filters: { after: '2026-01-05T18:58:00' } },
		{ timezone: 'Asia/Tokyo' },
	);
	expect(found.map(({ date }) => date).toSorted()[0]).toBe('2026-01-05T09:58:00.000Z');
});

test.each([
	['message.getMany', { inbox: byId(11), phoneNumber: '+14155550134' }],
	['message.getMany', { source: 'team' }],
])('%s: a message is found by the Local ID that was given to it, simplified or not', async (operation, parameters) => {
	const message = { inbox: byId(11), sendAs: byId(101), phoneNumber: '+14155550134', text: 'Hi', additionalFields: { localId: 'order-1042' } };
	const [{ id }] = await rows('message.send', message);
	for (const simplify of [true, false]) {
		const found = await rows(operation, { ...parameters, simplify, limit: 5 });
		expect(found.filter(({ local_id }) => local_id === 'order-1042').map((row) => row.id)).toEqual([id]);
	}
});

test('nothing found is no item', async () => {
	expect(await rows('message.getMany', { ...conversation, phoneNumber: '+14155550188' })).toEqual([]);
});

