import { createHmac } from 'node:crypto';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { arrive, headersOf } from '../../sandbox/whippy/deliveries.ts';
import { unknowns } from '../../sandbox/whippy/unknowns.ts';
import { run } from '../engine/engine';
import { byId, oneNode, useSandbox } from '../engine/sandboxed';
import { hook, receive, type Posted } from './contexts';
import { signed, whippyMessage, whippyPost, whippyTrigger, type WhippyPost } from './whippyPosts';

const sandbox = useSandbox();

const post = async (scenario: ReturnType<typeof whippyTrigger>, what: unknown) => await receive(scenario, signed(sandbox(), what));

test('a message starts the workflow, with a column for each field that an answer needs', async () => {
	const message = whippyMessage();
	const received = await post(whippyTrigger(sandbox()), message);
	expect(received).toMatchObject({ status: 200, answers: 1, response: { noWebhookResponse: true } });
	expect(received.items).toHaveLength(1);
	expect(received.items[0]!.json).toEqual({
		event: 'message_received',
		eventId: `message_received:${String(message.data.id)}`,
		direction: 'inbound',
		phoneNumber: '+14155550123',
		phoneChannel: '+14155550110',
		from: '+14155550123',
		text: 'Are you open on Sunday?',
		messageType: 'sms',
		deliveryStatus: 'webhook_delivered',
		date: '2026-11-28T09:00:00.432432Z',
		conversation: message.data.conversation_id,
		contact: message.data.contact_id,
		channel: message.data.channel_id,
		messageId: message.data.id,
		data: message.data,
	});
});

test('what was sent starts nothing unless somebody chose it; then the person is the same', async () => {
	const sent = whippyMessage({ direction: 'OUTBOUND', source_type: 'OUTBOUND', from: '+14155550110', to: '+14155550123', user_id: 12 });
	expect(await post(whippyTrigger(sandbox()), sent)).toMatchObject({ status: 200, items: [] });
	const { items } = await post(whippyTrigger(sandbox(), { events: ['message_sent'] }), sent);
	expect(items[0]!.json).toMatchObject({ event: 'message_sent', direction: 'outbound', phoneNumber: '+14155550123', phoneChannel: '+14155550110', from: '+14155550110', user: 12 });
});

test('a note is neither received nor sent', async () => {
	const note = whippyMessage({ direction: 'INBOUND', source_type: 'NOTE', type: 'note' });
	expect((await post(whippyTrigger(sandbox(), { events: ['message_received', 'message_sent'] }), note)).items).toEqual([]);
	expect((await post(whippyTrigger(sandbox(), { events: ['note_added'] }), note)).items[0]!.json).toMatchObject({ event: 'note_added', direction: 'internal' });
});

test('an email has the fields of an email’s form, a fax those of a fax', async () => {
	const mail = await post(whippyTrigger(sandbox()), whippyMessage({ type: 'email', from: 'ana@example.com', to: 'care@example.com' }));
	expect(mail.items[0]!.json).toMatchObject({ to: 'ana@example.com', emailChannel: '00000001-0000-4000-8000-000000000001', from: 'ana@example.com' });
	expect(mail.items[0]!.json).not.toHaveProperty('phoneNumber');
	const fax = await post(whippyTrigger(sandbox()), whippyMessage({ type: 'fax', attachments: [{ url: 'https://files.example.com/a.pdf', content_type: 'application/pdf' }] }));
	expect(fax.items[0]!.json).toMatchObject({ phoneNumber: '+14155550123', faxChannel: '+14155550110', attachmentUrls: ['https://files.example.com/a.pdf'] });
	expect(fax.items[0]!.json).not.toHaveProperty('phoneChannel');
});

test('a short code can’t be answered, so it is no phone number', async () => {
	const { items } = await post(whippyTrigger(sandbox()), whippyMessage({ from: '72975' }));
	expect(items[0]!.json).toMatchObject({ from: '72975', phoneChannel: '+14155550110' });
	expect(items[0]!.json).not.toHaveProperty('phoneNumber');
});

