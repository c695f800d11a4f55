import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { allDelivery, runFilled, useOperations, type Filled } from './support';

const sendook = useOperations('sendook');
const { rows, refusal, seen, sandbox } = sendook;

const inbox = '695b7c000000000000000064';
const first = '695b7c0000000000000003e8';
const anyId = expect.stringMatching(/^[0-9a-f]{24}$/) as string;

const inInbox = { inbox: byId(inbox) };
const mail = { ...inInbox, to: 'anna@example.com', subject: 'Your order', text: 'Ready.' };
const post = (path: string, body: IDataObject) => ({ method: 'POST', path: `/v1/inboxes/${inbox}/messages/${path}`, body });
const get = (path: string, query?: Record<string, string>) => ({ method: 'GET', path: `/v1/inboxes${path}`, ...(query && { query }) });
/** The row of a sent message: what the form says of it, then the receipt. */
const receipt = (of: IDataObject) => [
	{
		...of,
		status: 'accepted',
		from: 'support@sendook-demo.example',
		externalMessageId: expect.any(String) as string,
		labels: '',
		inboxId: inbox,
		threadId: anyId,
		_id: anyId,
		createdAt: expect.any(String) as string,
	},
];

/** An item with two files. */
const withFiles: INodeExecutionData = {
	json: {},
	binary: {
		data: { data: Buffer.from('hello').toString('base64'), mimeType: 'text/plain', fileName: 'a.txt' },
		picture: { data: Buffer.from([0, 255, 128]).toString('base64'), mimeType: 'image/png' },
	},
};

/** What the examples of the contract don’t have: other spellings, times of a zone, and what is made of other fields. */
const cases: Filled[] = [
	{
		name: 'as people write it, with everything',
		operation: 'message.send',
		parameters: {
			...mail,
			to: 'Anna <anna@example.com>, bob@example.com',
			emailFormat: 'both',
			text: 'Ready.\n',
			html: '<h1>Ready</h1>',
			simplify: false,
			additionalFields: {
				attachments: 'data, picture',
				bcc: 'dave@example.com',
				cc: 'Carol <carol@example.com>',
				labels: 'important, customer-support, important',
				largestEmail: 12,
			},
			delivery: allDelivery,
		},
		settings: { items: [withFiles] },
		request: post('send', {
			to: ['anna@example.com', 'bob@example.com'],
			cc: ['carol@example.com'],
			bcc: ['dave@example.com'],
			subject: 'Your order',
			text: 'Ready.\n',
			html: '<h1>Ready</h1>',
			labels: ['important', 'customer-support'],
			attachments: [
				{ content: 'aGVsbG8=', name: 'a.txt', contentType: 'text/plain' },
				{ content: 'AP+A', contentType: 'image/png' },
			],
		}),
		output: [expect.objectContaining({ html: '<h1>Ready</h1>', attachments: expect.any(Array), tries: 1, waitedMs: expect.any(Number) })],
	},
	{
		name: 'a text is made of the HTML',
		operation: 'message.send',
		parameters: { ...mail, emailFormat: 'html', html: '<p>Ready &amp; <b>waiting</b></p>' },
		request: post('send', {
			to: ['anna@example.com'],
			subject: 'Your order',
			text: 'Ready & waiting',
			html: '<p>Ready &amp; <b>waiting</b></p>',
		}),
		output: receipt({ to: 'anna@example.com', subject: 'Your order' }),
	},
	{
		name: 'HTML is made of the text',
		operation: 'message.reply',
		parameters: { ...inInbox, messageId: byId(first), text: 'It is <late>.\nSorry.\n\nBye' },
		readFirst: `/v1/inboxes/${inbox}/messages/${first}`,
		request: post(`${first}/reply`, {
			text: 'It is <late>.\nSorry.\n\nBye',
			html: '<p>It is &#60;late&#62;.<br>Sorry.</p>\n<p>Bye</p>',
		}),
		output: receipt({ to: 'ana@example.com', subject: 'Re: Where is my order?' }),
	},
	{
		name: 'as people write it, with everything',
		operation: 'message.getMany',
		parameters: { ...inInbox, direction: 'all', search: '^invoice \\d+$', useRegularExpression: true, returnAll: false, limit: 1, simplify: false },
		request: get(`/${inbox}/messages`, { query: '^invoice \\d+$' }),
		output: [expect.objectContaining({ subject: 'Invoice 42', organizationId: anyId })],
	},
	{
		name: 'as people write it, with everything',
		operation: 'message.get',
		parameters: { ...inInbox, messageId: byId(first.toUpperCase()), simplify: false },
		request: get(`/${inbox}/messages/${first}`),
		output: [expect.objectContaining({ _id: first, __v: 0 })],
	},
];

runFilled(sendook, cases);

