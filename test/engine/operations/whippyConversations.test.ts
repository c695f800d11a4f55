import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { anyUuid, useOperations } from './support';

const { rows, refusal, seen, sandbox } = useOperations('whippy');

const first = '00000003-0000-4000-8000-000000000001';
const frontDesk = '00000001-0000-4000-8000-000000000001';
const ana = '00000002-0000-4000-8000-000000000001';
const ids = (found: IDataObject[]) => found.map(({ id }) => id);
const stored = () => sandbox().state.whippy.conversations;

describe('an update of a conversation', () => {
	test('sends only what was added, and the row says what came of it', async () => {
		const found = await rows('conversation.update', { conversation: byId(first), updateFields: { conversationStatus: 'closed' } });
		expect(seen()).toEqual([{ method: 'PUT', path: `/v1/conversations/${first}`, query: {}, body: { status: 'closed' } }]);
		expect(found).toMatchObject([{ status: 'closed', unread_count: 1, assigned_user_id: 12, contact_id: ana, id: first }]);
	});

	test.each(['one', 'list'])('assigns it by whichever name Whippy takes: %s', async (assignment) => {
		sandbox().unknowns.set('whippy', 'assignment', assignment);
		const found = await rows('conversation.update', { conversation: byId(first), updateFields: { assignee: byId('14') } });
		expect(found).toMatchObject([{ assigned_user_id: 14, status: 'open' }]);
	});

	test.each<[string, number]>([['0', 0], ['1', 1]])('marks it as read or unread: %s', async (unread, count) => {
		await rows('conversation.update', { conversation: byId(first), updateFields: { readStatus: unread } });
		expect(seen()[0].body).toEqual({ unread_count: count });
		expect(stored()[0].unread_count).toBe(count);
	});

	test('of one that is not there is refused in Whippy’s words', async () => {
		const id = first.replace(/1$/, '9').replace('00000003', '000000ff');
		await expect(rows('conversation.update', { conversation: byId(id), updateFields: { conversationStatus: 'open' } })).rejects.toThrow('Conversation not found');
	});
});

describe('conversations are found', () => {
	const search = async (filters: IDataObject) => await rows('conversation.search', { returnAll: true, includeContact: false, filters });
	const getMany = async (filters: IDataObject) => await rows('conversation.getMany', { returnAll: true, includeContact: false, filters });

	test('by all that is known of the person at once', async () => {
		const person = { contact: byId(ana), contactEmail: 'Ana <ana@example.com>', contactName: 'ana reyes', contactPhone: '+1 415 555 0123' };
		expect(ids(await search(person))).toEqual([first]);
		expect(seen()[0]).toEqual({
			method: 'POST',
			path: '/v1/conversations/search',
			query: {},
			body: { limit: 500, offset: 0, contacts: [{ id: ana, email: 'ana@example.com', name: 'ana reyes', phone: '+14155550123' }] },
		});
		expect(ids(await getMany(person))).toEqual([first]);
		expect(await search({ ...person, contactName: 'Sam Lee' })).toEqual([]);
	});

	test.each<[string, IDataObject, (each: ReturnType<typeof stored>[number]) => boolean]>([
		['their channel', { channel: byId(frontDesk) }, ({ channel_id: channel }) => channel === frontDesk],
		['whom they are assigned to', { assignee: byId('12') }, ({ assigned_user_id: user }) => user === 12],
		['their status', { status: ['closed', 'automated'] }, ({ status }) => status === 'closed' || status === 'automated'],
		['their kind of channel', { type: ['whatsapp'] }, ({ channel_type: type }) => type === 'whatsapp'],
		['how many messages are unread', { unreadCount: 1 }, ({ unread_count: count }) => count === 1],
		['none unread', { unreadCount: 0 }, ({ unread_count: count }) => count === 0],
	])('by %s, in the list as by search', async (_what, filters, isWanted) => {
		const wanted = ids(stored().filter((each) => each.last_message_date !== undefined && isWanted(each)) as never).toSorted();
		expect(wanted.length).toBeGreaterThan(0);
		expect(ids(await search(filters)).toSorted()).toEqual(wanted);
		expect(ids(await getMany(filters)).toSorted()).toEqual(wanted);
	});

	test.each(['created', 'lastMessage', 'updated'])('by times: %s', async (name) => {
		const filters = { [`${name}After`]: '2026-01-05T09:01:30Z', [`${name}Before`]: '2026-01-06T01:41:30Z' };
		const found = ids(await search(filters));
		expect(ids(await getMany(filters))).toEqual(found);
		expect(found.length).toBeGreaterThan(0);
		expect(found.length).toBeLessThan(119);
	});

	test.each<[string, IDataObject, string]>([
		['search', { createdAfter: '2026-02-01', createdBefore: '2026-01-01' }, 'Created After (ISO 8601): is later than Created Before (ISO 8601)'],
		['getMany', { lastMessageAfter: '2026-02-01', lastMessageBefore: '2026-01-01' }, 'Last Message After (ISO 8601): is later than Last Message Before (ISO 8601)'],
		['getMany', { updatedAfter: '2026-02-01', updatedBefore: '2026-01-01' }, 'Updated After (ISO 8601): is later than Updated Before (ISO 8601)'],
		['search', { assignee: byId('Mia') }, 'Assigned To: "Mia" is not an ID'],
		['search', { channel: byId('Front Desk') }, 'Channel: "Front Desk" is not an ID'],
	])('not by what can’t be: %s %j', async (operation, filters, message) => {
		expect((await refusal(`conversation.${operation}`, { filters })).message).toContain(message);
	});
});

