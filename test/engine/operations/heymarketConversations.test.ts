import type { IDataObject } from 'n8n-workflow';
import type { Conversation } from '../../../sandbox/heymarket/state.ts';
import { run } from '../engine';
import { byId } from '../sandboxed';
import { endOf } from '../sends';
import { useOperations } from './support';

const { rows, scenario, sandbox, seen } = useOperations('heymarket');

const state = () => sandbox().state.heymarket;
const stored = (id: number) => state().conversations.find((one) => one.id === id)!;
const idsOf = (found: IDataObject[]) => found.map(({ id }) => Number(id)).toSorted((one, other) => one - other);
const those = (wanted: (one: Conversation) => boolean) => state().conversations.filter(wanted).map(({ id }) => id);
const made = () => seen().map(({ method, path }) => `${method} ${path}`);

describe('the conversations of the team', () => {
	test('are all read, each once, whether the cursor includes its own time or not', async () => {
		for (const dateCursor of ['inclusive', 'exclusive'] as const) {
			state().unknowns.dateCursor = dateCursor;
			expect(idsOf(await rows('conversation.getMany', { returnAll: true }))).toEqual(those(() => true));
		}
	});

	test('are not passed off as all where the cursor does nothing', async () => {
		state().unknowns.dateCursor = 'ignored';
		const execution = await run(scenario('conversation.getMany', { returnAll: true }));
		expect(endOf(execution)?.message).toContain('could not be read to its end');
	});

	const filters: Array<[string, IDataObject, (one: Conversation) => boolean]> = [
		['of an inbox', { inbox: byId(12) }, ({ inbox }) => inbox === 12],
		['that are open', { conversationStatus: 'open' }, ({ status }) => status === 'open'],
		['that are closed', { conversationStatus: 'closed' }, ({ status }) => status === 'closed'],
		['that are unread', { unread: true }, ({ unread }) => unread],
		['that were read', { unread: false }, ({ unread }) => !unread],
		['that a member has', { assignedTo: byId(103) }, ({ assigned }) => assigned === 103],
		['since a time', { after: '2026-01-05T10:00:00Z' }, ({ updated }) => updated >= '2026-01-05T10:00:00'],
		['of several kinds at once', { inbox: byId(11), conversationStatus: 'open', unread: true, assignedTo: byId(101) }, (one) => one.inbox === 11 && one.status === 'open' && one.unread && one.assigned === 101],
	];

	test.each(filters)('%s are found, whether Heymarket heeds its filters or not', async (_, given, wanted) => {
		expect(those(wanted).length).toBeGreaterThan(0);
		for (const conversationFilters of ['heeded', 'ignored'] as const) {
			state().unknowns.conversationFilters = conversationFilters;
			expect(idsOf(await rows('conversation.getMany', { returnAll: true, filters: given }))).toEqual(those(wanted));
		}
	});

	test('of a member’s inboxes are found, also where nobody may ask for all inboxes', async () => {
		state().unknowns.memberZero = 'refused';
		const inboxes = state().inboxes.filter(({ members }) => members.includes(104)).map(({ id }) => id);
		expect(idsOf(await rows('conversation.getMany', { returnAll: true, filters: { visibleTo: byId(104) } }))).toEqual(those(({ inbox }) => inboxes.includes(inbox)));
		const execution = await run(scenario('conversation.getMany', {}));
		expect(endOf(execution)?.message).toContain('id 0 is not a member');
	});

	test('are found by member and inbox where Heymarket shows both as objects', async () => {
		const body = [{ ...stored(2001), assigned: { id: 103 }, inbox: { id: 11 } }];
		sandbox().faults.add({ provider: 'heymarket', fault: { type: 'status', status: 200, body } });
		expect(idsOf(await rows('conversation.getMany', { limit: 1, filters: { assignedTo: byId(103), inbox: byId(11) } }))).toEqual([2001]);
	});
});

test('a row begins with people: by name, number or address, and who has it', async () => {
	Object.assign(stored(2001), { target: '14155550123,14155550134', type: 'group', members: [{ id: 102, name: 'Omar Haddad' }, { id: 101, name: 'Mia Chen' }] });
	const [group] = await rows('conversation.get', { conversation: byId(2001) });
	expect(group).toEqual({
		name: 'Ana Reyes', with: '14155550123, 14155550134', channel: 'sms', status: 'open', unread: true, updated: stored(2001).updated,
		assignee: 'Mia Chen', assigned: 101, inbox: 11, id: 2001,
	});
	expect((await rows('conversation.get', { conversation: byId(2040) }))[0]).toMatchObject({ with: 'ana@example.com', channel: 'email' });
});