describe('lists', () => {
	test.each([
		['message.getMany', inInbox, 5],
		['inbox.getMany', {}, 30],
	])('%s: the limit, and all', async (operation, parameters, count) => {
		const all = await rows(operation, { ...parameters, returnAll: true });
		expect(all).toHaveLength(count);
		for (const limit of [1, count - 1, 1_000]) {
			expect(await rows(operation, { ...parameters, limit })).toEqual(all.slice(0, limit));
		}
	});

	test('messages begin with the newest', async () => {
		await rows('message.send', { ...mail, subject: 'Just now' });
		const subjects = (await rows('message.getMany', { ...inInbox, direction: 'all', limit: 3 })).map(({ subject }) => subject);
		expect(subjects).toEqual(['Just now', 'Question about C++ course', 'Re: Your visit']);
	});

	test('of a direction: what came in unless something else is asked for', async () => {
		await rows('message.send', { ...mail, subject: 'Just now' });
		const found = async (parameters: IDataObject) => (await rows('message.getMany', { ...inInbox, ...parameters })).map(({ subject }) => subject);
		expect(await found({ direction: 'outbound' })).toEqual(['Just now']);
		expect(await found({ direction: 'all' })).toHaveLength(6);
		expect(await found({ direction: 'inbound', limit: 1 })).toEqual(['Question about C++ course']);
		expect(await found({})).toHaveLength(5);
	});

	test('nothing found is no item', async () => {
		expect(await rows('message.getMany', { ...inInbox, search: 'nowhere' })).toEqual([]);
	});
});

describe('search', () => {
	const found = async (search: string, useRegularExpression = false) =>
		(await rows('message.getMany', { ...inInbox, search, useRegularExpression })).map(({ subject }) => subject);

	test.each([
		['(really)', ['Thanks (really)']],
		['C++', ['Question about C++ course']],
		['10.30', ['Re: Your visit']],
		['my order?', ['Where is my order?']],
		['10?30', []],
		['.*', []],
		['^Invoice', []],
		['42$', []],
		['Invoice [4]2', []],
		['Invoic{1}e', []],
		['nowhere|invoice', []],
		['Invoice \\d+', []],
		['INVOICE 42', ['Invoice 42']],
	])('%s as it is written', async (search, subjects) => {
		expect(await found(search)).toEqual(subjects);
	});

	test('characters with a meaning in regular expressions are found as they are', async () => {
		const odd = 'a\\b^c$d.e*f+g?h(i)j[k]l{m}n|o-p/q#r&s=t';
		sandbox().state.sendook.messages[0].subject = odd;
		expect(await found(odd)).toEqual([odd]);
		expect(await found(odd.slice(0, -1))).toEqual([odd]);
	});

	test('a regular expression is used if that is switched on', async () => {
		expect(await found('^re: |c\\+\\+', true)).toEqual(['Question about C++ course', 'Re: Your visit']);
	});

	test.each(['(?i)INVOICE', '\\Ainvoice 42'])('%s is one, although JavaScript has none such', async (expression) => {
		expect(await found(expression, true)).toEqual(['Invoice 42']);
	});
});

describe('the two versions of an email', () => {
	test.each<[string, string, string]>([
		['html', '<p>Hello</p><ul><li>One</li><li><a href="https://example.com">Two</a></li></ul>', 'Hello\n\n- One\n- Two (https://example.com)'],
		['html', '<style>p { color: red }</style><h1>Title</h1>Text<br>more', 'Title\n\nText\nmore'],
		[
			'html',
			'<table><tr><th>Item</th><th>Price</th></tr>\n<tr>\n<td>Shoes</td>\n<td>42</td>\n</tr></table>',
			'Item Price\nShoes 42',
		],
		['html', 'Hello,<img src="https://example.com/a.png" alt="Your voucher:\n SAVE10"><img alt=""><img alt="Thanks"> Anna', 'Hello, Your voucher: SAVE10 Thanks Anna'],
		['html', '<a href="https://example.com"><img alt="Shop"></a><template><img alt="no"></template>', 'Shop (https://example.com)'],
		['html', 'One<hr>two<main>three</main>four<nav>five</nav>', 'One\n\ntwo\nthree\nfour\nfive'],
		['html', '<img src="https://example.com/a.png">', 'This message has no text version.'],
		['text', 'a < b & "c"\r\nd', '<p>a &#60; b &#38; &#34;c&#34;<br>d</p>'],
	])('%s: %s', async (emailFormat, written, made) => {
		const other = emailFormat === 'html' ? 'text' : 'html';
		await rows('message.send', { ...mail, emailFormat, [emailFormat]: written });
		expect(seen()[0].body).toMatchObject({ [emailFormat]: written, [other]: made });
	});

	test('a format given by an expression leaves out what it does not name', async () => {
		await rows('message.send', { ...mail, emailFormat: '={{ "text" }}', text: 'New', html: '<p>Left over</p>' });
		expect(seen()[0].body).toMatchObject({ text: 'New', html: '<p>New</p>' });
	});
});

