import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { allDelivery, anyUuid, runFilled, useOperations, type Filled } from './support';

const whippy = useOperations('whippy');
const { rows, refusal, seen, sandbox } = whippy;

const frontDesk = '00000001-0000-4000-8000-000000000001';
const mailbox = '00000001-0000-4000-8000-000000000003';
const firstConversation = '00000003-0000-4000-8000-000000000001';

const byAddress = (value: string): IDataObject => ({ __rl: true, mode: 'address', value });
const post = (path: string, body: IDataObject) => ({ method: 'POST', path, body });
/** The row of a sent message: what the form says of it, then the receipt. */
const receipt = (of: IDataObject) => [{ ...of, status: 'queued', id: anyUuid, contact_id: anyUuid, conversation_id: anyUuid }];
const details = { tries: 1, waitedMs: expect.any(Number) as number };
const text = { phoneChannel: byId('+14155550110'), phoneNumber: '+1 415 555 0134', text: 'Your order is ready' };
const email = { emailChannel: byId(mailbox), to: 'anna@example.com', emailFormat: 'html', html: 'Ready.' };

/** What the examples of the contract don’t have: other spellings, times of a zone, and what is made of other fields. */
const cases: Filled[] = [
	{
		name: 'both versions, of which Whippy takes the HTML',
		operation: 'email.send',
		parameters: { ...email, emailFormat: 'both', text: 'Ready.', html: '<p>Ready.</p>' },
		request: post('/v1/messaging/email', { from: mailbox, to: 'anna@example.com', body: '<p>Ready.</p>' }),
		output: receipt({ to: 'anna@example.com' }),
	},
	{
		name: 'with everything, all fourteen parameters of the API',
		operation: 'email.send',
		parameters: {
			emailChannel: byAddress('Care <care@whippy-demo.example>'),
			to: 'Anna <anna@example.com>',
			subject: ' Your order ',
			emailFormat: 'html', html: '<p>Ready.</p>',
			additionalFields: {
				attachmentUrls: 'https://example.com/a.pdf, https://example.com/b.pdf',
				bcc: 'dave@example.com',
				cc: 'Carol <carol@example.com>; erin@example.com',
				conversationStatus: 'automated',
				optInTo: `${frontDesk}, +1 415 555 0111`,
				optInToAllChannels: true,
				replyTo: 'Desk <desk@example.com>',
				scheduleAt: '2030-01-31T14:30:00',
				senderEmail: 'anna.smith@example.com',
				senderName: 'Anna Smith',
			},
			delivery: allDelivery,
		},
		settings: { timezone: 'America/New_York' },
		request: post('/v1/messaging/email', {
			attachments: ['https://example.com/a.pdf', 'https://example.com/b.pdf'],
			bcc: ['dave@example.com'],
			body: '<p>Ready.</p>',
			cc: ['carol@example.com', 'erin@example.com'],
			conversation_status: 'automated',
			from: 'care@whippy-demo.example',
			opt_in_to: [{ id: frontDesk }, { phone: '+14155550111' }],
			opt_in_to_all_channels: true,
			reply_to: 'desk@example.com',
			schedule_at: '2030-01-31T19:30:00.000Z',
			sender_email: 'anna.smith@example.com',
			sender_name: 'Anna Smith',
			subject: 'Your order',
			to: 'anna@example.com',
		}),
		output: receipt({
			to: 'anna@example.com, carol@example.com, erin@example.com, dave@example.com',
			subject: 'Your order',
			scheduled: '2030-01-31 14:30 America/New_York',
			...details,
		}),
	},
	{
		name: 'from a WhatsApp channel',
		operation: 'sms.send',
		parameters: { ...text, phoneChannel: byId('+14155550113') },
		request: post('/v1/messaging/sms', { from: '+14155550113', to: '+14155550134', body: text.text }),
		output: receipt({ to: '+14155550134', text: text.text, segments: 1 }),
	},
	{
		name: 'as people write it, with everything',
		operation: 'sms.send',
		parameters: {
			...text,
			phoneChannel: byId('(415) 555-0110'),
			phoneNumber: '415.555.0134',
			country: byId('US'),
			additionalFields: {
				attachmentUrls: 'https://example.com/a.jpg',
				optInTo: frontDesk,
				optInToAllChannels: false,
				scheduleAt: '2030-06-30T14:30:00+02:00',
				conversationStatus: 'closed',
			},
			delivery: { ...allDelivery, maxSegments: 1 },
		},
		settings: { timezone: 'America/Chicago' },
		request: post('/v1/messaging/sms', {
			from: '+14155550110',
			to: '+14155550134',
			body: 'Your order is ready',
			attachments: ['https://example.com/a.jpg'],
			conversation_status: 'closed',
			opt_in_to: [{ id: frontDesk }],
			opt_in_to_all_channels: false,
			schedule_at: '2030-06-30T12:30:00.000Z',
		}),
		output: receipt({
			to: '+14155550134',
			text: 'Your order is ready',
			segments: 1,
			scheduled: '2030-06-30 07:30 America/Chicago',
			...details,
		}),
	},
	{
		name: 'as people write it, with everything',
		operation: 'conversation.get',
		parameters: {
			conversation: byId(` ${firstConversation.toUpperCase()} `),
			simplify: false,
			messageOptions: { after: '2026-01-06T01:20:00', before: '2026-01-06T01:30:00', limit: 4 },
		},
		settings: { timezone: 'Asia/Tokyo' },
		request: {
			method: 'GET',
			path: `/v1/conversations/${firstConversation}`,
			query: {
				'messages[after]': '2026-01-05T16:20:00.000Z',
				'messages[before]': '2026-01-05T16:30:00.000Z',
				'messages[limit]': '4',
			},
		},
		output: [expect.objectContaining({ language: 'en', messages: expect.any(Array) })],
	},
	{
		name: 'as people write it, with everything',
		operation: 'conversation.getMany',
		parameters: {
			returnAll: false,
			limit: 2,
			includeContact: false,
			simplify: false,
			filters: {
				contactEmail: 'Ana <ana@example.com>',
				contactPhone: '+1 (415) 555-0123',
				status: ['open', 'closed', 'spam'],
				type: ['phone', 'email', 'whatsapp'],
			},
		},
		request: {
			method: 'GET',
			path: '/v1/conversations',
			query: {
				'contacts[][email]': ['ana@example.com'],
				'contacts[][phone]': ['+14155550123'],
				'status[]': ['open', 'closed', 'spam'],
				'type[]': ['phone', 'email', 'whatsapp'],
				limit: '2',
				offset: '0',
			},
		},
		output: [expect.objectContaining({ id: firstConversation, assigned_team_id: null })],
	},
];