test('conversations and messages are counted', async () => {
	expect(await rows('conversation.count')).toEqual([{ count: 40 }]);
	expect(await rows('message.count')).toEqual([{ count: 75 }]);
});

describe('a conversation', () => {
	test('is closed and opened again, by its ID and the inbox that is read first', async () => {
		for (const [operation, status] of [['close', 'closed'], ['open', 'open']] as const) {
			sandbox().ledger.reset();
			expect(await rows(`conversation.${operation}`, { conversation: byId(2001), member: byId(102) })).toEqual([{ success: true, conversation: 2001 }]);
			expect(stored(2001).status).toBe(status);
			expect(seen()).toMatchObject([
				{ method: 'GET', path: '/v1/conversations/2001' },
				{ method: 'POST', path: `/v1/conversations/${operation}`, body: { inbox_id: 11, user_id: 102, chat_id: 2001 } },
			]);
		}
	});

	test('of a group is closed where Heymarket tells only one of its people', async () => {
		state().unknowns.groupTarget = 'first';
		Object.assign(stored(2001), { target: '14155550123,14155550134', type: 'group' });
		await rows('conversation.close', { conversation: byId(2001), member: byId(101) });
		expect(stored(2001).status).toBe('closed');
	});

	test('is not closed where Heymarket doesn’t tell its inbox', async () => {
		Object.assign(stored(2001), { inbox: 0 });
		const execution = await run(scenario('conversation.close', { conversation: byId(2001), member: byId(101) }));
		expect(endOf(execution)?.message).toContain('Conversation: Heymarket did not tell in which inbox it is');
		expect(made()).toEqual(['GET /v1/conversations/2001']);
	});

	test('is read and unread', async () => {
		const parameters = { conversation: byId(2002), member: byId(102) };
		expect(await rows('conversation.markUnread', parameters)).toEqual([{ success: true, conversation: 2002 }]);
		expect(stored(2002).unread).toBe(true);
		await rows('conversation.markRead', parameters);
		expect(stored(2002).unread).toBe(false);
	});

	test.each([
		['that somebody has, in whose name it is done', 102, 102],
		['that nobody has, in the name of who gets it', 0, 103],
	])('%s, is reassigned', async (_, assigned, inWhoseName) => {
		stored(2001).assigned = assigned;
		expect(await rows('conversation.reassign', { conversation: byId(2001), reassignTo: byId(103) })).toEqual([{ success: true, conversation: 2001 }]);
		expect(seen()[1]).toMatchObject({ path: '/v1/conversations/reassign', body: { inbox_id: 11, user_id: inWhoseName, reassign_id: 103, target: '14155550123' } });
		expect(stored(2001).assigned).toBe(103);
	});

	test('moves to another inbox', async () => {
		expect(await rows('conversation.transfer', { conversation: byId(2001), transferTo: byId(12) })).toEqual([{ success: true, conversation: 2001 }]);
		expect(stored(2001).inbox).toBe(12);
	});

	test('is changed by one item after the other', async () => {
		const items = [{ to: 102 }, { to: 103 }];
		await rows('conversation.reassign', { conversation: byId(2001), reassignTo: '={{ { __rl: true, mode: "id", value: $json.to } }}' }, { items });
		expect(stored(2001).assigned).toBe(103);
		expect(made()).toEqual(['GET /v1/conversations/2001', 'POST /v1/conversations/reassign', 'GET /v1/conversations/2001', 'POST /v1/conversations/reassign']);
	});
});

describe('marking a conversation as read', () => {
	test('reads whom it is with first', async () => {
		expect(await rows('conversation.markRead', { conversation: byId(2001), member: byId(101) })).toEqual([{ success: true, conversation: 2001 }]);
		expect(seen()).toMatchObject([
			{ method: 'GET', path: '/v1/conversations/2001' },
			{ method: 'POST', path: '/v1/conversations/read', body: { inbox_id: 11, user_id: 101, target: '14155550123' } },
		]);
	});

	test('names all numbers of a group', async () => {
		Object.assign(stored(2001), { target: '14155550123,14155550134', type: 'group' });
		await rows('conversation.markRead', { conversation: byId(2001), member: byId(101) });
		expect(seen()[1].body).toEqual({ inbox_id: 11, user_id: 101, targets: ['14155550123', '14155550134'] });
	});

	test('is not done where Heymarket doesn’t tell whom it is with', async () => {
		stored(2001).target = '';
		const execution = await run(scenario('conversation.markRead', { conversation: byId(2001), member: byId(101) }));
		expect(endOf(execution)?.message).toContain('Conversation: Heymarket did not tell whom it is with');
		expect(made()).toEqual(['GET /v1/conversations/2001']);
	});
});