test('a message that is too large for the proxy before Sendook is refused with advice', async () => {
	const body = '<!DOCTYPE html>\n<pre>PayloadTooLargeError: request entity too large</pre>';
	sandbox().faults.add({ provider: 'sendook', fault: { type: 'status', status: 413, body } });
	await expect(rows('message.send', mail)).rejects.toThrow(/Sendook refused this message: status 413 \[item 0\] .*Send smaller files, or links to them\./);
});

test('a mail that was stored and never mailed can be told from one that was mailed', async () => {
	await rows('message.send', mail);
	await expect(rows('message.send', { ...mail, to: 'anna@refused.example' })).rejects.toThrow(
		/may or may not have sent this message.* it was sent if the row has an externalMessageId\./s,
	);
	const found = await rows('message.getMany', { ...inInbox, direction: 'outbound', search: mail.subject });
	expect(found.map(({ to, externalMessageId }) => [to, Boolean(externalMessageId)])).toEqual([
		['anna@refused.example', false],
		['anna@example.com', true],
	]);
	const [{ _id }] = found;
	const [one] = await rows('message.get', { ...inInbox, messageId: byId(String(_id)) });
	expect(one.externalMessageId).toBeFalsy();
});

describe('a reply to a message that the inbox itself sent', () => {
	const own = async () => {
		await rows('message.send', mail);
		const [{ _id }] = await rows('message.getMany', { ...inInbox, direction: 'outbound' });
		return { ...inInbox, messageId: byId(String(_id)), text: 'Thank you' };
	};

	test('is refused before anything is sent', async () => {
		const reply = await own();
		const sent = sandbox().ledger.accepted.length;
		const id = String(reply.messageId.value);
		await expect(rows('message.reply', reply)).rejects.toThrow(
			`Message: ${id} was sent by this inbox itself, so the reply would go to the inbox [item 0] Nothing was sent. Reply to messages that came in, or switch on Reply to Own Message under Additional Fields.`,
		);
		expect(sandbox().ledger.accepted).toHaveLength(sent);
	});

	test('leaves where that is asked for', async () => {
		const reply = await own();
		const asked = { ...reply, additionalFields: { replyToOwnMessage: true } };
		const [preview] = await rows('message.reply', { ...asked, previewOnly: true });
		const [row] = await rows('message.reply', asked);
		expect([preview.to, row.to]).toEqual(['support@sendook-demo.example', 'support@sendook-demo.example']);
		expect(row).toMatchObject({ subject: 'Re: Your order' });
		expect(sandbox().ledger.accepted.at(-1)).toMatchObject({ kind: 'reply', recipients: ['support@sendook-demo.example'] });
	});

	test('a message without a sender is named itself', async () => {
		sandbox().state.sendook.messages[0].from = '';
		expect(await rows('message.reply', { ...inInbox, messageId: byId(first), text: 'Thank you' })).toMatchObject([{ to: `sender of message ${first}` }]);
	});

	test('one to a message of another inbox is no such reply', async () => {
		const { messages, inboxes } = sandbox().state.sendook;
		Object.assign(messages[0], { fromInboxId: inboxes[1]._id });
		const [row] = await rows('message.reply', { ...inInbox, messageId: byId(first), text: 'Thank you' });
		expect(row).toMatchObject({ subject: 'Re: Where is my order?' });
	});
});