runFilled(whippy, cases);

describe('lists', () => {
	const ids = (found: IDataObject[]) => found.map(({ id }) => id);

	test('all conversations are given, each once, over several pages', async () => {
		const all = sandbox().state.whippy.conversations;
		const [first] = all;
		for (let index = 0; index < 900; index += 1) {
			all.push({ ...first, id: `00000007-0000-4000-8000-${String(index).padStart(12, '0')}` });
		}
		const found = ids(await rows('conversation.getMany', { returnAll: true, includeContact: false }));
		expect(found.toSorted()).toEqual(all.filter((each) => each.last_message_date !== undefined).map(({ id }) => id).toSorted());
		expect(seen().map(({ query }) => query)).toEqual([
			{ limit: '500', offset: '0' },
			{ limit: '500', offset: '500' },
			{ limit: '500', offset: '1000' },
		]);
	});

	test.each(['conversation.getMany', 'channel.getMany'])('%s keeps to the limit', async (operation) => {
		const all = ids(await rows(operation, { returnAll: true, includeContact: false }));
		for (const limit of [1, 3, 51, 600]) {
			expect(ids(await rows(operation, { limit, includeContact: false }))).toEqual(all.slice(0, limit));
		}
	});

	test('one status is a list of one', async () => {
		const found = await rows('conversation.getMany', { filters: { status: ['automated'] }, limit: 5 });
		expect(found.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'automated'));
		expect(seen()[0].query).toMatchObject({ 'status[]': ['automated'] });
	});

	test('nothing found is no item', async () => {
		expect(await rows('conversation.getMany', { filters: { contactEmail: 'nobody@example.com' } })).toEqual([]);
	});

	test('the messages of a conversation between two times', async () => {
		const conversation = { conversation: byId(firstConversation) };
		const times = (found: IDataObject[]) => (found[0].messages as IDataObject[]).map(({ id }) => id);
		const all = times(await rows('conversation.get', { ...conversation, messageOptions: { limit: 500 } }));
		expect(all).toHaveLength(25);
		const messageOptions = { limit: 500, after: '2026-01-06T01:20:00.500Z', before: '2026-01-06T01:24:00.000Z' };
		expect(times(await rows('conversation.get', { ...conversation, messageOptions }))).toEqual(all.slice(17, 20));
	});
});