describe('the people of conversations', () => {
	const paths = () => seen().map(({ path }) => path);

	test.each(['getMany', 'search'])('are read once each, and stand first in the rows: %s', async (operation) => {
		const { conversations, contacts } = sandbox().state.whippy;
		const [one] = conversations;
		conversations.push({ ...one, id: first.replace('00000003', '000000ff'), channel_type: 'email' });
		const found = await rows(`conversation.${operation}`, { filters: { contact: byId(ana) } });
		expect(found).toEqual([one, conversations.at(-1)!].map(({ id, channel_type }) => expect.objectContaining({ name: 'Ana Reyes', phone: '+14155550123', email: 'ana@example.com', channel_type, id }) as unknown));
		expect(Object.keys(found[0]).slice(0, 3)).toEqual(['name', 'phone', 'email']);
		expect(paths().slice(1)).toEqual([`/v1/contacts/${ana}`]);
		contacts.shift();
		const [row] = await rows(`conversation.${operation}`, { filters: { contact: byId(ana) } });
		expect(row).toMatchObject({ contact_id: ana });
		expect(row).not.toHaveProperty('name');
	});

	test('of the unsimplified stand in one place', async () => {
		const [row] = await rows('conversation.getMany', { simplify: false, filters: { contact: byId(ana) } });
		expect(row).toMatchObject({ contact_id: ana, assigned_user_id: 12, contact: { name: 'Ana Reyes', communication_preferences: expect.any(Array) as unknown } });
	});
});

describe('messages are found', () => {
	test('by what they say, in any case of letters, and from whom', async () => {
		const found = await rows('message.search', { returnAll: true, filters: { text: 'QUESTION 25' } });
		expect(found).toMatchObject([{ body: 'Question 25', direction: 'INBOUND', conversation_id: first }]);
		expect(seen()[0]).toMatchObject({ method: 'POST', path: '/v1/messages/search', query: {}, body: { body: 'QUESTION 25', limit: 500 } });
		expect(await rows('message.search', { returnAll: true, filters: { text: 'question', sourceType: ['OUTBOUND'] } })).toEqual([]);
	});

	test('by conversation, channel and time', async () => {
		const filters = { conversation: byId(first), channel: byId(frontDesk), after: '2026-01-06T01:20:00.500Z', before: '2026-01-06T01:24:00Z' };
		const found = ids(await rows('message.search', { returnAll: true, filters }));
		expect(found).toHaveLength(3);
		expect(ids(await rows('message.getMany', { returnAll: true, filters }))).toEqual(found);
	});

	test.each(['search', 'getMany'])('not between exchanged times: %s', async (operation) => {
		const filters = { after: '2026-02-01', before: '2026-01-01' };
		expect((await refusal(`message.${operation}`, { filters })).message).toContain('After: is later than Before');
	});
});