const contact = { id: 'c1', name: 'Ana Reyes', phone: '+14155550123', email: 'ana@example.com', updated_at: '2026-11-28T09:00:00Z' };

// Each event of Whippy, with a record, and columns that its item has.
const told: Array<[event: string, data: IDataObject, columns: IDataObject]> = [
	['message.updated', { ...whippyMessage().data, id: 'm1', delivery_status: 'failed' }, { messageId: 'm1', deliveryStatus: 'failed', phoneNumber: '+14155550123' }],
	['conversation.created', { id: 'v1', contact_id: 'c1', channel_id: 'h1', status: 'open', updated_at: 't' }, { conversation: 'v1', contact: 'c1', channel: 'h1', conversationStatus: 'open' }],
	['conversation.updated', { id: 'v1', status: 'closed', assigned_user_id: 12, updated_at: 't' }, { conversation: 'v1', conversationStatus: 'closed', assignedTo: 12, date: 't' }],
	['contact.created', contact, { contact: 'c1', name: 'Ana Reyes', phoneNumber: '+14155550123', to: 'ana@example.com' }],
	['contact.updated', contact, { contact: 'c1', date: '2026-11-28T09:00:00Z' }],
	['lead.new', { contact, conversation: { id: 'v1', status: 'open' }, inbound_message: { ...whippyMessage().data, id: 'm1' } }, { name: 'Ana Reyes', text: 'Are you open on Sunday?', messageId: 'm1', conversationStatus: 'open', direction: 'inbound', to: 'ana@example.com' }],
	['campaign.created', { id: 'p1', title: 'Spring', status: 'draft' }, { campaign: 'p1', title: 'Spring', status: 'draft' }],
	['campaign.updated', { id: 'p1', title: 'Spring', updated_at: 't' }, { campaign: 'p1' }],
	['message_template.created', { id: 't1', title: 'Thanks', message: 'Thank you' }, { title: 'Thanks', text: 'Thank you' }],
	['message_template.updated', { id: 't1', title: 'Thanks', updated_at: 't' }, { title: 'Thanks' }],
	['message_template.deleted', { id: 't1', title: 'Thanks' }, { title: 'Thanks' }],
	['sequence.created', { id: 's1', title: 'Welcome' }, { sequence: 's1', title: 'Welcome' }],
	['sequence.updated', { id: 's1', title: 'Welcome', updated_at: 't' }, { sequence: 's1' }],
	['step.created', { id: 'e1', title: 'First', sequence_id: 's1' }, { step: 'e1', sequence: 's1' }],
	['step.updated', { id: 'e1', sequence_id: 's1', updated_at: 't' }, { step: 'e1' }],
	['step_contact.created', { id: 'x1', contact, step_id: 'e1', sequence_id: 's1', status: 'pending' }, { contact: 'c1', step: 'e1', sequence: 's1', status: 'pending', phoneNumber: '+14155550123' }],
	['step_contact.updated', { id: 'x1', contact, step_id: 'e1', updated_at: 't' }, { contact: 'c1' }],
	['sequence_run.created', { id: 'r1', contact, sequence_id: 's1', status: 'active' }, { run: 'r1', contact: 'c1', sequence: 's1', status: 'active' }],
	['sequence_run.updated', { id: 'r1', status: 'finished', updated_at: 't' }, { run: 'r1', status: 'finished' }],
	['call.started', { ...whippyMessage().data, id: 'm1', type: 'call', delivery_status: 'call_in_progress' }, { messageId: 'm1', messageType: 'call', phoneNumber: '+14155550123' }],
	['call.ended', { ...whippyMessage().data, id: 'm1', type: 'call' }, { messageId: 'm1' }],
	['call.analyzed', { ...whippyMessage().data, id: 'm1', type: 'call', body: 'Hello?' }, { text: 'Hello?' }],
];

