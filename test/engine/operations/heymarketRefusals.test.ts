import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, refusal, seen } = useOperations('heymarket');

const from = { inbox: byId(11), sendAs: byId(101) };
const bob = { sendTo: 'phoneNumber', phoneNumber: '+1 415 555 0134' };
const text = { content: 'text', text: 'Your order is ready' };

/** An expression that throws a TypeError, for which n8n gives undefined. (n8n itself refuses an empty field.) */
const nothing = '={{ $json.missing.value }}';

describe('refused before anything is sent', () => {
	const send = { ...from, ...bob, ...text };
	const email = { inbox: byId(14), sendAs: byId(101), to: 'anna@example.com', subject: 'Your order', emailFormat: 'html', html: 'Ready.' };

	test.each<[operation: string, parameters: IDataObject, message: string]>([
		['sendMessage', { ...send, inbox: byId('Sales') }, 'Inbox: "Sales" is not an ID'],
		['sendMessage', { ...send, sendAs: byId(nothing) }, 'Send As: is empty'],
		['sendMessage', { ...send, phoneNumber: '555 0134' }, 'Phone Number: "555 0134" needs a country'],
		['sendMessage', { ...send, phoneNumber: nothing }, 'Phone Number: is empty'],
		['sendMessage', { ...send, sendTo: 'conversation', conversation: byId('x') }, 'Conversation: "x" is not an ID'],
		['sendMessage', { ...send, sendTo: 'conversation', conversation: byId(nothing) }, 'Conversation: is empty'],
		['sendMessage', { ...send, sendTo: 'group', phoneNumbers: '+14155550134, +1 415 555 0134' }, 'Phone Numbers: +14155550134 is only 1 phone number'],
		['sendMessage', { ...send, sendTo: 'group', phoneNumbers: 'anna, +14155550134' }, 'Phone Numbers: "anna" is not a phone number'],
		['sendMessage', { ...send, text: '' }, 'Text: is empty'],
		['sendMessage', { ...send, text: '={{ ({ a: 1 }) }}' }, 'Text: is an object, not text'],
		['sendMessage', { ...send, content: 'template', template: byId(nothing) }, 'Template: is empty'],
		['sendMessage', { ...send, content: 'survey', survey: byId('nps') }, 'Survey: "nps" is not an ID'],
		['sendMessage', { ...send, additionalFields: { mediaUrl: 'example.com/a.jpg' } }, 'Media URL: "example.com/a.jpg" is not a web address'],
		['sendMessage', { ...send, additionalFields: { author: 'a\nb' } }, 'Author: "a\\nb" has more than one line'],
		['sendMessage', { ...send, delivery: { maxSegments: 1 }, text: 'x'.repeat(161) }, 'The text would be billed as 2 SMS segments, more than Maximum SMS Segments allows (1)'],
		[
			'sendMessage',
			{ ...send, content: 'template', template: byId(301), additionalFields: { mediaUrl: 'https://example.com/a.jpg' } },
			'Media URL: can’t go with a template',
		],
		['sendToList', { ...from, ...text, list: byId('Newsletter') }, 'List: "Newsletter" is not an ID'],
		['addPrivateComment', { ...from, conversation: byId(2001), comment: nothing }, 'Text: is empty'],
		['sendEmail', { ...email, to: 'anna@' }, 'To: "anna@" is not an email address'],
		['sendEmail', { ...email, additionalFields: { cc: 'a@example.com, b' } }, 'CC: "b" is not an email address'],
		['sendEmail', { ...email, subject: 'a\r\nBcc: eve@example.com' }, 'Subject: "a\\r\\nBcc: eve@example.com" has more than one line'],
		['sendEmail', { ...email, emailFormat: 'html', html: nothing }, 'Body: is empty'],
		['replyToEmail', { conversation: byId(nothing), sendAs: byId(101), emailFormat: 'html', html: 'Hi' }, 'Conversation: is empty'],
		['getManyMessages', { inbox: byId(nothing), phoneNumber: '+14155550123' }, 'Inbox: is empty'],
		['getManyMessages', { inbox: byId(11), phoneNumber: nothing }, 'Phone Number: is empty'],
		['getManyTeamMessages', { filters: { after: 'yesterday' } }, 'After: "yesterday" is not a date and time'],
		['getManyTeamMessages', { filters: { before: '2026-02-30' } }, 'Before: "2026-02-30" is not a date and time'],
		['getManyInboxes', { limit: '={{ "many" }}' }, 'Limit: "many" is not a whole number of 1 or more'],
		['getManyInboxes', { limit: '={{ -1 }}' }, 'Limit: -1 is not a whole number of 1 or more'],
	])('%s %j', async (operation, parameters, message) => {
		const refused = await refusal(operation, parameters);
		expect(refused.message).toBe(`${message} [item 0]`);
		expect(refused.description).toMatch(/\.$/);
	});

	describe('a chooser given by an expression', () => {
		const others = { phoneNumber: nothing, phoneNumbers: nothing, conversation: byId(nothing) };
		const contents = { text: '', template: byId(nothing), survey: byId(nothing) };

		test.each<[IDataObject, string]>([
			[
				{ ...send, sendTo: '={{ "conversation" }}', conversation: byId(2001), phoneNumbers: nothing },
				'Phone Number and Conversation are filled in, but a message takes one recipient',
			],
			[
				{ ...send, sendTo: '={{ "group" }}', conversation: byId(2001), phoneNumbers: '+14155550134, +14155550123' },
				'Phone Number, Conversation and Phone Numbers are filled in, but a message takes one recipient',
			],
			[{ ...send, ...others, sendTo: '={{ "conversation" }}' }, 'Conversation: is empty'],
			[
				{ ...send, ...others, sendTo: '={{ "conversation" }}', phoneNumber: bob.phoneNumber },
				'Conversation: is empty, while Phone Number is filled in',
			],
			[
				{ ...send, ...others, sendTo: '={{ "phoneNumber" }}', phoneNumbers: '+14155550134, +14155550123' },
				'Phone Number: is empty, while Phone Numbers is filled in',
			],
			[{ ...send, ...others, sendTo: '={{ "unknown" }}', phoneNumber: bob.phoneNumber }, 'Send To: "unknown" is not one of the choices'],
			[{ ...send, ...others, sendTo: '={{ "constructor" }}' }, 'Send To: "constructor" is not one of the choices'],
			[{ ...send, ...others, sendTo: '={{ ["phoneNumber"] }}', phoneNumber: bob.phoneNumber }, 'Send To: is a list, not text'],
			[{ ...send, ...others, sendTo: nothing, phoneNumber: bob.phoneNumber }, 'Send To: is empty'],
			[
				{ ...send, content: '={{ "template" }}', template: byId(301), survey: byId(nothing) },
				'Text and Template are filled in, but a message takes one content',
			],
			[
				{ ...send, ...contents, content: '={{ "template" }}', text: 'Your order is ready' },
				'Template: is empty, while Text is filled in',
			],
			[{ ...send, ...contents, content: '={{ "text" }}', survey: byId(701) }, 'Text: is empty, while Survey is filled in'],
			[{ ...send, ...contents, content: '={{ "x" }}', text: 'Your order is ready' }, 'Content: "x" is not one of the choices'],
			[
				{ ...send, ...contents, content: nothing, additionalFields: { mediaUrl: 'https://example.com/a.jpg' } },
				'Content: is empty',
			],
		])('%j', async (parameters, message) => {
			expect((await refusal('sendMessage', parameters)).message).toBe(`${message} [item 0]`);
		});

		test('the message names the choices as an expression has to give them', async () => {
			const refused = await refusal('sendMessage', { ...send, ...others, sendTo: '={{ "unknown" }}' });
			expect(refused.description).toContain('Choose one of: phoneNumber, conversation, group.');
		});

		test('the message names the choice of the expression, if another field is filled in', async () => {
			const parameters = { ...send, ...others, sendTo: '={{ "conversation" }}', phoneNumber: bob.phoneNumber };
			expect((await refusal('sendMessage', parameters)).description).toContain('Send To is "conversation".');
		});

		test('it is accepted if the other fields are empty', async () => {
			await rows('sendMessage', { ...send, ...others, sendTo: '={{ "conversation" }}', conversation: byId(2001) });
			expect(seen()[0].body).toEqual({ inbox_id: 11, creator_id: 101, chat_id: 2001, text: 'Your order is ready' });
		});
	});

	test('everything that is wrong with an item is reported together', async () => {
		const { message, description } = await refusal('sendEmail', { ...email, to: 'anna@', subject: nothing });
		expect(`${message} ${description}`).toContain('To: "anna@" is not an email address');
		expect(`${message} ${description}`).toContain('Subject: is empty');
	});
});