describe('recipients in all spellings', () => {
	test.each([
		'Carol <carol@example.com>, "Doe, Jane" <jane@example.com>, CAROL@example.com',
		'={{ ["carol@example.com", "jane@example.com"] }}',
		'={{ JSON.stringify([{ email: "carol@example.com" }, "Jane <jane@example.com>"]) }}',
	])('copies: %s', async (cc) => {
		await rows('email.send', { ...email, additionalFields: { cc } });
		await rows('email.send', { ...email, additionalFields: { cc: `${String(email.to)}, dave@example.com`, bcc: cc } });
		const copies = ['carol@example.com', 'jane@example.com'];
		expect(seen().map(({ body }) => body)).toMatchObject([{ cc: copies }, { cc: ['dave@example.com'], bcc: copies }]);
	});

	test.each(['+1 (415) 555-0134', 'tel:+1-415-555-0134', '14155550134', '={{ 14155550134 }}'])('numbers: %s', async (phoneNumber) => {
		await rows('sms.send', { ...text, phoneNumber });
		expect(seen()[0].body).toMatchObject({ to: '+14155550134' });
	});

	test.each([
		`${frontDesk}\n+14155550111, ${frontDesk}`,
		`={{ ["${frontDesk}", { phone: "+14155550111" }] }}`,
		`={{ [{ id: "${frontDesk}", name: "Front Desk" }, { phone: "1 415 555 0111", id: "" , "x": 1 }].map((one) => one.phone ? { phone: "+" + one.phone } : one) }}`,
		`={{ JSON.stringify([{ id: "${frontDesk}" }, { phone: "+14155550111" }]) }}`,
	])('channels to opt in to: %s', async (optInTo) => {
		await rows('sms.send', { ...text, additionalFields: { optInTo } });
		expect(seen()[0].body).toMatchObject({ opt_in_to: [{ id: frontDesk }, { phone: '+14155550111' }] });
	});

	test.each([`(415) 555-0111, ${frontDesk}`, `={{ [{ phone: "415 555 0111" }, "${frontDesk}"] }}`])(
		'channels to opt in to, by a number of the country below the phone number: %s',
		async (optInTo) => {
			await rows('sms.send', { ...text, country: 'US', additionalFields: { optInTo } });
			expect(seen()[0].body).toMatchObject({ opt_in_to: [{ phone: '+14155550111' }, { id: frontDesk }] });
		},
	);

	test.each<[string, string, string]>([
		['2030-01-31T14:30:00', 'Europe/Berlin', '2030-01-31T13:30:00.000Z'],
		['2030-07-01T14:30', 'Europe/Berlin', '2030-07-01T12:30:00.000Z'],
		['2030-01-31T14:30:00Z', 'Europe/Berlin', '2030-01-31T14:30:00.000Z'],
		['={{ DateTime.fromISO("2030-01-31T14:30", { zone: "Asia/Tokyo" }) }}', 'Europe/Berlin', '2030-01-31T05:30:00.000Z'],
		['={{ new Date("2030-01-31T14:30:00Z") }}', 'Europe/Berlin', '2030-01-31T14:30:00.000Z'],
	])('%s in %s', async (scheduleAt, timezone, moment) => {
		await rows('sms.send', { ...text, additionalFields: { scheduleAt } }, { timezone });
		expect(seen()[0].body).toMatchObject({ schedule_at: moment });
	});
});