test.each(told)('%s tells of its record, once, whatever the post is called', async (event, data, columns) => {
	const chosen = event.replace('.', '_');
	const scenario = whippyTrigger(sandbox(), { events: [chosen] });
	const { items } = await post(scenario, whippyPost(event, { ...data, evil: 1 }));
	expect(items[0]!.json).toMatchObject({ event: chosen, ...columns });
	expect(items[0]!.json.data).not.toHaveProperty('evil');
	// Another try, or another endpoint, may have another request ID.
	expect((await post(scenario, whippyPost(event, data))).items).toEqual([]);
	if (!event.endsWith('.updated')) return;
	expect((await post(scenario, whippyPost(event, { ...data, updated_at: 'later' }))).items).toHaveLength(1);
});

test('an event of no list is told under Whippy’s own name, each time that it has another request ID', async () => {
	const scenario = whippyTrigger(sandbox(), { events: [], otherEvents: 'tag.added, conversation.closed' });
	const added = whippyPost('tag.added', { id: 'g1', anything: { at: 'all' } });
	expect((await post(scenario, added)).items[0]!.json).toMatchObject({ event: 'tag.added', data: { anything: { at: 'all' } } });
	expect((await post(scenario, added)).items).toEqual([]);
	const counts = [];
	for (let time = 0; time < 2; time += 1) counts.push((await post(scenario, whippyPost('conversation.closed', { id: 'v1' }))).items.length);
	expect(counts).toEqual([1, 1]);
	expect((await post(scenario, whippyPost('tag.removed', { id: 'g1' }))).items).toEqual([]);
});

describe('the signature', () => {
	const key = (): string => sandbox().credentials.whippy.apiKey;

	test.each(unknowns.signature.flatMap((writing) => unknowns.signatureTime.map((time) => [writing, time] as const)))('%s, with a time in %s, is taken', async (writing, time) => {
		sandbox().unknowns.set('whippy', 'signature', writing);
		sandbox().unknowns.set('whippy', 'signatureTime', time);
		expect(await post(whippyTrigger(sandbox()), whippyMessage())).toMatchObject({ status: 200, items: [{}] });
	});

	const sign = (text: string, time: number | string, secret = key()) => createHmac('sha256', secret).update(`${time}.${text}`).digest('base64');
	const seconds = (ago: number) => Math.floor(Date.now() / 1000) - ago;

	test.each<[string, (text: string) => Partial<Posted>]>([
		['missing', () => ({ headers: {} })],
		['empty', () => ({ headers: { 'x-whippy-signature': '' } })],
		['without a signature', () => ({ headers: { 'x-whippy-signature': `t=${seconds(0)}` } })],
		['made with another key', (text) => ({ headers: { 'x-whippy-signature': `t=${seconds(0)},v1=${sign(text, seconds(0), 'another')}` } })],
		['older than five minutes', (text) => ({ headers: { 'x-whippy-signature': `t=${seconds(310)},v1=${sign(text, seconds(310))}` } })],
		['of a later time than its own', (text) => ({ headers: { 'x-whippy-signature': `t=${seconds(0)},v1=${sign(text, seconds(60))}` } })],
		['of another body', () => ({ headers: { 'x-whippy-signature': `t=${seconds(0)},v1=${sign('{}', seconds(0))}` } })],
		['of a body whose bytes nobody has kept', (text) => ({ raw: 'none' as never, headers: { 'x-whippy-signature': `t=${seconds(0)},v1=${sign(text, seconds(0))}` } })],
		['of a megabyte', () => ({ headers: { 'x-whippy-signature': `t=${seconds(0)},v1=${'a'.repeat(1_000_000)}` } })],
	])('%s: 401, nothing starts, and nothing is remembered', async (_, forged) => {
		const scenario = whippyTrigger(sandbox());
		const message = whippyMessage();
		const text = JSON.stringify(message);
		expect(await receive(scenario, { body: message, raw: Buffer.from(text), ...forged(text) })).toMatchObject({ status: 401, answers: 1, items: [] });
		expect((await post(scenario, message)).items).toHaveLength(1);
	});

	test('the bytes count, not what they mean', async () => {
		const message = whippyMessage();
		const text = JSON.stringify(message, null, 2);
		const header = `t=${seconds(0)},v1=${sign(text, seconds(0))}`;
		expect((await receive(whippyTrigger(sandbox()), { body: message, raw: Buffer.from(text), headers: { 'x-whippy-signature': header } })).status).toBe(200);
		expect((await receive(whippyTrigger(sandbox()), { body: message, raw: Buffer.from(JSON.stringify(message)), headers: { 'x-whippy-signature': header } })).status).toBe(401);
	});

	test('a key that was pasted with blanks is the key', async () => {
		const scenario = whippyTrigger(sandbox(), {}, {}, { apiKey: ` ${key()}\n` });
		expect((await post(scenario, whippyMessage())).items).toHaveLength(1);
	});

	test('an empty key takes nothing', async () => {
		const scenario = whippyTrigger(sandbox(), {}, {}, { apiKey: '' });
		const message = whippyMessage();
		const text = JSON.stringify(message);
		expect((await receive(scenario, { body: message, headers: { 'x-whippy-signature': `t=${seconds(0)},v1=${sign(text, seconds(0), '')}` } })).status).toBe(401);
	});

	test('switched off, whatever comes is taken; an expression that gives nothing doesn’t switch it off', async () => {
		expect((await receive(whippyTrigger(sandbox(), { verifySignature: false }), { body: whippyMessage() })).items).toHaveLength(1);
		expect((await receive(whippyTrigger(sandbox(), { verifySignature: '={{ undefined }}' }), { body: whippyMessage() })).status).toBe(401);
	});
});

