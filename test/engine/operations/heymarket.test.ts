import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { allDelivery, anyUuid, runFilled, useOperations, type Filled } from './support';

const heymarket = useOperations('heymarket');
const { items, rows, seen, sandbox } = heymarket;

const from = { inbox: byId(11), sendAs: byId(101) };
const sent = { inbox_id: 11, creator_id: 101 };
const post = (path: string, body: IDataObject) => ({ method: 'POST', path, body });
const receipt = [{ id: expect.any(Number), date: expect.any(String) }];
const emailReceipt = [expect.objectContaining({ id: expect.any(Number), convo_id: expect.any(Number), queued: true })];
const withDetails = [expect.objectContaining({ delivery: { tries: 1, waitedMs: expect.any(Number), requestId: anyUuid } })];
const bob = { sendTo: 'phoneNumber', phoneNumber: '+1 415 555 0134' };
const text = { content: 'text', text: 'Your order is ready' };

const cases: Filled[] = [
	{
		name: 'only what is required',
		operation: 'sendMessage',
		parameters: { ...from, phoneNumber: '+1 (415) 555-0134', text: 'Hi' },
		request: post('/v1/message/send', { ...sent, phone_number: '14155550134', text: 'Hi' }),
		output: receipt,
	},
	{
		name: 'a phone number, with everything',
		operation: 'sendMessage',
		parameters: {
			...from,
			...bob,
			...text,
			phoneNumber: '(415) 555-0134',
			additionalFields: {
				activityId: ' order-1042 ',
				author: 'Order desk',
				defaultCountry: 'US',
				localId: 'message-1',
				mediaUrl: 'https://example.com/picture.jpg',
			},
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
		output: withDetails,
	},
	{
		name: 'an existing conversation and a template',
		operation: 'sendMessage',
		parameters: { ...from, sendTo: 'conversation', conversation: byId(2001), content: 'template', template: byId('301') },
		request: post('/v1/message/send', { ...sent, chat_id: 2001, template_id: 301 }),
		output: receipt,
	},
	{
		name: 'a group and a survey',
		operation: 'sendMessage',
		parameters: {
			...from,
			sendTo: 'group',
			phoneNumbers: '+1 415 555 0134, +14155550123, +1-415-555-0134',
			content: 'survey',
			survey: byId(701),
		},
		request: post('/v1/message/send', { ...sent, targets: ['14155550134', '14155550123'], survey_id: 701 }),
		output: [expect.objectContaining({ gallery_url: expect.stringContaining('https://') })],
	},
	{
		name: 'media without text',
		operation: 'sendMessage',
		parameters: { ...from, ...bob, text: '', additionalFields: { mediaUrl: 'https://example.com/a.png' } },
		request: post('/v1/message/send', { ...sent, phone_number: '14155550134', media_url: 'https://example.com/a.png' }),
		output: [expect.objectContaining({ gallery_url: expect.any(String) })],
	},
	{
		name: 'only what is required',
		operation: 'sendToList',
		parameters: { ...from, list: byId(401), text: 'Sale' },
		request: post('/v1/message/send', { ...sent, list_id: 401, text: 'Sale', local_id: anyUuid }),
		output: receipt,
	},
	{
		name: 'with everything',
		operation: 'sendToList',
		parameters: {
			...from,
			list: byId(401),
			...text,
			additionalFields: { author: 'Shop', localId: 'sale-7', mediaUrl: 'https://example.com/a.png' },
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
		output: withDetails,
	},
	{
		name: 'a template',
		operation: 'sendToList',
		parameters: { ...from, list: byId(401), content: 'template', template: byId(301) },
		request: post('/v1/message/send', { ...sent, list_id: 401, template_id: 301, local_id: anyUuid }),
	},
	{
		name: 'a survey',
		operation: 'sendToList',
		parameters: { ...from, list: byId(401), content: 'survey', survey: byId(701) },
		request: post('/v1/message/send', { ...sent, list_id: 401, survey_id: 701, local_id: anyUuid }),
	},
	{
		name: 'only what is required',
		operation: 'addPrivateComment',
		parameters: { ...from, conversation: byId(2001), comment: 'Called back' },
		request: post('/v1/message/send', { ...sent, chat_id: 2001, text: 'Called back', private: true }),
		output: receipt,
	},
	{
		name: 'with everything',
		operation: 'addPrivateComment',
		parameters: {
			...from,
			conversation: byId(2001),
			comment: 'Called back,\nwants a refund',
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
		output: withDetails,
	},
	{
		name: 'only what is required',
		operation: 'getManyMessages',
		parameters: { inbox: byId(11), phoneNumber: '+1 415 555 0123' },
		request: { method: 'GET', path: '/v1/messages', query: { inboxID: '11', phoneNumber: '14155550123' } },
		count: 50,
	},
	{
		name: 'with everything',
		operation: 'getManyMessages',
		parameters: {
			inbox: byId(11),
			phoneNumber: '415 555 0123',
			returnAll: false,
			limit: 3,
			simplify: false,
			filters: { after: '2026-01-05T10:00:00', before: '2026-01-05T10:05:00', defaultCountry: 'US' },
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
		name: 'only what is required',
		operation: 'getManyTeamMessages',
		parameters: {},
		request: post('/v1/messages/all', { limit: 50 }),
		count: 50,
	},
	{
		name: 'with everything',
		operation: 'getManyTeamMessages',
		parameters: {
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
		operation: 'sendEmail',
		parameters: {
			inbox: byId(14),
			sendAs: byId(101),
			to: 'anna@example.com',
			subject: 'Your order',
			emailFormat: 'html', html: '<p>Ready.</p>',
		},
		request: post('/v1/email/send', {
			inbox: 14,
			creator_id: 101,
			targets: ['to:anna@example.com'],
			conv_title: 'Your order',
			text: '<p>Ready.</p>',
		}),
		output: emailReceipt,
	},
	{
		name: 'with everything',
		operation: 'sendEmail',
		parameters: {
			inbox: byId(14),
			sendAs: byId(101),
			to: 'Anna <anna@example.com>, bob@example.com',
			subject: ' Your order ',
			emailFormat: 'html', html: '<p>Ready.</p>',
			additionalFields: { cc: 'Carol <carol@example.com>', localId: 'mail-1', plainTextBody: 'Ready.' },
			delivery: allDelivery,
		},
		request: post('/v1/email/send', {
			inbox: 14,
			creator_id: 101,
			targets: ['to:anna@example.com', 'to:bob@example.com', 'cc:carol@example.com'],
			conv_title: 'Your order',
			text: '<p>Ready.</p>',
			raw_text: 'Ready.',
			local_id: 'mail-1',
		}),
		output: withDetails,
	},
	{
		name: 'only what is required',
		operation: 'replyToEmail',
		parameters: { conversation: byId(2040), sendAs: byId(101), emailFormat: 'html', html: '<p>Thanks.</p>' },
		request: post('/v1/email/send', { convo_id: 2040, creator_id: 101, text: '<p>Thanks.</p>' }),
		output: emailReceipt,
	},
	{
		name: 'with everything',
		operation: 'replyToEmail',
		parameters: {
			conversation: byId(2040),
			sendAs: byId(101),
			emailFormat: 'html', html: '<p>Thanks.</p>',
			additionalFields: { localId: 'mail-2', plainTextBody: 'Thanks.' },
			delivery: allDelivery,
		},
		request: post('/v1/email/send', {
			convo_id: 2040,
			creator_id: 101,
			text: '<p>Thanks.</p>',
			raw_text: 'Thanks.',
			local_id: 'mail-2',
		}),
		output: withDetails,
	},
	{
		name: 'only what is required',
		operation: 'getManyInboxes',
		parameters: {},
		request: { method: 'GET', path: '/v1/inboxes' },
		output: [11, 12, 13, 14].map((id) => expect.objectContaining({ id, members: expect.any(Array) })),
	},
	{
		name: 'with everything',
		operation: 'getManyInboxes',
		parameters: { returnAll: false, limit: 1, simplify: false },
		request: { method: 'GET', path: '/v1/inboxes' },
		output: [expect.objectContaining({ id: 11, rev: 3 })],
	},
	{
		name: 'only what is required',
		operation: 'getTeam',
		parameters: {},
		request: { method: 'GET', path: '/v1/team' },
		output: [{ id: 1, name: 'Demo Team', list_size: 1000, members: expect.any(Array) }],
	},
	{
		name: 'only what is required',
		operation: 'getManyTemplates',
		parameters: { limit: 30 },
		request: post('/v1/templates', {}),
		count: 30,
	},
	{
		name: 'with everything',
		operation: 'getManyTemplates',
		parameters: { returnAll: false, limit: 2, simplify: false },
		request: post('/v1/templates', {}),
		output: [365, 364].map((id) => expect.objectContaining({ id, rev: 1 })),
	},
];

runFilled(heymarket, cases);

describe('the output', () => {
	test('a receipt that is a bare string is a success', async () => {
		sandbox().faults.add({ provider: 'heymarket', when: 'after', fault: { type: 'status', status: 200, body: '"ok"', contentType: 'application/json' } });
		expect(await rows('sendMessage', { ...from, ...bob, ...text })).toEqual([{ success: true }]);
	});

	test('every output item is paired with its input item, in the order of the input', async () => {
		const input = ['+14155550134', '+14155550123'].map((phone) => ({ phone }));
		const parameters = { ...from, ...text, phoneNumber: '={{ $json.phone }}' };
		const output = await items('sendMessage', parameters, { items: input });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(new Set(output.map(({ json }) => json.id)).size).toBe(2);
	});

	test('the rows of a list are all paired with the item that asked for it', async () => {
		const output = await items('getManyInboxes', { limit: 2 }, { items: [{}, {}] });
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
		await rows('sendMessage', { ...from, ...text, sendTo: 'group', phoneNumbers });
		expect(seen()[0].body).toMatchObject({ targets: ['14155550134', '14155550123'] });
	});

	test.each([
		'Anna <anna@example.com>, bob@example.com, ANNA@example.com',
		'={{ ["anna@example.com", "Bob <bob@example.com>"] }}',
		'={{ JSON.stringify([{ address: "anna@example.com", name: "Anna" }, "bob@example.com"]) }}',
	])('email addresses: %s', async (to) => {
		const email = { inbox: byId(14), sendAs: byId(101), subject: 'Your order', emailFormat: 'html', html: 'Ready.' };
		await rows('sendEmail', { ...email, to, additionalFields: { cc: to } });
		expect(seen()[0].body).toMatchObject({
			targets: ['to:anna@example.com', 'to:bob@example.com', 'cc:anna@example.com', 'cc:bob@example.com'],
		});
	});
});
