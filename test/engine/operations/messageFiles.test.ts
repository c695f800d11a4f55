import https, { type RequestOptions } from 'node:https';
import { Readable, Writable } from 'node:stream';
import type { IDataObject } from 'n8n-workflow';
import { receive } from '../../trigger/contexts';
import { heymarketTrigger, messagePost } from '../../trigger/heymarketPosts';
import { run } from '../engine';
import { byId } from '../sandboxed';
import { useOperations } from './support';

/* The files of messages, of which Heymarket and Whippy give the addresses. No test reaches a public address: n8n's HTTP client answers itself. */

const heymarket = useOperations('heymarket');
const whippy = useOperations('whippy');

const address = 'https://files.example.com/table.jpg';
const wanted = { downloadAttachments: true, fileHosts: 'files.example.com' };

/** What was asked for at the host of the files. */
let asked: Array<{ host: unknown; path: unknown; headers: Record<string, unknown> }>;

/** Where the connection leads to. */
let remote: string;

/** What the host answers: a picture. */
function answer(options: RequestOptions, answered: (response: unknown) => void): Writable {
	asked.push({ host: options.hostname, path: options.path, headers: options.headers as Record<string, unknown> });
	const response = Object.assign(Readable.from([Buffer.from('a pic'), Buffer.from('ture')]), {
		statusCode: 200,
		headers: { 'content-type': 'image/jpeg' },
		rawHeaders: [],
	});
	setImmediate(() => answered(response));
	return Object.assign(new Writable({ autoDestroy: false, write: (_, __, done) => done() }), { setTimeout: () => undefined, socket: { remoteAddress: remote } });
}

beforeEach(() => {
	asked = [];
	remote = '203.0.114.7';
	jest.spyOn(https, 'request').mockImplementation(answer as never);
});

afterEach(() => jest.restoreAllMocks());

/** The first conversation of Heymarket that is with one person, and a message of it that has a file. */
function inHeymarket(): IDataObject {
	const { messages, conversations } = heymarket.sandbox().state.heymarket;
	const conversation = conversations.find(({ target, channel }) => channel === 'sms' && /^\d+$/.test(target))!;
	const message = messages.find(({ conversationId }) => conversationId === conversation.id)!;
	message.media = address;
	return { conversation: byId(String(conversation.id)), messageId: byId(String(message.id)) };
}

/** The first message of Whippy, with a file. */
function inWhippy(): IDataObject {
	const [message] = whippy.sandbox().state.whippy.messages;
	message!.attachments = [{ url: address, content_type: 'image/jpeg' }];
	return { conversation: byId(message!.conversation_id), messageId: byId(message!.id) };
}

describe.each([
	['heymarket', heymarket, inHeymarket],
	['whippy', whippy, inWhippy],
] as const)('%s: one message', (_, { items, scenario }, message) => {
	test('comes with its file, without a credential at the host of the file', async () => {
		const parameters = message();
		for (const simplify of [true, false]) {
			const [{ json, binary }, ...others] = await items('message.get', { ...parameters, ...wanted, simplify });
			expect(others).toEqual([]);
			expect(String(json.id)).toBe((parameters.messageId as IDataObject).value);
			expect(json).not.toHaveProperty('filesNotFetched');
			expect(binary).toMatchObject({ attachment_0: { fileName: 'table.jpg', mimeType: 'image/jpeg', data: Buffer.from('a picture').toString('base64') } });
		}
		expect(asked).toHaveLength(2);
		expect(asked[0]).toMatchObject({ host: 'files.example.com', path: '/table.jpg' });
		expect(asked[0]!.headers).toMatchObject({ 'Accept-Encoding': 'identity' });
		expect(JSON.stringify(asked[0]!.headers)).not.toMatch(/authorization|bearer|key/i);
	});

	test('of a host that is not named, nothing is fetched, and the item says so', async () => {
		const [{ json, binary }] = await items('message.get', { ...message(), ...wanted, fileHosts: 'other.example.com, example.com' });
		expect(json.filesNotFetched).toEqual([`${address} is at files.example.com, which is not among File Hosts`]);
		expect(binary).toBeUndefined();
		expect(asked).toEqual([]);
	});

	test('a name that leads into a private network is given up, as n8n tells where it leads', async () => {
		remote = '10.0.0.1';
		const [{ json, binary }] = await items('message.get', { ...message(), ...wanted });
		expect([json.filesNotFetched, binary]).toEqual([[`${address} leads into a private network`], undefined]);
	});

	test('nothing is fetched unless somebody wants it', async () => {
		const [{ json, binary }] = await items('message.get', { ...message(), downloadAttachments: false, fileHosts: 'files.example.com' });
		expect([binary, asked]).toEqual([undefined, []]);
		expect(json).not.toHaveProperty('filesNotFetched');
	});

	test('of another conversation it is not found, and that is said', async () => {
		const { messageId } = message();
		const { conversations } = { heymarket: heymarket.sandbox().state.heymarket, whippy: whippy.sandbox().state.whippy }[_];
		const other = conversations.find(({ id }) => String(id) !== String((message().conversation as IDataObject).value))!;
		const { data } = await run(scenario('message.get', { conversation: byId(String(other.id)), messageId, downloadAttachments: false }));
		expect(data.resultData.error!.message).toContain('Message: it is not among those of this conversation');
	});
});

test('the trigger gives the file of a message that came in', async () => {
	const { items } = await receive(heymarketTrigger(heymarket.sandbox(), wanted), { body: messagePost({ media: address }) });
	expect(items[0]).toMatchObject({ json: { mediaUrl: address }, binary: { attachment_0: { fileName: 'table.jpg', data: Buffer.from('a picture').toString('base64') } } });
	expect(items[0]!.json).not.toHaveProperty('filesNotFetched');
});