describe('filters', () => {
	const passes = async (filters: IDataObject, changed: IDataObject = {}, events = ['message_received']) =>
		(await post(whippyTrigger(sandbox(), { events, filters }), whippyMessage(changed, events[0] === 'message_updated' ? 'message.updated' : undefined))).items.length === 1;

	test('by channel', async () => {
		expect(await passes({ channel: byId('00000001-0000-4000-8000-000000000001') })).toBe(true);
		expect(await passes({ channel: byId('00000001-0000-4000-8000-000000000002') })).toBe(false);
		expect(await passes({ channel: byId('') })).toBe(false);
	});

	test('by type', async () => {
		expect(await passes({ messageType: ['sms', 'mms'] })).toBe(true);
		expect(await passes({ messageType: ['sms', 'mms'] }, { type: 'call' })).toBe(false);
	});

	test('by direction', async () => {
		expect(await passes({ direction: 'outbound' }, { direction: 'OUTBOUND', source_type: 'OUTBOUND' }, ['message_updated'])).toBe(true);
		expect(await passes({ direction: 'outbound' }, {}, ['message_updated'])).toBe(false);
	});

	test('by sender and by keyword', async () => {
		expect(await passes({ from: '+1 415*' })).toBe(true);
		expect(await passes({ from: '+44*' })).toBe(false);
		expect(await passes({ keywords: 'sunday' })).toBe(true);
		expect(await passes({ keywords: 'monday' })).toBe(false);
	});
});

