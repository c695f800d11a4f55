import type { IDataObject } from 'n8n-workflow';
import { useSandbox } from '../engine/sandboxed';
import { hook, receive } from './contexts';
import { conversationPost, heymarketTrigger, messagePost, TOKEN } from './heymarketPosts';

const sandbox = useSandbox();

test('a message starts the workflow, with a column for each field that a reply needs', async () => {
	const post = messagePost();
	const received = await receive(heymarketTrigger(sandbox()), { body: post });
	expect(received).toMatchObject({ status: 200, answers: 1, response: { noWebhookResponse: true } });
	expect(received.items).toHaveLength(1);
	expect(received.items[0]!.json).toMatchObject({
		event: 'message_received',
		eventId: `message_received:${String(post.event_data.id)}`,
		direction: 'inbound',
		phoneNumber: '+14155550123',
		from: '+14155550123',
		name: 'Ana Reyes',
		text: 'Are you open on Sunday?',
		inbox: 11,
		conversation: 2001,
		messageId: post.event_data.id,
		channel: 'sms',
		data: { status: 'received', conversation: { id: 2001 } },
	});
	expect(JSON.stringify(received.items)).not.toContain(TOKEN);
});

test('the correct spelling of a received message is taken too', async () => {
	const received = await receive(heymarketTrigger(sandbox()), { body: messagePost({}, { type: 'message_received' }) });
	expect(received.items[0]!.json.event).toBe('message_received');
});

test('what the team sent starts nothing, unless somebody chose it; then the person is the same', async () => {
	const post = messagePost({ user: 101, author: 'Mia Chen' }, { type: 'message_sent' });
	expect(await receive(heymarketTrigger(sandbox()), { body: post })).toMatchObject({ status: 200, items: [] });
	const { items } = await receive(heymarketTrigger(sandbox(), { events: ['message_sent'] }), { body: post });
	expect(items[0]!.json).toMatchObject({ event: 'message_sent', direction: 'outbound', phoneNumber: '+14155550123', author: 'Mia Chen' });
	expect(items[0]!.json.from).toBeUndefined();
});

test('an email has the fields of a reply by email', async () => {
	const post = messagePost({ type: 'email', target: 'ana@example.com' }, { conversation: { channel: 'email', target: 'ana@example.com', name: 'Your order' } });
	const { items } = await receive(heymarketTrigger(sandbox()), { body: post });
	expect(items[0]!.json).toMatchObject({ to: 'ana@example.com', from: 'ana@example.com', subject: 'Your order', channel: 'email' });
	expect(items[0]!.json.phoneNumber).toBeUndefined();
});

test('a group has no number of its own, so that a reply goes to the conversation', async () => {
	const target = '14155550123,14155550134';
	const { items } = await receive(heymarketTrigger(sandbox()), { body: messagePost({ target }, { conversation: { target, type: 'group', channel: 'mms' } }) });
	expect(items[0]!.json).toMatchObject({ conversation: 2001, channel: 'mms' });
	expect(items[0]!.json).not.toHaveProperty('phoneNumber');
});

test.each(['chat_opened', 'chat_closed', 'chat_pending', 'chat_reassigned', 'chat_transferred'])('%s tells of its conversation, each time that it happens', async (type) => {
	const scenario = heymarketTrigger(sandbox(), { events: [type] });
	const [first, again, later] = await Promise.all(
		[{}, {}, { updated: '2026-11-28T10:00:00.000Z' }].map(async (changed) => await receive(scenario, { body: conversationPost(type, changed) })),
	);
	expect([first, again, later].map((received) => received!.items.length).toSorted()).toEqual([0, 1, 1]);
	expect(later!.items[0]!.json).toMatchObject({ event: type, conversation: 2001, inbox: 11, phoneNumber: '+14155550123', conversationStatus: 'closed', assignedTo: 101 });
});

test.each(['target_opt_out', 'target_opt_in', 'target_double_opt_in', 'target_double_opt_restricted', 'incoming_call'])('%s names the person, whatever else Heymarket says', async (type) => {
	const body: IDataObject = { type, id: 1, token: TOKEN, event_data: { phone: '14155550123', inbox_id: 11, anything: { at: 'all' } } };
	const scenario = heymarketTrigger(sandbox(), { events: [type] });
	const { items } = await receive(scenario, { body });
	expect(items[0]!.json).toMatchObject({ event: type, phoneNumber: '+14155550123', inbox: 11, data: { anything: { at: 'all' } } });
	expect((await receive(scenario, { body })).items).toEqual([]);
});

test('an opt-out that is told in the same words is another one after a quarter of an hour', async () => {
	const body: IDataObject = { type: 'target_opt_out', id: 1, token: TOKEN, event_data: { phone: '14155550123' } };
	const scenario = heymarketTrigger(sandbox(), { events: ['target_opt_out'] });
	const counts = [];
	const clock = jest.spyOn(Date, 'now');
	const start = Date.now();
	for (const minutes of [0, 14, 16]) {
		clock.mockReturnValue(start + minutes * 60_000);
		counts.push((await receive(scenario, { body })).items.length);
	}
	clock.mockRestore();
	expect(counts).toEqual([1, 0, 1]);
});

test('an event that nobody chose, and one that nobody knows, start nothing', async () => {
	const scenario = heymarketTrigger(sandbox());
	expect(await receive(scenario, { body: conversationPost('chat_closed') })).toMatchObject({ status: 200, items: [] });
	expect(await receive(scenario, { body: { ...messagePost(), type: 'something_new' } })).toMatchObject({ status: 200, items: [] });
});

