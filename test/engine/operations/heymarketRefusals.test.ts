import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { refusal } = useOperations('heymarket');

const from = { inbox: byId(11), sendAs: byId(101) };
const bob = { sendTo: 'phoneNumber', phoneNumber: '+1 415 555 0134' };
const text = { content: 'text', text: 'Your order is ready' };

/** An expression that throws a TypeError, for which n8n gives undefined. (n8n itself refuses an empty field.) */
const nothing = '={{ $json.missing.value }}';

describe('refused before anything is sent', () => {
	const send = { ...from, ...bob, ...text };
	const email = { inbox: byId(14), sendAs: byId(101), to: 'anna@example.com', subject: 'Your order', emailFormat: 'html', html: 'Ready.' };

	test.each<[operation: string, parameters: IDataObject, message: string]>([
		['message.send', { ...send, inbox: byId('Sales') }, 'Inbox: "Sales" is not an ID'],
		['message.send', { ...send, sendAs: byId(nothing) }, 'Send As: is empty'],
		['message.send', { ...send, phoneNumber: '555 0134' }, 'Phone Number: "555 0134" needs a country'],
		['message.send', { ...send, phoneNumber: nothing }, 'Phone Number: is empty'],
		['message.send', { ...send, sendTo: 'conversation', conversation: byId('x') }, 'Conversation: "x" is not an ID'],
		['message.send', { ...send, sendTo: 'conversation', conversation: byId(nothing) }, 'Conversation: is empty'],
		['message.send', { ...send, sendTo: 'group', phoneNumbers: '+14155550134, +1 415 555 0134' }, 'Phone Numbers: +14155550134 is only 1 phone number'],
		['message.send', { ...send, sendTo: 'group', phoneNumbers: 'anna, +14155550134' }, 'Phone Numbers: "anna" is not a phone number'],
		['message.send', { ...send, sendTo: 'group', phoneNumbers: nothing }, 'Phone Numbers: is empty'],
		['message.send', { ...send, text: '' }, 'Text: is empty'],
		['message.send', { ...send, text: '={{ ({ a: 1 }) }}' }, 'Text: is an object, not text'],
		['message.send', { ...send, content: 'template', template: byId(nothing) }, 'Template: is empty'],
		['message.send', { ...send, content: 'survey', survey: byId('nps') }, 'Survey: "nps" is not an ID'],
		['message.send', { ...send, content: 'survey', survey: byId(nothing) }, 'Survey: is empty'],
		[
			'message.send',
			{ ...send, content: 'survey', survey: byId(501), mediaUrl: 'https://example.com/a.jpg' },
			'Picture or File (MMS): can’t go with Survey',
		],
		['message.sendToList', { ...from, ...text, list: byId(nothing) }, 'List: is empty'],
		['message.sendToList', { ...from, list: byId(401), content: 'text', text: '' }, 'Text: is empty'],
		['message.send', { ...send, mediaUrl: 'example.com/a.jpg' }, 'Picture or File (MMS): "example.com/a.jpg" is not a web address'],
		['message.send', { ...send, additionalFields: { author: 'a\nb' } }, 'Author: "a\\nb" has more than one line'],
		['message.send', { ...send, delivery: { maxSegments: 1 }, text: 'x'.repeat(161) }, 'The text would be billed as 2 SMS segments, more than Max SMS Segments allows (1)'],
		[
			'message.send',
			{ ...send, content: 'template', template: byId(301), mediaUrl: 'https://example.com/a.jpg' },
			'Picture or File (MMS): can’t go with Template',
		],
		['message.sendToList', { ...from, ...text, list: byId('Newsletter') }, 'List: "Newsletter" is not an ID'],
		['message.addPrivateComment', { ...from, conversation: byId(2001), text: nothing }, 'Text: is empty'],
		['email.send', { ...email, to: 'anna@' }, 'To Email: "anna@" is not an email address'],
		['message.getMany', { source: 'team', filters: { after: '2026-02-01', before: '2026-01-01' } }, 'After: is later than Before, so nothing lies between them'],
		['email.send', { ...email, additionalFields: { cc: 'a@example.com, b' } }, 'CC: "b" is not an email address'],
		['email.send', { ...email, subject: 'a\r\nBcc: eve@example.com' }, 'Subject: "a\\r\\nBcc: eve@example.com" has more than one line'],
		['email.send', { ...email, emailFormat: 'html', html: nothing }, 'HTML: is empty'],
		['email.send', { ...email, emailFormat: 'text', text: nothing }, 'Text: is empty'],
		['email.send', { ...email, emailFormat: 'both', text: 'Ready.', html: nothing }, 'HTML: is empty'],
		['email.reply', { conversation: byId(nothing), sendAs: byId(101), emailFormat: 'html', html: 'Hi' }, 'Conversation: is empty'],
		['message.getMany', { inbox: byId(nothing), phoneNumber: '+14155550123' }, 'Inbox: is empty'],
		['message.getMany', { inbox: byId(11), phoneNumber: nothing }, 'Phone Number: is empty'],
		['message.getMany', { source: 'team', filters: { after: 'yesterday' } }, 'After (ISO 8601): "yesterday" is not a date and time'],
		['message.getMany', { source: 'team', filters: { before: '2026-02-30' } }, 'Before (ISO 8601): "2026-02-30" is not a date and time'],
		['message.getMany', { source: '={{ "everybody" }}' }, 'From: "everybody" is not one of the choices'],
		['inbox.getMany', { limit: '={{ "many" }}' }, 'Limit: "many" is not a whole number of 1 or more'],
		['inbox.getMany', { limit: '={{ -1 }}' }, 'Limit: -1 is not a whole number of 1 or more'],
	])('%s %j', async (operation, parameters, message) => {
		const refused = await refusal(operation, parameters);
		expect(refused.message).toBe(`${message} [item 0]`);
		expect(refused.description).toMatch(/\.$/);
	});

	test('HTML of which no text version can be made is refused by its name in the form', async () => {
		const { message } = await refusal('email.send', { ...email, html: '<div>'.repeat(1_001) });
		expect(message).toBe('HTML: has more than 1,000 elements within one another [item 0]');
	});

	describe('by an expression that chooses', () => {
		const others = { phoneNumber: nothing, phoneNumbers: nothing, conversation: byId(nothing) };
		const contents = { text: '', template: byId(nothing), survey: byId(nothing) };

		test.each<[IDataObject, string]>([
			[{ ...send, ...others, sendTo: '={{ "conversation" }}' }, 'Conversation: is empty'],
			[{ ...send, ...others, sendTo: '={{ "conversation" }}', phoneNumber: bob.phoneNumber }, 'Conversation: is empty'],
			[{ ...send, ...others, sendTo: '={{ "phoneNumber" }}', phoneNumbers: '+14155550134, +14155550123' }, 'Phone Number: is empty'],
			[{ ...send, ...others, sendTo: '={{ "unknown" }}', phoneNumber: bob.phoneNumber }, 'Send To: "unknown" is not one of the choices'],
			[{ ...send, ...others, sendTo: '={{ "constructor" }}' }, 'Send To: "constructor" is not one of the choices'],
			[{ ...send, ...others, sendTo: '={{ ["phoneNumber"] }}', phoneNumber: bob.phoneNumber }, 'Send To: is a list, not text'],
			[{ ...send, ...others, sendTo: nothing, phoneNumber: bob.phoneNumber }, 'Send To: is empty'],
			[{ ...send, ...contents, content: '={{ "template" }}', text: 'Your order is ready' }, 'Template: is empty'],
			[{ ...send, ...contents, content: '={{ "text" }}', survey: byId(701) }, 'Text: is empty'],
			[{ ...send, ...contents, content: '={{ "x" }}', text: 'Your order is ready' }, 'Content: "x" is not one of the choices'],
			[{ ...send, ...contents, content: nothing, mediaUrl: 'https://example.com/a.jpg' }, 'Content: is empty'],
		])('%j', async (parameters, message) => {
			expect((await refusal('message.send', parameters)).message).toBe(`${message} [item 0]`);
		});

		test('the choices are named, as an expression has to give them', async () => {
			const refused = await refusal('message.send', { ...send, ...others, sendTo: '={{ "unknown" }}' });
			expect(refused.description).toContain('Choose one of: phoneNumber, conversation, group.');
		});

	});

	test('everything that is wrong with an item is told at once', async () => {
		const { message, description } = await refusal('email.send', { ...email, to: 'anna@', subject: nothing });
		expect(`${message} ${description}`).toContain('To Email: "anna@" is not an email address');
		expect(`${message} ${description}`).toContain('Subject: is empty');
	});
});