describe('Only If Nobody Answered', () => {
	const parameters = { onlyIfNobodyAnswered: true, dealtWithIf: ['answered', 'assigned', 'closed'], ifUnknown: 'dontStart' };

	/** The message as Whippy posts it, which is then stored as well. */
	function arrived(): WhippyPost {
		Object.assign(sandbox().state.whippy.conversations[0]!, { assigned_user_id: null, status: 'open' });
		return whippyPost('message.created', arrive(sandbox().state.whippy, 'Are you open?') as never);
	}

	function answered(changed: object): void {
		const { messages } = sandbox().state.whippy;
		const last = messages.at(-1)!;
		const time = new Date(Date.parse(last.created_at) + 1_000).toISOString();
		messages.push({ ...last, id: '00000004-0000-4000-8000-999999999999', direction: 'OUTBOUND', source_type: 'OUTBOUND', created_at: time, ...changed } as never);
	}

	test.each<[string, object | undefined, number]>([
		['nobody has', undefined, 1],
		['a member of the team has', { user_id: 12 }, 0],
		['an automation has', { user_id: null }, 1],
		['somebody has left a note', { user_id: 12, source_type: 'NOTE' }, 1],
		['somebody had answered before', { user_id: 12, created_at: '2026-01-01T00:00:00Z' }, 1],
	])('%s', async (_, answer, count) => {
		const message = arrived();
		if (answer) answered(answer);
		const { items, status } = await post(whippyTrigger(sandbox(), parameters), message);
		expect(status).toBe(200);
		expect(items).toHaveLength(count);
		if (count > 0) expect(items[0]!.json.personCheck).toEqual({ checked: true, answered: false, closed: false });
		expect(sandbox().ledger.requests.map(({ operationId }) => operationId)).toEqual(['getConversation']);
		expect(sandbox().ledger.violations).toEqual([]);
	});

	test.each([
		['assigned', { assigned_user_id: 12 }],
		['assigned', { assigned_team_id: '00000008-0000-4000-8000-000000000001' }],
		['closed', { status: 'closed' }],
	])('it is %s: %p', async (reason, changed) => {
		const message = arrived();
		Object.assign(sandbox().state.whippy.conversations[0]!, changed);
		expect((await post(whippyTrigger(sandbox(), parameters), message)).items).toEqual([]);
		const others = parameters.dealtWithIf.filter((one) => one !== reason);
		expect((await post(whippyTrigger(sandbox(), { ...parameters, dealtWithIf: others }), message)).items).toHaveLength(1);
	});

	test('what is about no message starts without a read', async () => {
		const scenario = whippyTrigger(sandbox(), { ...parameters, events: ['conversation_updated'] });
		expect((await post(scenario, whippyPost('conversation.updated', { id: 'v1', updated_at: 't' }))).items).toHaveLength(1);
		expect(sandbox().ledger.requests).toEqual([]);
	});
});

test('the provider reports our own answer, and no second execution starts', async () => {
	const scenario = whippyTrigger(sandbox(), {}, { staticData: {} });
	await hook(scenario, 'create');
	const { whippy } = sandbox().state;
	arrive(whippy, 'Are you open?');
	const posts = () => sandbox().deliveries.all.map(({ body }) => body as WhippyPost);
	const { items } = await post(scenario, posts()[0]);
	const { phoneChannel, phoneNumber } = items[0]!.json;
	const form = { resource: 'sms', operation: 'send', phoneChannel: byId(String(phoneChannel)), phoneNumber, text: 'Yes, from ten to four' };
	await run(oneNode(sandbox(), 'whippy', form));
	expect(whippy.messages.at(-1)).toMatchObject({ to: '+14155550123', body: 'Yes, from ten to four', conversation_id: items[0]!.json.conversation });
	const [, reported] = posts();
	expect(reported).toMatchObject({ event: 'message.created', data: { direction: 'OUTBOUND', body: 'Yes, from ten to four' } });
	expect(await post(scenario, reported)).toMatchObject({ status: 200, items: [] });
	expect(posts()).toHaveLength(2);
});

