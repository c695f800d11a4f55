import type { IDataObject } from 'n8n-workflow';
import type { Message } from '../../../sandbox/heymarket/state.ts';
import { run } from '../engine';
import { byId } from '../sandboxed';
import { endOf } from '../sends';
import { useOperations } from './support';

const { rows, route, scenario, sandbox, seen } = useOperations('heymarket');

const state = () => sandbox().state.heymarket;
const stored = (id: number) => state().conversations.find((one) => one.id === id)!;
const ids = (found: IDataObject[]) => found.map(({ id, messageId }) => id ?? messageId);

/** Leaves a conversation with these messages only, one a minute, the oldest first. */
function said(conversationId: number, messages: Array<Partial<Message>>): void {
	state().messages = messages.map((message, index) => ({
		...state().messages[0],
		id: 6001 + index,
		date: new Date(Date.UTC(2026, 0, 6, 9, index)).toISOString(),
		user: 0,
		author: '',
		type: 'sms',
		status: 'received',
		target: stored(conversationId).target,
		conversationId,
		...message,
	}));
}

const conversation = byId(2001);
const ours = { user: 101, author: 'Mia Chen', status: 'sent' } as const;

describe('the messages of a conversation that is chosen', () => {
	test('are asked for by its inbox and its number, which are read first', async () => {
		const found = await rows('message.getMany', { source: 'conversation', conversation, returnAll: true });
		expect(ids(found).toSorted()).toEqual(Array.from({ length: 60 }, (_, index) => 5001 + index));
		expect(seen()[0]).toMatchObject({ method: 'GET', path: '/v1/conversations/2001' });
		expect(seen()[1]).toMatchObject({ method: 'GET', path: '/v1/messages', query: { inboxID: '11', phoneNumber: '14155550123' } });
	});

	test('are no others that are with the same person', async () => {
		state().conversations.push({ ...stored(2001), id: 2999 });
		state().messages[59].conversationId = 2999;
		expect(ids(await rows('message.getMany', { source: 'conversation', conversation, returnAll: true }))).not.toContain(5060);
	});

	test.each([
		['a group', 2001, '14155550123,14155550134', 'group'],
		['email', 2040, 'ana@example.com', 'individual'],
	] as const)('of %s are looked for among those of the team', async (_, id, target, type) => {
		Object.assign(stored(id), { target, type });
		for (const message of state().messages.slice(10, 14)) message.conversationId = id;
		const own = state().messages.filter(({ conversationId }) => conversationId === id).map((one) => one.id);
		expect(ids(await rows('message.getMany', { source: 'conversation', conversation: byId(id), returnAll: true })).toSorted()).toEqual(own);
		expect(new Set(seen().slice(1).map(({ path }) => path))).toEqual(new Set(['/v1/messages/all']));
	});

	test('of a group are none whose conversation isn’t told', async () => {
		Object.assign(stored(2001), { target: '14155550123,14155550134', type: 'group' });
		const { id, text, date, updated } = state().messages[0];
		sandbox().faults.add({ provider: 'heymarket', match: { path: '/v1/messages/all' }, times: 'always', fault: { type: 'status', status: 200, body: [{ id, text, date, updated }] } });
		expect(await rows('message.getMany', { source: 'conversation', conversation, returnAll: true })).toEqual([]);
	});

	test('are not asked for where Heymarket doesn’t tell its inbox', async () => {
		Object.assign(stored(2001), { inbox: 0 });
		const execution = await run(scenario('message.getMany', { source: 'conversation', conversation }));
		expect(endOf(execution)?.message).toContain('Conversation: Heymarket did not tell in which inbox it is');
		expect(seen()).toHaveLength(1);
	});
});

