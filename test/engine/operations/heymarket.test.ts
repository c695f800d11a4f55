import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { allDelivery, anyUuid, runFilled, useOperations, type Filled } from './support';

const heymarket = useOperations('heymarket');
const { items, rows, seen, sandbox } = heymarket;

const from = { inbox: byId(11), sendAs: byId(101) };
const sent = { inbox_id: 11, creator_id: 101 };
const post = (path: string, body: IDataObject) => ({ method: 'POST', path, body });
/** The row of a sent message: what the form says of it, then the receipt. */
const receipt = (of: IDataObject, more: IDataObject = {}) => [
	{ ...of, status: 'accepted', id: expect.any(Number), date: expect.any(String), ...more },
];
const picture = { gallery_url: expect.stringContaining('https://') as string };
const ofEmail = { queued: true, convo_id: expect.any(Number) as number };
const details = { tries: 1, waitedMs: expect.any(Number) as number, requestId: anyUuid };
const bob = { sendTo: 'phoneNumber', phoneNumber: '+1 415 555 0134' };
const text = { content: 'text', text: 'Your order is ready' };
const mailbox = { inbox: byId(14), sendAs: byId(101) };
const sentMail = { inbox: 14, creator_id: 101 };

const cases: Filled[] = [
	{
		name: 'only what is required',
		operation: 'message.send',
		parameters: { ...from, phoneNumber: '+1 (415) 555-0134', text: 'Hi' },
		request: post('/v1/message/send', { ...sent, phone_number: '14155550134', text: 'Hi' }),
		output: receipt({ to: '14155550134', text: 'Hi', segments: 1 }),
	},
	{
		name: 'a phone number, with everything',
		operation: 'message.send',
		parameters: {
			...from,
			...bob,
			...text,
			phoneNumber: '(415) 555-0134',
			country: byId('US'),
			mediaUrl: 'https://example.com/picture.jpg',
			additionalFields: { activityId: ' order-1042 ', author: 'Order desk', localId: 'message-1' },
			delivery: { ...allDelivery, maxSegments: 2 },
		},
		request: post('/v1/message/send', {
			...sent,
			phone_number: '14155550134',
			text: 'Your order is ready',
			media_url: 'https://example.com/picture.jpg',
			author: 'Order desk',
			local_id: 'message-1',
			activity_id: 'order-1042',
		}),
		output: receipt({ to: '14155550134', text: 'Your order is ready', segments: 1 }, { ...picture, ...details }),
	},
	{
		name: 'an existing conversation and a template',
		operation: 'message.send',
		parameters: { ...from, sendTo: 'conversation', conversation: byId(2001), content: 'template', template: byId('301') },
		request: post('/v1/message/send', { ...sent, chat_id: 2001, template_id: 301 }),
		output: receipt({ to: 'conversation 2001' }),
	},
	{
		name: 'a group and a survey',
		operation: 'message.send',
		parameters: {
			...from,
			sendTo: 'group',
			phoneNumbers: '+1 415 555 0134, +14155550123, +1-415-555-0134',
			content: 'survey',
			survey: byId(701),
		},
		request: post('/v1/message/send', { ...sent, targets: ['14155550134', '14155550123'], survey_id: 701 }),
		output: receipt({ to: '14155550134, 14155550123' }, picture),
	},
	{
		name: 'media without text',
		operation: 'message.send',
		parameters: { ...from, ...bob, text: '', mediaUrl: 'https://example.com/a.png' },
		request: post('/v1/message/send', { ...sent, phone_number: '14155550134', media_url: 'https://example.com/a.png' }),
		output: receipt({ to: '14155550134' }, picture),
	},
	{
		name: 'only what is required',
		operation: 'message.sendToList',
		parameters: { ...from, list: byId(401), text: 'Sale' },
		request: post('/v1/message/send', { ...sent, list_id: 401, text: 'Sale', local_id: anyUuid }),
		output: receipt({ to: 'list 401', text: 'Sale', segments: 1 }),
	},
	{
		name: 'with everything',
		operation: 'message.sendToList',
		parameters: {
			...from,
			list: byId(401),
			...text,
			mediaUrl: 'https://example.com/a.png',
			additionalFields: { author: 'Shop', localId: 'sale-7' },
			delivery: { ...allDelivery, maxSegments: 1 },
		},
		request: post('/v1/message/send', {
			...sent,
			list_id: 401,
			text: 'Your order is ready',
			media_url: 'https://example.com/a.png',
			author: 'Shop',
			local_id: 'sale-7',
		}),
		output: receipt({ to: 'list 401', text: 'Your order is ready', segments: 1 }, details),
	},
	{
		name: 'a template',
		operation: 'message.sendToList',
		parameters: { ...from, list: byId(401), content: 'template', template: byId(301) },
		request: post('/v1/message/send', { ...sent, list_id: 401, template_id: 301, local_id: anyUuid }),
	},
	{
		name: 'a survey',
		operation: 'message.sendToList',
		parameters: { ...from, list: byId(401), content: 'survey', survey: byId(701) },
		request: post('/v1/message/send', { ...sent, list_id: 401, survey_id: 701, local_id: anyUuid }),
	},
	{
		name: 'only what is required',
		operation: 'message.addPrivateComment',
		parameters: { ...from, conversation: byId(2001), text: 'Called back' },
		request: post('/v1/message/send', { ...sent, chat_id: 2001, text: 'Called back', private: true }),
		output: receipt({ to: 'conversation 2001', text: 'Called back' }),
	},
	{
		name: 'with everything',
		operation: 'message.addPrivateComment',
		parameters: {
			...from,
			conversation: byId(2001),
			text: 'Called back,\nwants a refund',
			additionalFields: { author: 'Robot', localId: 'comment-1' },
			delivery: allDelivery,
		},
		request: post('/v1/message/send', {
			...sent,
			chat_id: 2001,
			text: 'Called back,\nwants a refund',
			author: 'Robot',
			local_id: 'comment-1',
			private: true,
		}),
		output: receipt({ to: 'conversation 2001', text: 'Called back,\nwants a refund' }, details),
	},
	{
		name: 'only what is required',
		operation: 'message.getMany',
		parameters: { inbox: byId(11), phoneNumber: '+1 415 555 0123' },
		request: { method: 'GET', path: '/v1/messages', query: { inboxID: '11', phoneNumber: '14155550123' } },
		count: 50,
	},
	{
		name: 'with everything',
		operation: 'message.getMany',
		parameters: {
			source: 'conversation',
			inbox: byId(11),
			phoneNumber: '415 555 0123',
			country: byId('us'),
			returnAll: false,
			limit: 3,
			simplify: false,
			filters: { after: '2026-01-05T10:00:00', before: '2026-01-05T10:05:00' },
		},
		settings: { timezone: 'Europe/Berlin' },
		request: {
			method: 'GET',
			path: '/v1/messages',
			query: { inboxID: '11', phoneNumber: '14155550123', timestamp: String(Date.UTC(2026, 0, 5, 9, 5) / 1000) },
		},
		output: [5006, 5005, 5004].map((id) => expect.objectContaining({ id, conversation: expect.objectContaining({ id: 2001 }) })),
	},
	{
		name: 'those of the whole team',
		operation: 'message.getMany',
		parameters: { source: 'team' },
		request: post('/v1/messages/all', { limit: 50 }),
		count: 50,
	},
	{
		name: 'those of the whole team, with everything',
		operation: 'message.getMany',
		parameters: {
			source: 'team',
			returnAll: false,
			limit: 2,
			simplify: false,
			filters: { after: '2026-01-05 09:00:00', before: '2026-01-05T09:02:00Z' },
		},
		settings: { timezone: 'UTC' },
		request: post('/v1/messages/all', { limit: 2, created_at: '2026-01-05T09:02:00.000Z' }),
		output: [5004, 5003].map((id) => expect.objectContaining({ id, updated: expect.any(String) })),
	},
	{
		name: 'only what is required',
		operation: 'email.send',
		parameters: { ...mailbox, to: 'anna@example.com', subject: 'Your order', text: 'Ready & <waiting>.' },
		request: post('/v1/email/send', {
			...sentMail,
			targets: ['to:anna@example.com'],
			conv_title: 'Your order',
			raw_text: 'Ready & <waiting>.',
			text: '<p>Ready &#38; &#60;waiting&#62;.</p>',
		}),
		output: receipt({ to: 'anna@example.com', subject: 'Your order' }, ofEmail),
	},
	{
		name: 'with everything',
		operation: 'email.send',
		parameters: {
			...mailbox,
			to: 'Anna <anna@example.com>, bob@example.com',
			subject: ' Your order ',
			emailFormat: 'both',
			text: 'Ready.',
			html: '<h1>Ready</h1>',
			additionalFields: { cc: 'Carol <carol@example.com>', localId: 'mail-1' },
			delivery: allDelivery,
		},
		request: post('/v1/email/send', {
			...sentMail,
			targets: ['to:anna@example.com', 'to:bob@example.com', 'cc:carol@example.com'],
			conv_title: 'Your order',
			raw_text: 'Ready.',
			text: '<h1>Ready</h1>',
			local_id: 'mail-1',
		}),
		output: receipt(
			{ to: 'anna@example.com, bob@example.com, carol@example.com', subject: 'Your order' },
			{ ...ofEmail, ...details },
		),
	},
	{
		name: 'HTML only',
		operation: 'email.send',
		parameters: { ...mailbox, to: 'anna@example.com', subject: 'Your order', emailFormat: 'html', html: '<p>Ready &amp; <b>waiting</b></p>' },
		request: post('/v1/email/send', {
			...sentMail,
			targets: ['to:anna@example.com'],
			conv_title: 'Your order',
			raw_text: 'Ready & waiting',
			text: '<p>Ready &amp; <b>waiting</b></p>',
		}),
		output: receipt({ to: 'anna@example.com', subject: 'Your order' }, ofEmail),
	},
	{
		name: 'only what is required',
		operation: 'email.reply',
		parameters: { conversation: byId(2040), sendAs: byId(101), text: 'Thanks.' },
		request: post('/v1/email/send', { convo_id: 2040, creator_id: 101, raw_text: 'Thanks.', text: '<p>Thanks.</p>' }),
		output: receipt({ to: 'conversation 2040' }, ofEmail),
	},
	{
		name: 'with everything',
		operation: 'email.reply',
		parameters: {
			conversation: byId(2040),
			sendAs: byId(101),
			emailFormat: 'both',
			text: 'Thanks!',
			html: '<p>Thanks.</p>',
			additionalFields: { localId: 'mail-2' },
			delivery: allDelivery,
		},
		request: post('/v1/email/send', {
			convo_id: 2040,
			creator_id: 101,
			raw_text: 'Thanks!',
			text: '<p>Thanks.</p>',
			local_id: 'mail-2',
		}),
		output: receipt({ to: 'conversation 2040' }, { ...ofEmail, ...details }),
	},
	{
		name: 'HTML only',
		operation: 'email.reply',
		parameters: { conversation: byId(2040), sendAs: byId(101), emailFormat: 'html', html: '<p>Thanks.</p>' },
		request: post('/v1/email/send', { convo_id: 2040, creator_id: 101, raw_text: 'Thanks.', text: '<p>Thanks.</p>' }),
		output: receipt({ to: 'conversation 2040' }, ofEmail),
	},
	{
		name: 'only what is required',
		operation: 'inbox.getMany',
		parameters: {},
		request: { method: 'GET', path: '/v1/inboxes' },
		output: [11, 12, 13, 14].map((id) => expect.objectContaining({ id, members: expect.any(String) })),
	},
	{
		name: 'with everything',
		operation: 'inbox.getMany',
		parameters: { returnAll: false, limit: 1, simplify: false },
		request: { method: 'GET', path: '/v1/inboxes' },
		output: [expect.objectContaining({ id: 11, rev: 3 })],
	},
	{
		name: 'only what is required',
		operation: 'team.get',
		parameters: {},
		request: { method: 'GET', path: '/v1/team' },
		output: [{ id: 1, name: 'Demo Team', list_size: 1000, members: expect.stringMatching(/^\w+.*, \w+/) }],
	},
	{
		name: 'with everything',
		operation: 'team.get',
		parameters: { simplify: false },
		request: { method: 'GET', path: '/v1/team' },
		output: [expect.objectContaining({ id: 1, members: expect.arrayContaining([expect.objectContaining({ id: 101 })]) })],
	},
	{
		name: 'only what is required',
		operation: 'template.getMany',
		parameters: { limit: 30 },
		request: post('/v1/templates', {}),
		count: 30,
	},
	{
		name: 'with everything',
		operation: 'template.getMany',
		parameters: { returnAll: false, limit: 2, simplify: false },
		request: post('/v1/templates', {}),
		output: [365, 364].map((id) => expect.objectContaining({ id, rev: 1 })),
	},
];