// What reaches a trigger of what strangers post, whether or not it is signed. n8n answers the rest itself.
describe.each([true, false])('hostile posts, with the signature verified: %p', (verifySignature) => {
	const scenario = () => whippyTrigger(sandbox(), { verifySignature, otherEvents: 'tag.added' });
	const record = whippyMessage().data;

	test.each<[what: string, status: number, body: unknown]>([
		['null', 400, null],
		['a text', 400, 'message.created'],
		['an empty list', 400, []],
		['a list in a list', 400, [[whippyMessage()]]],
		['more events than anybody sends at once', 413, Array.from({ length: 101 }, () => whippyMessage())],
		['three megabytes', 413, whippyMessage({ body: 'x'.repeat(3_000_000) })],
		['an empty object', 400, {}],
		['no data', 400, { event: 'message.created' }],
		['a list as its data', 400, { event: 'message.created', data: [] }],
		['an event that is an object', 400, { event: {}, data: record }],
		['an empty event', 400, { event: ' ', data: record }],
		['an event of a megabyte', 400, { event: 'x'.repeat(1_000_000), data: record }],
		['an event by a name of JavaScript', 200, { event: 'constructor.created', data: record }],
		['an event by another name of JavaScript', 200, { event: '__proto__.created', data: record }],
	])('%s: %i, and nothing starts', async (_, status, body) => {
		expect(await post(scenario(), body)).toMatchObject({ status, answers: 1, items: [] });
	});

	test('values of other types than a message has don’t matter', async () => {
		const odd = { id: { a: 1 }, from: {}, to: ['x'], body: 7, attachments: [null, 'x', { url: {} }], created_at: [], conversation_id: null, type: {}, user_id: [] };
		const { items, status } = await post(scenario(), whippyMessage(odd as never));
		expect(status).toBe(200);
		expect(items).toHaveLength(1);
		expect(items[0]!.json).not.toHaveProperty('phoneNumber');
		expect(items[0]!.json).not.toHaveProperty('messageId');
	});

	test('names that JavaScript uses itself are left out at every level', async () => {
		const body = JSON.parse('{"event":"tag.added","request_id":"r1","data":{"__proto__":{"polluted":true},"inner":{"constructor":1,"__proto__":{"polluted":true},"kept":1}}}') as object;
		const text = '{"event":"tag.added","request_id":"r1","data":{"__proto__":{"polluted":true},"inner":{"constructor":1,"__proto__":{"polluted":true},"kept":1}}}';
		const { items } = await receive(scenario(), { ...signed(sandbox(), {}), raw: Buffer.from(text), body, headers: headersOf(sandbox().state.whippy, text) });
		expect(items[0]!.json.data).toEqual({ inner: { kept: 1 } });
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});
});