describe('a note', () => {
	const comment = { phoneChannel: byId('+14155550110'), phoneNumber: '+1 415 555 0123', text: 'Wants a refund' };

	test('stands in the conversation, and reaches nobody', async () => {
		const [row] = await rows('message.addNote', comment, { credential: { allowedRecipients: 'nobody@example.com' } });
		expect(row).toEqual({ to: '+14155550123', text: 'Wants a refund', status: 'delivered', contact_id: ana, conversation_id: first, id: anyUuid });
		expect(sandbox().ledger.accepted).toMatchObject([{ kind: 'comment', recipients: [] }]);
		const [note] = await rows('message.search', { filters: { sourceType: ['NOTE'] } });
		expect(note).toMatchObject({ body: 'Wants a refund', type: 'note', conversation_id: first });
	});

	test('notifies a user by a mention', async () => {
		await rows('message.addNote', { ...comment, additionalFields: { notify: byId('12') } });
		await rows('message.addNote', { ...comment, text: '', additionalFields: { notify: byId('12'), attachmentUrls: 'https://example.com/a.jpg' } });
		expect(seen().map(({ body }) => (body as IDataObject).body)).toEqual(['Wants a refund @{{12}}', '@{{12}}']);
	});

	test('is no longer than Whippy takes, its mention included', async () => {
		const text = 'x'.repeat(994);
		expect((await refusal('message.addNote', { ...comment, text, additionalFields: { notify: byId('12') } })).message).toContain('Text: is 1,002 characters long, 2 too many');
		await rows('message.addNote', { ...comment, text: 'x'.repeat(992), additionalFields: { notify: byId('12') } });
	});

	test('for one person goes in the order of the items', async () => {
		const items = ['One', 'Two', 'Three'].map((text) => ({ text }));
		await rows('message.addNote', { ...comment, text: '={{ $json.text }}' }, { items });
		expect(seen().map(({ body }) => (body as IDataObject).body)).toEqual(['One', 'Two', 'Three']);
	});
});

describe('a fax', () => {
	const fax = { faxChannel: byId('(415) 555-0112'), country: byId('US'), phoneNumber: '415 555 0123', documentUrl: 'https://example.com/contract.pdf' };

	test('has one document, and its row says which', async () => {
		const scheduled = { additionalFields: { scheduleAt: '2030-01-31T14:30:00', conversationStatus: 'closed' } };
		const [row] = await rows('fax.send', { ...fax, ...scheduled }, { timezone: 'America/New_York' });
		expect(seen()[0].body).toEqual({
			from: '+14155550112',
			to: '+14155550123',
			attachment_url: 'https://example.com/contract.pdf',
			conversation_status: 'closed',
			schedule_at: '2030-01-31T19:30:00.000Z',
		});
		expect(row).toMatchObject({ to: '+14155550123', status: 'queued', scheduled: '2030-01-31 14:30 America/New_York', document: fax.documentUrl });
	});

	test('is refused without https, to nobody, and from no number', async () => {
		expect((await refusal('fax.send', { ...fax, documentUrl: 'http://example.com/a.pdf' })).message).toContain('Document URL: "http://example.com/a.pdf" does not begin with https');
		expect((await refusal('fax.send', fax, { credential: { allowedRecipients: '+14155550199' } })).message).toContain('+14155550123 is not among the Allowed Recipients');
		expect((await refusal('fax.send', { ...fax, faxChannel: byId('Fax') })).message).toContain('From: "Fax" is not a phone number');
	});
});