describe('recipients in all spellings', () => {
	test.each([
		'Anna <anna@example.com>, "Doe, Jane" <jane@example.com>; ANNA@example.com',
		'={{ ["anna@example.com", "jane@example.com, anna@example.com"] }}',
		'={{ JSON.stringify([{ name: "Anna", address: "anna@example.com" }, "jane@example.com"]) }}',
		'={{ ({ value: [{ address: "anna@example.com", name: "" }, { address: "jane@example.com" }] }) }}',
	])('%s', async (to) => {
		const all = ['anna@example.com', 'jane@example.com'];
		await rows('message.send', { ...mail, to });
		await rows('message.send', { ...mail, to: 'bob@example.com', additionalFields: { cc: to } });
		await rows('message.send', { ...mail, to: 'bob@example.com', additionalFields: { bcc: to } });
		expect(seen().map(({ body }) => body)).toMatchObject([{ to: all }, { cc: all }, { bcc: all }]);
	});

	test('whoever stands in several fields is mailed once', async () => {
		const [row] = await rows('message.send', { ...mail, to: 'anna@example.com', additionalFields: { cc: 'Anna@example.com', bcc: 'anna@example.com, bob@example.com' } });
		expect(row.to).toBe('anna@example.com, bob@example.com');
		expect(seen()[0].body).toMatchObject({ to: ['anna@example.com'], bcc: ['bob@example.com'] });
		expect(seen()[0].body).not.toHaveProperty('cc');
	});

	test('more than Amazon SES takes in one email are refused before anything is sent', async () => {
		const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@example.com`).join(', ');
		await rows('message.send', { ...mail, to: people(40), additionalFields: { cc: people(50) } });
		const fault = await refusal('message.send', { ...mail, to: people(40), additionalFields: { cc: people(51) } });
		expect(fault.message).toBe('To Email, CC and BCC: 51 recipients, but one email takes 50 [item 0]');
		expect(fault.description).toBe('Nothing was sent. Divide them among several items, which send an email each.');
	});

	test('labels that hold a comma are given as a list', async () => {
		await rows('message.send', { ...mail, additionalFields: { labels: '={{ ["a, b", "c"] }}' } });
		await rows('message.send', { ...mail, additionalFields: { labels: 'a, b' } });
		expect(seen().map(({ body }) => (body as IDataObject).labels)).toEqual([['a, b', 'c'], ['a', 'b']]);
	});
});

/** An expression that throws a TypeError, for which n8n gives undefined. (n8n itself refuses an empty field.) */
const nothing = '={{ $json.missing.value }}';

describe('refused before anything is sent', () => {
	const mailWith = (additionalFields: IDataObject) => ({ ...mail, additionalFields });

	test.each<[operation: string, parameters: IDataObject, message: string]>([
		['message.send', { ...mail, inbox: byId('support') }, 'Inbox: "support" is not an ID'],
		['message.send', { ...mail, inbox: byId(nothing) }, 'Inbox: is empty'],
		['message.send', { ...mail, to: 'anna@example' }, 'To Email: "anna@example" is not an email address'],
		['message.send', { ...mail, to: '={{ [] }}' }, 'To Email: is empty'],
		['message.send', { ...mail, subject: nothing }, 'Subject: is empty'],
		['message.send', { ...mail, subject: 'a\r\nBcc: eve@example.com' }, 'Subject: "a\\r\\nBcc: eve@example.com" has more than one line'],
		['message.send', { ...mail, text: nothing }, 'Text: is empty'],
		['message.send', { ...mail, emailFormat: 'html', html: nothing }, 'HTML: is empty'],
		['message.send', { ...mail, emailFormat: 'both', html: nothing }, 'HTML: is empty'],
		['message.send', { ...mail, emailFormat: '={{ "rich" }}', html: '<p>a</p>' }, 'Email Format: "rich" is not one of the choices'],
		['message.send', mailWith({ cc: 'carol' }), 'CC: "carol" is not an email address'],
		['message.send', mailWith({ bcc: 'dave@example.com, dave@' }), 'BCC: "dave@" is not an email address'],
		['message.send', mailWith({ labels: '={{ [{ a: 1 }] }}' }), 'Labels: is an object, not text'],
		['message.send', mailWith({ attachments: 'data, invoice' }), 'Attachment Field Name(s): this item has no binary field "data", "invoice"'],
		['message.send', mailWith({ largestEmail: '={{ "big" }}' }), 'Largest Email (MB): "big" is not a whole number of 1 to 40'],
		['message.send', mailWith({ largestEmail: '={{ 41 }}' }), 'Largest Email (MB): 41 is not a whole number of 1 to 40'],
		['message.reply', { ...inInbox, messageId: byId('..'), text: 'Hi' }, 'Message: ".." is not an ID'],
		['message.reply', { ...inInbox, messageId: byId(first), text: nothing }, 'Text: is empty'],
		['message.reply', { ...inInbox, messageId: byId(nothing), text: 'Hi' }, 'Message: is empty'],
		['message.get', { ...inInbox, messageId: byId('42') }, 'Message: "42" is not an ID'],
		['message.getMany', { ...inInbox, search: '(', useRegularExpression: true }, 'Search: "(" is not a regular expression: it has a ( without its )'],
		['message.getMany', { ...inInbox, search: '={{ ({ a: 1 }) }}' }, 'Search: is an object, not text'],
		['inbox.getMany', { limit: '={{ 0 }}' }, 'Limit: 0 is not a whole number of 1 or more'],
	])('%s %j', async (operation, parameters, message) => {
		const refused = await refusal(operation, parameters);
		expect(refused.message).toBe(`${message} [item 0]`);
		expect(refused.description).toMatch(/\.$/);
	});
});

test.each(['C:\\users', '\\p{L}', 'a{,2}', '[[:x:]]', '(?i)(*a)++'])('plain text with the signs of expressions is found as it is written: %s', async (words) => {
	sandbox().state.sendook.messages[0].subject = `About ${words} again`;
	const found = await rows('message.getMany', { inbox: byId('695b7c000000000000000064'), direction: 'all', search: words });
	expect(found).toMatchObject([{ subject: `About ${words} again` }]);
});