test('a forged post costs less than two milliseconds in this package', async () => {
	const scenario = whippyTrigger(sandbox());
	const forged = { ...signed(sandbox(), whippyMessage()), headers: { 'x-whippy-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'a'.repeat(43)}` } };
	await receive(scenario, forged);
	const times: number[] = [];
	for (let count = 0; count < 50; count += 1) {
		const { webhookMs } = await receive(scenario, forged);
		times.push(webhookMs);
	}
	expect(times.toSorted((one, other) => one - other)[25]).toBeLessThan(2);
});

test('while somebody listens in the editor, a made-up event of each kind can be shown', async () => {
	const composed = jest.requireActual<{ whippyTrigger: { events: Array<{ value: string }>; sample: (kind: unknown) => IDataObject; read: (part: IDataObject) => { wire: string; fields: IDataObject; direction?: string } } }>(
		path.join(process.cwd(), 'dist/nodes/Whippy/trigger/index.js'),
	);
	const { events, sample, read } = composed.whippyTrigger;
	const [received] = events;
	expect(read(sample(received))).toMatchObject({ wire: 'message.created', direction: 'inbound', fields: { phoneNumber: '+14155550123', phoneChannel: '+14155550110', text: 'Are you open on Sunday?' } });
	for (const kind of events as Array<{ value: string; wires: string[]; direction?: string }>) {
		const event = read(sample(kind));
		expect(kind.wires).toContain(event.wire);
		if (kind.direction) expect(event.direction).toBe(kind.direction);
	}
	expect(events).toHaveLength(25);
});

test('what an email repeats of earlier ones stands apart, also in HTML; a text stays as it is', async () => {
	const quoting = 'Thanks, Sunday then.\n\nOn Mon, Jan 5, 2026 at 9:00 AM Demo <care@example.com> wrote:\n> Are you coming?\n> Yours, Mia';
	const mail = { type: 'email', from: 'ana@example.com', to: 'care@example.com' };
	const [plain] = (await post(whippyTrigger(sandbox()), whippyMessage({ ...mail, body: quoting }))).items;
	expect(plain!.json).toMatchObject({ text: 'Thanks, Sunday then.', quoted: expect.stringContaining('Are you coming?') as string });
	const html = '<p>Thanks, <b>Sunday</b> then.</p><p>On Mon, Jan 5, 2026 at 9:00 AM Demo &lt;care@example.com&gt; wrote:<br>&gt; Are you coming?</p>';
	const [rich] = (await post(whippyTrigger(sandbox()), whippyMessage({ ...mail, body: html }))).items;
	expect(rich!.json).toMatchObject({ text: 'Thanks, Sunday then.', quoted: expect.stringContaining('Are you coming?') as string });
	const [text] = (await post(whippyTrigger(sandbox()), whippyMessage({ body: quoting }))).items;
	expect(text!.json).toMatchObject({ text: quoting });
	expect(text!.json).not.toHaveProperty('quoted');
});

test('of UTF-16, the signature is one of its own bytes', async () => {
	const message = whippyMessage();
	const { body, headers } = signed(sandbox(), message);
	const raw = Buffer.from(JSON.stringify(message), 'utf16le');
	const type = { 'content-type': 'application/json; charset=utf-16le' };
	expect(await receive(whippyTrigger(sandbox()), { body, raw, headers: { ...headers, ...type } })).toMatchObject({ status: 401, items: [] });
	const time = String(Math.floor(Date.now() / 1000));
	const signature = createHmac('sha256', sandbox().credentials.whippy.apiKey).update(`${time}.`).update(raw).digest('hex');
	const { items } = await receive(whippyTrigger(sandbox()), { body, raw, headers: { ...type, 'x-whippy-signature': `t=${time},v1=${signature}` } });
	expect(items).toHaveLength(1);
});

describe('the files of a message', () => {
	const attachments = [{ url: 'https://files.example.com/one.jpg', content_type: 'image/jpeg' }, { url: 'https://files.example.com/two.pdf' }];
	const asking = { downloadAttachments: true, fileHosts: 'other.example.com' };
	const refused = attachments.map(({ url }) => expect.stringMatching(`^${url} .*not among File Hosts$`) as string);

	test('are asked for where somebody wants them, those of a new lead too; one that may not be fetched is named', async () => {
		const [message] = (await post(whippyTrigger(sandbox(), asking), whippyMessage({ attachments }))).items;
		expect(message).toMatchObject({ json: { attachmentUrls: attachments.map(({ url }) => url), filesNotFetched: refused } });
		const lead = whippyPost('lead.new', { contact: {}, conversation: {}, inbound_message: whippyMessage({ attachments }).data });
		const [first] = (await post(whippyTrigger(sandbox(), { ...asking, events: ['lead_new'] }), lead)).items;
		expect(first!.json.filesNotFetched).toEqual(refused);
	});

	test('are left where nobody wants them, and of a template or campaign there are none', async () => {
		const [message] = (await post(whippyTrigger(sandbox()), whippyMessage({ attachments }))).items;
		expect(message!.json).not.toHaveProperty('filesNotFetched');
		const template = whippyPost('message_template.created', { id: 'm1', attachments: ['https://files.example.com/a.jpg'] });
		const { items } = await post(whippyTrigger(sandbox(), { ...asking, events: [], otherEvents: 'message_template.created' }), template);
		expect(items[0]!.json).not.toHaveProperty('filesNotFetched');
	});
});