runFilled(heymarket, cases);

describe('the output', () => {
	test('a receipt that is a bare string is a success', async () => {
		sandbox().faults.add({ provider: 'heymarket', when: 'after', fault: { type: 'status', status: 200, body: '"ok"', contentType: 'application/json' } });
		expect(await rows('message.send', { ...from, ...bob, ...text })).toEqual([
			{ to: '14155550134', text: 'Your order is ready', segments: 1, status: 'accepted', success: true },
		]);
	});

	test('every output item is paired with its input item, in the order of the input', async () => {
		const input = ['+14155550134', '+14155550123'].map((phone) => ({ phone }));
		const parameters = { ...from, ...text, phoneNumber: '={{ $json.phone }}' };
		const output = await items('message.send', parameters, { items: input });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(new Set(output.map(({ json }) => json.id)).size).toBe(2);
	});

	test('the rows of a list are all paired with the item that asked for it', async () => {
		const output = await items('inbox.getMany', { limit: 2 }, { items: [{}, {}] });
		expect(output.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[11, { item: 0 }],
			[12, { item: 0 }],
			[11, { item: 1 }],
			[12, { item: 1 }],
		]);
	});
});

describe('recipients in all spellings', () => {
	const spellings = [
		'+1 415 555 0134, +1 415 555 0123',
		'={{ ["+14155550134", "+1 (415) 555-0123", "14155550134"] }}',
		'={{ JSON.stringify(["tel:+1-415-555-0134", "+14155550123", "+1 415.555.0134"]) }}',
		'+14155550134;+14155550123\n+14155550134',
	];

	test.each(spellings)('phone numbers: %s', async (phoneNumbers) => {
		await rows('message.send', { ...from, ...text, sendTo: 'group', phoneNumbers });
		expect(seen()[0].body).toMatchObject({ targets: ['14155550134', '14155550123'] });
	});

	test.each([
		'Anna <anna@example.com>, bob@example.com, ANNA@example.com',
		'={{ ["anna@example.com", "Bob <bob@example.com>"] }}',
		'={{ JSON.stringify([{ address: "anna@example.com", name: "Anna" }, "bob@example.com"]) }}',
	])('email addresses: %s', async (to) => {
		const email = { ...mailbox, subject: 'Your order', emailFormat: 'html', html: 'Ready.' };
		await rows('email.send', { ...email, to, additionalFields: { cc: 'BOB@example.com, carol@example.com' } });
		expect(seen()[0].body).toMatchObject({ targets: ['to:anna@example.com', 'to:bob@example.com', 'cc:carol@example.com'] });
	});
});