describe('a transcript', () => {
	test('says who wrote what and when', async () => {
		said(2001, [{ text: 'Is my table ready?' }, { ...ours, text: 'Yes, come in.\nSee you!' }, { text: '', media: 'https://files.example.com/table.jpg' }]);
		const [row] = await rows('conversation.getTranscript', { conversation });
		expect(row).toMatchObject({ name: 'Ana Reyes', with: '14155550123', messages: 3, inbox: 11, conversation: 2001 });
		expect(String(row.transcript).split('\n').map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d /, ''))).toEqual([
			'Ana Reyes: Is my table ready?',
			'Mia Chen: Yes, come in.',
			'  See you!',
			'Ana Reyes: [file: https://files.example.com/table.jpg]',
		]);
		expect(await route('conversation.getTranscript', { conversation })).toEqual([row]);
	});

	test('has the newest up to the limit, and a row for each where that is wanted', async () => {
		said(2001, [{ text: 'One' }, { text: 'Two' }, { ...ours, text: 'Three' }]);
		const found = await rows('conversation.getTranscript', { conversation, outputAs: 'items', limit: 2 });
		expect(found.map(({ text, direction, messageId }) => [text, direction, messageId])).toEqual([['Two', 'inbound', 6002], ['Three', 'outbound', 6003]]);
	});

	test('has comments of the team only where they are wanted, and the limit counts what is shown', async () => {
		said(2001, [{ text: 'One' }, { ...ours, type: 'comment', text: 'He is angry' }]);
		const texts = async (parameters: IDataObject) => (await rows('conversation.getTranscript', { conversation, outputAs: 'items', limit: 1, ...parameters })).map(({ text, direction }) => [text, direction]);
		expect(await texts({})).toEqual([['One', 'inbound']]);
		expect(await texts({ includeInternal: true })).toEqual([['He is angry', 'internal']]);
	});

	test('of mail is without what is quoted, unless that is wanted', async () => {
		said(2040, [{ type: 'email', text: '<p>Thanks!</p><blockquote>On Monday Mia wrote: your order</blockquote>' }, { type: 'email', text: 'Fine.\n\nOn Mon, Jan 5, 2026 at 9:00 AM Mia <mia@example.com> wrote:\n> Is it?' }]);
		const texts = async (parameters: IDataObject) => (await rows('conversation.getTranscript', { conversation: byId(2040), outputAs: 'items', ...parameters })).map(({ text }) => String(text));
		expect((await texts({}))[1]).toBe('Fine.');
		expect((await texts({ includeQuoted: true }))[1]).toContain('Is it?');
		expect((await texts({}))[0]).not.toContain('<');
	});

	test.each([
		['a name of the message', { author: 'Bob' }, 'Bob'],
		['the name of the conversation', {}, 'Ana Reyes'],
	])('names who wrote by %s', async (_, message, name) => {
		said(2001, [{ text: 'Hello', ...message }]);
		expect((await rows('conversation.getTranscript', { conversation, outputAs: 'items' }))[0].name).toBe(name);
	});

	test('names who wrote by the number where there is no name, and the team where no member is told', async () => {
		stored(2001).name = '';
		said(2001, [{ text: 'Hello' }, { ...ours, author: '', text: 'Hi' }]);
		expect((await rows('conversation.getTranscript', { conversation, outputAs: 'items' })).map(({ name }) => name)).toEqual(['+1 415 555 0123', 'Team']);
	});

	test('keeps to After and Before', async () => {
		said(2001, [{ text: 'One' }, { text: 'Two' }, { text: 'Three' }]);
		const filters = { after: '2026-01-06T09:01:00Z', before: '2026-01-06T09:01:30Z' };
		expect((await rows('conversation.getTranscript', { conversation, outputAs: 'items', filters })).map(({ text }) => text)).toEqual(['Two']);
		const reversed = await run(scenario('conversation.getTranscript', { conversation, filters: { after: filters.before, before: filters.after } }));
		expect(endOf(reversed)?.message).toMatch(/After|Before/);
	});
});

describe('what is unanswered', () => {
	const texts = async (parameters: IDataObject = {}) => (await rows('conversation.getUnansweredMessages', { conversation, outputAs: 'items', ...parameters })).map(({ text }) => text);

	test('is what came in since the last answer, as one text with the ID of the newest', async () => {
		said(2001, [{ text: 'Old' }, { ...ours, text: 'Answered' }, { text: 'And' }, { text: 'another thing' }]);
		const [row] = await rows('conversation.getUnansweredMessages', { conversation });
		expect(row).toMatchObject({ name: 'Ana Reyes', text: 'And\nanother thing', messages: 2, conversation: 2001, messageId: 6004 });
		said(2001, [{ text: 'Old' }, { ...ours, text: 'Answered' }]);
		expect(await rows('conversation.getUnansweredMessages', { conversation })).toEqual([]);
	});

	test('is not read further back than the last answer', async () => {
		await texts();
		expect(seen().filter(({ path }) => path === '/v1/messages')).toHaveLength(1);
	});

	test('is read over several pages where nobody answered', async () => {
		said(2001, Array.from({ length: 60 }, (_, index) => ({ text: `Question ${index}` })));
		expect(await texts()).toHaveLength(60);
	});

	test.each([
		['a text to a list', { broadcast_id: 9001 }],
		['a text that did not go out', { status: 'failed', raw_error: 'Carrier violation' }],
		['a comment of the team', { type: 'comment' }],
	] as Array<[string, Partial<Message>]>)('is not answered by %s', async (_, message) => {
		said(2001, [{ text: 'Question' }, { ...ours, text: 'No answer', ...message }]);
		expect(await texts()).toEqual(['Question']);
	});

	test('goes on for the newest message only, where that is wanted', async () => {
		said(2001, [{ text: 'One' }, { text: 'Two' }]);
		expect(await texts({ onlyIfNewest: '6001' })).toEqual([]);
		expect(await texts({ onlyIfNewest: '6002' })).toEqual(['One', 'Two']);
	});

	test('is left to the team where a member has the conversation, where that is wanted', async () => {
		said(2001, [{ text: 'One' }]);
		expect(await texts({ onlyIfNobodyAnswered: true })).toEqual([]);
		stored(2001).assigned = 0;
		expect(await texts({ onlyIfNobodyAnswered: true })).toEqual(['One']);
	});
});
