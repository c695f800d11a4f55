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

/** What the examples of the contract don’t have: other spellings, times of a zone, and what is made of other fields. */
const cases: Filled[] = [
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
		name: 'a Local ID is made',
		operation: 'message.sendToList',
		parameters: { ...from, list: byId(401), text: 'Sale' },
		request: post('/v1/message/send', { ...sent, list_id: 401, text: 'Sale', local_id: anyUuid }),
		output: receipt({ to: 'list 401', text: 'Sale', segments: 1 }),
	},
	{
		name: 'which only the team sees',
		operation: 'message.addPrivateComment',
		parameters: { ...from, conversation: byId(2001), text: 'Called back' },
		request: post('/v1/message/send', { ...sent, chat_id: 2001, text: 'Called back', private: true }),
		output: receipt({ to: 'conversation 2001', text: 'Called back' }),
	},
	{
		name: 'as people write it, with everything',
		operation: 'message.getMany',
		parameters: {
			source: 'phoneNumber',
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
		request: post('/v1/messages/all', { limit: 2, created_at: '2026-01-05T09:02:00.001Z' }),
		output: [5004, 5003].map((id) => expect.objectContaining({ id, updated: expect.any(String) })),
	},
	{
		name: 'HTML is made of the text',
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
		name: 'a text is made of the HTML',
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