/** An expression that throws a TypeError, for which n8n gives undefined. (n8n itself refuses an empty field.) */
const nothing = '={{ $json.missing.value }}';

test.each([['email.send', email], ['sms.send', text]])('%s: a Schedule At of now is no schedule', async (operation, parameters) => {
	const [row] = await rows(operation, { ...parameters, additionalFields: { scheduleAt: '={{ $now }}' } });
	expect(seen()[0].body).not.toHaveProperty('schedule_at');
	expect(row).not.toHaveProperty('scheduled');
	expect(row).toMatchObject({ status: 'queued' });
});

test('a channel to opt in to may be given by its ID and its number', async () => {
	const both = { id: frontDesk, phone: '+14155550110' };
	await rows('sms.send', { ...text, additionalFields: { optInTo: `={{ [{ id: "${frontDesk}", phone: "+1 415 555 0110" }] }}` } });
	expect(seen()[0].body).toMatchObject({ opt_in_to: [both] });
});

describe('refused before anything is sent', () => {
	const emailWith = (additionalFields: IDataObject) => ({ ...email, additionalFields });
	const textWith = (additionalFields: IDataObject) => ({ ...text, additionalFields });

	test.each<[operation: string, parameters: IDataObject, message: string]>([
		['email.send', { ...email, emailChannel: byId('Care') }, 'From: "Care" is not an ID'],
		['email.send', { ...email, emailChannel: byId(nothing) }, 'From: is empty'],
		['email.send', { ...email, emailChannel: byAddress('care@') }, 'From: "care@" is not an email address'],
		['email.send', { ...email, to: 'anna@example.com, bob@example.com' }, 'To Email: two addresses, but this takes one'],
		['email.send', { ...email, to: nothing }, 'To Email: is empty'],
		['email.send', { ...email, subject: 'a\nb' }, 'Subject: "a\\nb" has more than one line'],
		['email.send', { ...email, html: '' }, 'HTML: is empty'],
		['email.send', { ...email, emailFormat: 'text', text: '' }, 'Text: is empty'],
		['email.send', emailWith({ attachmentUrls: 'invoice.pdf' }), 'Attachment URLs: "invoice.pdf" is not a web address'],
		['email.send', emailWith({ bcc: 'dave' }), 'BCC: "dave" is not an email address'],
		['email.send', emailWith({ cc: 'carol@example.com, carol@' }), 'CC: "carol@" is not an email address'],
		['email.send', emailWith({ conversationStatus: '={{ "closed" }}' }), 'Conversation Status: "closed" is not one of the choices'],
		['email.send', emailWith({ optInTo: '={{ [{ name: "Front Desk" }] }}' }), 'Opt In To: holds an object without id and phone'],
		['email.send', emailWith({ optInTo: `={{ [{ id: "${frontDesk}", phone: "no number" }] }}` }), 'Opt In To: "no number" is not a phone number'],
		['email.send', emailWith({ optInTo: '={{ [{ id: "Front", phone: "+14155550111" }] }}' }), 'Opt In To: "Front" is not an ID'],
		['email.send', emailWith({ senderEmail: 'Anna <anna@example.com>' }), 'Sender Email: "Anna <anna@example.com>" has a name beside the address'],
		['email.send', emailWith({ senderEmail: '={{ ({ name: "Anna", address: "anna@example.com" }) }}' }), 'Sender Email: an object has a name beside the address'],
		['email.send', emailWith({ optInToAllChannels: '={{ "yes" }}' }), 'Opt In to All Channels: "yes" is neither true nor false'],
		['email.send', emailWith({ replyTo: 'desk' }), 'Reply To: "desk" is not an email address'],
		['email.send', emailWith({ scheduleAt: 'tomorrow' }), 'Schedule At (ISO 8601): "tomorrow" is not a date and time'],
		['email.send', emailWith({ scheduleAt: '2020-01-31T14:30:00Z' }), 'Schedule At (ISO 8601): 2020-01-31 09:30 America/New_York has passed'],
		['email.send', emailWith({ senderEmail: 'anna' }), 'Sender Email: "anna" is not an email address'],
		['email.send', emailWith({ senderName: 'Anna\nSmith' }), 'Sender Name: "Anna\\nSmith" has more than one line'],
		['sms.send', { ...text, phoneChannel: byId('Front Desk') }, 'From: "Front Desk" is not a phone number'],
		['sms.send', { ...text, phoneNumber: '555 0134' }, 'To Phone Number: "555 0134" needs a country'],
		['sms.send', { ...text, text: 'x'.repeat(1_001) }, 'Text: is 1,001 characters long, 1 too many'],
		['sms.send', { ...text, text: '={{ "" }}' }, 'Text: is empty'],
		['sms.send', { ...text, text: nothing }, 'Text: its expression gives nothing for this item'],
		['sms.send', { ...textWith({ attachmentUrls: 'https://example.com/a.jpg' }), text: nothing }, 'Text: its expression gives nothing for this item'],
		['sms.send', textWith({ optInTo: 'Front Desk' }), 'Opt In To: "Front Desk" is not an ID'],
		['sms.send', textWith({ conversationStatus: '={{ "spam" }}' }), 'Conversation Status: "spam" is not one of the choices'],
		['sms.send', { ...text, phoneChannel: byId(nothing) }, 'From: is empty'],
		['sms.send', { ...text, phoneNumber: nothing }, 'To Phone Number: is empty'],
		['conversation.get', { conversation: byId(nothing) }, 'Conversation: is empty'],
		['conversation.get', { conversation: byId('../contacts') }, 'Conversation: "../contacts" is not an ID'],
		['conversation.get', { conversation: byId(firstConversation), messageOptions: { limit: 501 } }, 'Limit: 501 is not a whole number of 1 to 500'],
		['conversation.get', { conversation: byId(firstConversation), messageOptions: { after: '2026-02-01', before: '2026-01-01' } }, 'After: is later than Before, so nothing lies between them'],
		['conversation.get', { conversation: byId(firstConversation), messageOptions: { after: 'x' } }, 'After (ISO 8601): "x" is not a date and time'],
		['conversation.getMany', { filters: { contactPhone: '555 0134' } }, 'Contact Phone Number: "555 0134" needs a country'],
		['conversation.getMany', { filters: { contactEmail: 'ana' } }, 'Contact Email: "ana" is not an email address'],
		['conversation.getMany', { filters: { status: '={{ ["open", "new"] }}' } }, 'Status: "new" is not one of the choices'],
		['conversation.getMany', { limit: '={{ 1.5 }}' }, 'Limit: 1.5 is not a whole number of 1 or more'],
	])('%s %j', async (operation, parameters, message) => {
		const refused = await refusal(operation, parameters);
		expect(refused.message).toBe(`${message} [item 0]`);
		expect(refused.description).toMatch(/\.$/);
	});

	test('advice names Country where the form has it, and the credential’s Default Country where it has not', async () => {
		const optInTo = '415 555 0110';
		const message = 'Opt In To: "415 555 0110" needs a country [item 0]';
		expect(await refusal('sms.send', textWith({ optInTo }))).toMatchObject({
			message,
			description: expect.stringContaining('or choose a Country below the number.') as string,
		});
		expect(await refusal('email.send', emailWith({ optInTo }))).toMatchObject({
			message,
			description: expect.stringContaining('or choose a Default Country in the credential.') as string,
		});
	});
});