test('several events in one body become items of one execution', async () => {
	const { items, status } = await receive(heymarketTrigger(sandbox()), { body: [messagePost(), conversationPost('chat_closed'), messagePost()] });
	expect(status).toBe(200);
	expect(items).toHaveLength(2);
});

describe('the verification token', () => {
	test.each([
		['another', { ...messagePost(), token: 'another' }],
		['the beginning of it', { ...messagePost(), token: TOKEN.slice(0, -1) }],
		['empty', { ...messagePost(), token: '' }],
		['a list of it', { ...messagePost(), token: [TOKEN] }],
		['missing', { type: 'message_recieved', id: 1, event_data: {} }],
	])('%s: 401, and nothing starts', async (_, body) => {
		expect(await receive(heymarketTrigger(sandbox()), { body })).toMatchObject({ status: 401, answers: 1, items: [] });
	});

	test('each of those in the credential counts', async () => {
		const { items } = await receive(heymarketTrigger(sandbox()), { body: { ...messagePost(), token: 'an-older-token' } });
		expect(items).toHaveLength(1);
	});

	test('one forged part makes the whole body forged', async () => {
		const body = [messagePost(), { ...messagePost(), token: 'guessed' }];
		expect(await receive(heymarketTrigger(sandbox()), { body })).toMatchObject({ status: 401, items: [] });
	});

	test('none in the credential: nothing is taken, and nobody can listen', async () => {
		const scenario = heymarketTrigger(sandbox(), {}, {}, { webhookTokens: '  ' });
		expect(await receive(scenario, { body: { ...messagePost(), token: '' } })).toMatchObject({ status: 401, items: [] });
		await expect(hook(scenario, 'create')).rejects.toThrow('Webhook Verification Tokens is empty');
		expect(await hook(heymarketTrigger(sandbox()), 'checkExists')).toBe(false);
		expect(await hook(heymarketTrigger(sandbox()), 'create')).toBe(true);
		expect(await hook(heymarketTrigger(sandbox()), 'delete')).toBe(true);
	});

	test('a forged post is not remembered, so the real one starts the workflow', async () => {
		const scenario = heymarketTrigger(sandbox());
		const post = messagePost();
		await receive(scenario, { body: { ...post, token: 'guessed' } });
		expect((await receive(scenario, { body: post })).items).toHaveLength(1);
	});
});

describe('filters', () => {
	const passes = async (filters: IDataObject, changed: IDataObject = {}, conversation: IDataObject = {}) =>
		(await receive(heymarketTrigger(sandbox(), { filters }), { body: messagePost(changed, { conversation }) })).items.length === 1;
	const inbox = (value: unknown) => ({ inbox: { __rl: true, mode: 'id', value } }) as IDataObject;

	test('by inbox', async () => {
		expect(await passes(inbox('11'))).toBe(true);
		expect(await passes(inbox(12))).toBe(false);
		expect(await passes(inbox('11'), {}, { inbox: { id: 11 } })).toBe(true);
		expect(await passes(inbox('11'), {}, { inbox: undefined })).toBe(false);
	});

	test('by channel', async () => {
		expect(await passes({ channel: ['sms', 'mms'] })).toBe(true);
		expect(await passes({ channel: ['email'] })).toBe(false);
	});

	test('by sender', async () => {
		expect(await passes({ from: '+1 415 555 0123' })).toBe(true);
		expect(await passes({ from: '+1 415*, *@example.com' })).toBe(true);
		expect(await passes({ from: '+44*' })).toBe(false);
	});

	test.each([
		['sunday', true],
		['monday, OPEN ON', true],
		['sun', false],
		['Monday', false],
	])('by keyword: %s', async (keywords, expected) => {
		expect(await passes({ keywords })).toBe(expected);
	});

	test('a filter that was added and left empty, or whose expression gives nothing, lets nothing through', async () => {
		expect(await passes(inbox(''))).toBe(false);
		expect(await passes({ keywords: '={{ undefined }}' })).toBe(false);
	});

	test('an expression that fails, or a filter that can’t be read: 500, so that Heymarket posts it again, and nothing is remembered', async () => {
		const scenario = heymarketTrigger(sandbox(), { filters: inbox('eleven') });
		const post = messagePost();
		expect(await receive(scenario, { body: post })).toMatchObject({ status: 500, answers: 1, items: [] });
		const corrected = { ...scenario, parameters: { events: ['message_received'], filters: inbox('11') } };
		expect((await receive(corrected, { body: post })).items).toHaveLength(1);
	});
});

test('what an email repeats of earlier ones stands apart', async () => {
	const text = 'Thanks, Sunday then.\n\nOn Mon, Jan 5, 2026 at 9:00 AM Demo <care@example.com> wrote:\n> Are you coming?\n> Yours, Mia';
	const { items } = await receive(heymarketTrigger(sandbox()), { body: messagePost({ text, target: 'ana@example.com' }, { conversation: { channel: 'email', target: 'ana@example.com' } }) });
	expect(items[0]!.json.text).toBe('Thanks, Sunday then.');
	expect(items[0]!.json.quoted).toContain('Are you coming?');
});

test('files that may not be fetched are named in the item, which comes all the same', async () => {
	const media = 'https://files.example.com/picture.jpg';
	const { items } = await receive(heymarketTrigger(sandbox(), { downloadAttachments: true, fileHosts: 'other.example.com' }), { body: messagePost({ media }) });
	expect(items[0]).toMatchObject({ json: { mediaUrl: media, filesNotFetched: [expect.stringContaining('not among File Hosts') as string] } });
	expect(items[0]!.binary).toBeUndefined();
	const without = await receive(heymarketTrigger(sandbox()), { body: messagePost({ media }) });
	expect(without.items[0]!.json).not.toHaveProperty('filesNotFetched');
});
