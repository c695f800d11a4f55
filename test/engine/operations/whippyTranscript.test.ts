import type { IDataObject } from 'n8n-workflow';
import type { Message } from '../../../sandbox/whippy/state.ts';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, refusal, seen, sandbox } = useOperations('whippy');

const first = '00000003-0000-4000-8000-000000000001';
const ana = '00000002-0000-4000-8000-000000000001';
const conversation = byId(first);
const idOf = (index: number) => `000000bb-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Makes the conversation have these messages, a minute apart. */
function say(...said: Array<Partial<Message>>): void {
	const { whippy } = sandbox().state;
	const [one] = whippy.messages;
	whippy.messages = said.map((each, index) => ({ ...one, id: idOf(index), created_at: `2026-01-06T09:${String(index).padStart(2, '0')}:00${index % 2 === 0 ? '.123456Z' : ''}`, ...each }));
}

const inbound = (body: string, more: Partial<Message> = {}): Partial<Message> => ({ direction: 'INBOUND', source_type: 'INBOUND', body, ...more });
const outbound = (body: string, more: Partial<Message> = {}): Partial<Message> => ({ direction: 'OUTBOUND', source_type: 'OUTBOUND', from: '+14155550110', body, ...more });
const note = (body: string): Partial<Message> => ({ direction: 'OUTBOUND', source_type: 'NOTE', type: 'note', user_id: 12 as never, body });

describe('a transcript', () => {
	test('is one text: who said what and when, the oldest first, in the workflow’s zone', async () => {
		say(inbound('Is it ready?'), note('Ask Ben'), outbound('At noon.', { user_id: 12 as never }), inbound('Thanks!\nAna', { attachments: [{ url: 'https://files.example.com/a.jpg', content_type: 'image/jpeg' }] }));
		const found = await rows('conversation.getTranscript', { conversation }, { timezone: 'America/New_York' });
		expect(found).toEqual([
			{
				name: 'Ana Reyes',
				phone: '+14155550123',
				email: 'ana@example.com',
				transcript: '2026-01-06 04:00 Ana Reyes: Is it ready?\n2026-01-06 04:02 Mia Chen: At noon.\n2026-01-06 04:03 Ana Reyes: Thanks!\n  Ana\n  [file: https://files.example.com/a.jpg]',
				messages: 3,
				timezone: 'America/New_York',
				lastMessage: '2026-01-06T09:03:00Z',
				contact_id: ana,
				conversation_id: first,
			},
		]);
		expect(seen().map(({ path, query }) => [path, query])).toEqual([
			[`/v1/conversations/${first}`, { 'messages[limit]': '1' }],
			['/v1/users', { limit: '500' }],
			['/v1/messages/list', { conversation_id: first, limit: '500' }],
			[`/v1/contacts/${ana}`, {}],
		]);
	});

	test('has notes where they are wanted, and is an item for each message where that is', async () => {
		say(inbound('Is it ready?'), note('Ask Ben'));
		const [text] = await rows('conversation.getTranscript', { conversation, includeInternal: true });
		expect(text.transcript).toContain('Mia Chen (internal note): Ask Ben');
		expect(await rows('conversation.getTranscript', { conversation, includeInternal: true, outputAs: 'items' })).toEqual([
			{ date: '2026-01-06T09:00:00.123456Z', direction: 'inbound', name: 'Ana Reyes', text: 'Is it ready?', contact_id: ana, conversation_id: first, messageId: idOf(0) },
			{ date: '2026-01-06T09:01:00Z', direction: 'internal', name: 'Mia Chen', text: 'Ask Ben', contact_id: ana, conversation_id: first, messageId: idOf(1) },
		]);
	});

	test.each(['newestFirst', 'oldestFirst'])('of the last ones has the newest, whichever way Whippy orders those in a conversation: %s', async (order) => {
		sandbox().unknowns.set('whippy', 'messageOrder', order);
		const found = await rows('conversation.getTranscript', { conversation, limit: 3, outputAs: 'items' });
		expect(found.map(({ text }) => text)).toEqual(['Question 23', 'Answer 24', 'Question 25']);
		expect(await rows('conversation.getTranscript', { conversation, returnAll: true, outputAs: 'items' })).toHaveLength(25);
	});

	test('of more messages than a page holds has the newest of all', async () => {
		say(...Array.from({ length: 501 }, (_, index) => inbound(`Message ${index}`, { created_at: new Date(Date.UTC(2026, 0, 6) + index * 1000).toISOString() })));
		const found = await rows('conversation.getTranscript', { conversation, limit: 2, outputAs: 'items' });
		expect(found.map(({ text }) => text)).toEqual(['Message 499', 'Message 500']);
	});

	test('between two times has those between them, and none between exchanged ones', async () => {
		say(inbound('One'), inbound('Two'), inbound('Three'));
		const filters = { after: '2026-01-06T09:00:30Z', before: '2026-01-06T09:01:30Z' };
		expect(await rows('conversation.getTranscript', { conversation, filters, outputAs: 'items' })).toMatchObject([{ text: 'Two' }]);
		const exchanged = { after: filters.before, before: filters.after };
		expect((await refusal('conversation.getTranscript', { conversation, filters: exchanged })).message).toContain('is later than');
	});

	test('of emails has what is new in each, as text', async () => {
		const mail = { type: 'email' as const };
		const quoted = 'Yes, please.\n\nOn Mon, Jan 5, 2026 at 9:00 AM Care <care@whippy-demo.example> wrote:\n> Shall we?';
		say(outbound('<p>Shall <b>we</b>?</p>', { ...mail, from: 'care@whippy-demo.example' }), inbound(quoted, { ...mail, from: 'ana@example.com' }));
		const items = { conversation, outputAs: 'items' };
		expect(await rows('conversation.getTranscript', items)).toMatchObject([{ name: 'care@whippy-demo.example', text: 'Shall we?' }, { name: 'Ana Reyes', text: 'Yes, please.' }]);
		expect((await rows('conversation.getTranscript', { ...items, includeQuoted: true }))[1].text).toBe(quoted);
	});

	test('names numbers where nobody’s name is known, and needs no list of users', async () => {
		say(inbound('Hello', { contact_id: idOf(99) }), outbound('Hi', { user_id: 12 as never }));
		sandbox().faults.add({ provider: 'whippy', match: { path: '/v1/users' }, times: 'always', fault: { type: 'status', status: 403 } } as never);
		const found = await rows('conversation.getTranscript', { conversation, outputAs: 'items' });
		expect(found.map(({ name }) => name)).toEqual(['+1 415 555 0123', '+1 415 555 0110']);
	});

	test('of a conversation without messages says so', async () => {
		sandbox().state.whippy.messages = [];
		expect(await rows('conversation.getTranscript', { conversation })).toEqual([{ transcript: '', messages: 0, timezone: 'America/New_York', contact_id: ana, conversation_id: first }]);
	});
});

describe('unanswered messages', () => {
	const read = async (parameters: IDataObject = {}) => await rows('conversation.getUnansweredMessages', { conversation, ...parameters });

	test('are all that came in since the last message that went out, in one text', async () => {
		say(inbound('Old'), outbound('Answer'), inbound('Hello'), inbound('are you there?'));
		expect(await read()).toEqual([
			{
				name: 'Ana Reyes', phone: '+14155550123', email: 'ana@example.com', date: '2026-01-06T09:03:00Z', direction: 'inbound',
				text: 'Hello\nare you there?', messages: 2, contact_id: ana, conversation_id: first, messageId: idOf(3),
			},
		]);
	});

	test('of a conversation of more than a page are those at its end', async () => {
		say(...Array.from({ length: 502 }, (_, index) => (index === 250 ? outbound : inbound)(`Message ${index}`, { created_at: new Date(Date.UTC(2026, 0, 6) + index * 1000).toISOString() })));
		expect(await read()).toMatchObject([{ messages: 251, messageId: idOf(501) }]);
	});

	test('are none where somebody answered last', async () => {
		say(inbound('Hello'), outbound('Hi'));
		expect(await read()).toEqual([]);
	});

	test('answer a person once who types in several messages', async () => {
		say(outbound('Hi'), inbound('One'), inbound('Two'));
		expect(await read({ onlyIfNewest: idOf(1) })).toEqual([]);
		expect(await read({ onlyIfNewest: idOf(2) })).toMatchObject([{ text: 'One\nTwo', messageId: idOf(2) }]);
	});

	test('are none for a workflow where the conversation is assigned, or a note was written since', async () => {
		const [taken] = sandbox().state.whippy.conversations;
		say(inbound('Hello'));
		expect(await read({ onlyIfNobodyAnswered: true })).toEqual([]);
		expect(await read()).toHaveLength(1);
		taken.assigned_user_id = null;
		expect(await read({ onlyIfNobodyAnswered: true })).toHaveLength(1);
		taken.assigned_team_id = idOf(7);
		expect(await read({ onlyIfNobodyAnswered: true })).toEqual([]);
		taken.assigned_team_id = null;
		say(inbound('Hello'), note('I am at it'));
		expect(await read({ onlyIfNobodyAnswered: true })).toEqual([]);
	});
});
