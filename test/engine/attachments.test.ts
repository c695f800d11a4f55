import { appendFile, rm, truncate } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BinaryDataService } from 'n8n-core';
import { NodeConnectionTypes, type IBinaryData, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { throughEngine2 } from './doors/otherCallers';
import { nodeOf, run, start, type Scenario } from './engine';
import { bytesOf, inMemory, onDisk, placeOf } from './files';
import { closeAtEnd, oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, failures, mail, requested, until } from './sends';

const sandbox = useSandbox();
const MB = 1_048_576;

/** Mails to different people, sent one after another, with the files of the named fields. */
function mails(items: INodeExecutionData[], attachments = 'data', more: IDataObject = {}, settings?: IDataObject): Scenario {
	const { additionalFields, ...others } = more;
	const parameters = {
		...mail(sandbox()),
		subject: '={{ "Mail " + $itemIndex }}',
		to: '={{ "someone" + $itemIndex + "@example.com" }}',
		additionalFields: { attachments, ...(additionalFields as IDataObject) },
		delivery: { maxParallelRequests: 1 },
		...others,
	};
	return oneNode(sandbox(), 'sendook', parameters, { items, settings });
}

const withFile = (data: IBinaryData): INodeExecutionData => ({ json: {}, binary: { data } });
const attached = () => sandbox().state.sendook.messages.slice(5).map(({ attachments }) => attachments);

afterEach(() => jest.restoreAllMocks());

describe('before the first mail leaves', () => {
	it('every item with a missing file is named, and no file is read', async () => {
		const items: INodeExecutionData[] = [withFile(await onDisk(bytesOf(3))), { json: {}, binary: { picture: inMemory(bytesOf(3)) } }];
		const read = jest.spyOn(BinaryDataService.prototype, 'getAsStream');
		expect(endOf(await run(mails(items)))).toEqual({
			message: 'Attachment Field Name(s): this item has no binary field "data" [item 1]',
			description: 'Nothing was sent. It has: "picture".',
			item: 1,
		});
		expect(requested(sandbox())).toEqual([]);
		expect(read).not.toHaveBeenCalled();
	});

	it.each<[string, Partial<IBinaryData>, string]>([
		['a name that would be a header of its own', { fileName: 'a\r\nBcc: eve@example.com.txt' }, 'File Name "a\\r\\nBcc: eve@example.com.txt" has more than one line'],
		['a name that would end before its end', { fileName: 'a.exe\0.txt' }, 'File Name "a.exe\\u{0}.txt" holds the character NUL'],
		['a type of two lines', { mimeType: 'text/plain\nX: y' }, 'Mime Type "text/plain\\nX: y" has more than one line'],
		['a name that is none', { fileName: { a: 1 } as never }, 'File Name is an object, not text'],
	])('%s is refused', async (_, changed, fault) => {
		const items = [{}, changed].map((each) => withFile({ ...inMemory(bytesOf(3), 'a.pdf'), ...each }));
		expect(endOf(await run(mails(items)))).toEqual({
			message: `Attachment Field Name(s): in binary field "data", the ${fault} [item 1]`,
			description: expect.stringMatching(/^Nothing was sent\. .*The node that made the file set it\.$/) as string,
			item: 1,
		});
		expect(requested(sandbox())).toEqual([]);
	});

	it('an item whose file n8n has deleted is named', async () => {
		const gone = await onDisk(bytesOf(3));
		await rm(`${placeOf(gone)}.metadata`);
		const items = [withFile(await onDisk(bytesOf(3))), withFile(gone)];
		expect(endOf(await run(mails(items)))).toEqual({
			message: expect.stringMatching(/^Attachment Field Name\(s\): the file in "data" can’t be read \(.+\) \[item 1\]$/) as string,
			description: expect.stringMatching(/^Nothing was sent\. n8n may have deleted it/) as string,
			item: 1,
		});
		expect(requested(sandbox())).toEqual([]);
	});

	it.each([
		['on disk', onDisk],
		['in memory', async (content: Buffer, name?: string) => inMemory(content, name)],
	])('the message about a file %s that is too large has its size and the limit', async (_, stored) => {
		const items = [withFile(await stored(bytesOf(7 * MB), 'fits.pdf')), withFile(await stored(bytesOf(7.5 * MB), 'offer.pdf'))];
		expect(endOf(await run(mails(items)))).toEqual({
			message: 'Attachment Field Name(s): "offer.pdf" (binary field "data") has 7.5 MB, and 7.3 MB fit [item 1]',
			description:
				'Nothing was sent. The mail service behind Sendook takes emails of 10 MB. Files take up a third more room there than on disk. ' +
				'Send smaller ones, or links to them. If its quota was raised, give it as Largest Email (MB) under Additional Fields.',
			item: 1,
		});
		expect(requested(sandbox())).toEqual([]);
	});

	it('the sizes of all files of a mail are added up, and so are those of its texts', async () => {
		const three: INodeExecutionData = { json: {}, binary: { data: await onDisk(bytesOf(3 * MB), 'a.pdf'), more: inMemory(bytesOf(4 * MB)) } };
		expect(endOf(await run(mails([three], 'data, more')))).toBeUndefined();
		sandbox().reset();
		const parameters = { emailFormat: 'html', html: '={{ "<p>" + "ä".repeat(300000) }}' };
		expect(endOf(await run(mails([three], 'data, more', parameters)))?.message).toBe(
			'Attachment Field Name(s): "a.pdf" (binary field "data") has 3 MB; the file in binary field "more" has 4 MB; 7 MB together, and 6.4 MB fit [item 0]',
		);
		expect(requested(sandbox())).toEqual([]);
	});

	it.each(['send', 'reply'])('texts alone can be too large (%s)', async (operation) => {
		const messageId = { __rl: true, mode: 'id', value: sandbox().state.sendook.messages[0]._id };
		const parameters = { operation, messageId, emailFormat: 'both', html: '={{ "x".repeat(11000000) }}' };
		const end = endOf(await run(mails([{ json: {} }], '', parameters)));
		expect(end?.message).toBe('Text, HTML: together they have 10.5 MB, and 10 MB fit [item 0]');
		expect(end?.description).toMatch(/^Nothing was sent\. The mail service behind Sendook takes emails of 10 MB\./);
		expect(requested(sandbox())).toEqual([]);
	});

	it('the size that the person gave for the mail service counts, up to Sendook’s own limit', async () => {
		sandbox().state.sendook.longestMail = 40 * MB;
		const largest = (largestEmail: number) => ({ additionalFields: { largestEmail } });
		const eleven = [withFile(await onDisk(bytesOf(11 * MB), 'a.pdf'))];
		expect(endOf(await run(mails(eleven, 'data', largest(15))))?.message).toMatch(/"a\.pdf" .* has 11 MB, and 10\.9 MB fit/);
		expect(endOf(await run(mails(eleven, 'data', largest(40))))).toBeUndefined();
		const record = endOf(await run(mails([withFile(await onDisk(bytesOf(13 * MB), 'a.pdf'))], 'data', largest(40))));
		expect(record?.message).toMatch(/has 13 MB, and 11\.9 MB fit/);
		expect(record?.description).toMatch(/Sendook keeps each message in a record of 16 MB/);
		// Every quotation mark is two characters of JSON.
		const quotes = { ...largest(40), emailFormat: 'both', html: '={{ "\\"".repeat(11000000) }}' };
		const request = endOf(await run(mails([{ json: {} }], '', quotes)));
		expect(request?.message).toBe('Text, HTML: together they have 21 MB, and 20 MB fit [item 0]');
		expect(request?.description).toMatch(/Sendook takes requests of 20 MB/);
		expect(accepted(sandbox())).toEqual(['Mail 0']);
	});

	it.each([
		['beside the JSON', 'separate', 'data'],
		['within the JSON', 'combined', '_files.data'],
	] as const)('files are found %s of an item', async (_, binaryMode, name) => {
		const held = async (content: Buffer): Promise<INodeExecutionData> => {
			const data = await onDisk(content, 'a.pdf');
			return binaryMode === 'separate' ? withFile(data) : { json: { _files: { data } as never } };
		};
		const small = bytesOf(20_000);
		expect(endOf(await run({ ...mails([await held(small)], name), binaryMode }))).toBeUndefined();
		expect(attached()).toEqual([[expect.objectContaining({ name: 'a.pdf', content: small.toString('base64') })]]);
		const large = endOf(await run({ ...mails([await held(bytesOf(8 * MB))], name), binaryMode }));
		expect(large?.message).toBe(`Attachment Field Name(s): "a.pdf" (binary field "${name}") has 8 MB, and 7.3 MB fit [item 0]`);
		const missing = endOf(await run({ ...mails([await held(small)], 'picture'), binaryMode }));
		expect(missing?.description).toBe(`Nothing was sent. It has: "${name}".`);
	});
});

describe('files that an expression gives', () => {
	const words = Buffer.from('Invoice 42');
	const stores: Array<[string, (content: Buffer, name?: string) => Promise<IBinaryData>]> = [
		['on disk', onDisk],
		['in memory', async (content, name) => inMemory(content, name)],
	];

	describe.each(stores)('%s', (_, stored) => {
		it.each(['={{ $binary.data }}', '={{ [$binary.data] }}'])(
			'%s is attached, with its name',
			async (attachments) => {
				const items = [withFile(await stored(words, 'a.pdf')), withFile(await stored(Buffer.from('Other'), 'b.pdf'))];
				expect(endOf(await run(mails(items, attachments)))).toBeUndefined();
				expect(attached()).toEqual([
					[expect.objectContaining({ name: 'a.pdf', content: words.toString('base64'), contentType: 'application/pdf' })],
					[expect.objectContaining({ name: 'b.pdf', content: Buffer.from('Other').toString('base64') })],
				]);
			},
		);

		it('two of an item are told apart', async () => {
			const binary = { data: await stored(words, 'a.pdf'), more: await stored(Buffer.from('Other'), 'b.pdf') };
			expect(endOf(await run(mails([{ json: {}, binary }], '={{ [$binary.more, $binary.data] }}')))).toBeUndefined();
			expect(attached()[0].map(({ name, content }) => [name, content])).toEqual([
				['b.pdf', Buffer.from('Other').toString('base64')],
				['a.pdf', words.toString('base64')],
			]);
		});

		it('the call of one item, by RoutingNode, attaches it too', async () => {
			const scenario = mails([withFile(await stored(words, 'a.pdf'))], '={{ $binary.data }}');
			expect(await throughEngine2(scenario)).toHaveLength(1);
			expect(attached()).toEqual([[expect.objectContaining({ name: 'a.pdf', content: words.toString('base64') })]]);
		});
	});

	it('of two that are alike, the one that is meant can’t be known, so neither leaves', async () => {
		const alike = (content: string) => ({ ...inMemory(Buffer.from(content), 'photo.jpg'), fileSize: '4 B' });
		const items: INodeExecutionData[] = [{ json: {}, binary: { first: alike('AAAA'), second: alike('BBBB') } }];
		expect(endOf(await run(mails(items, '={{ $binary.second }}')))).toEqual({
			message: 'Attachment Field Name(s): "photo.jpg" may be any of the binary fields "first", "second" [item 0]',
			description: 'Nothing was sent. Give the names of the binary fields instead, separated by commas.',
			item: 0,
		});
		expect(requested(sandbox())).toEqual([]);
		expect(endOf(await run(mails(items, 'second')))).toBeUndefined();
		expect(attached()).toEqual([[expect.objectContaining({ content: Buffer.from('BBBB').toString('base64') })]]);
	});

	it('two that are alike in all, content too, are one file', async () => {
		const same = inMemory(words, 'a.pdf');
		expect(endOf(await run(mails([{ json: {}, binary: { data: same, more: { ...same } } }], '={{ $binary.more }}')))).toBeUndefined();
		expect(attached()).toEqual([[expect.objectContaining({ name: 'a.pdf', content: words.toString('base64') })]]);
	});

	it.each<[string, (id: string | undefined) => IDataObject]>([
		['in the body of a webhook', (id) => ({ body: { file: { mimeType: 'application/pdf', fileName: 'a.pdf', id, data: 'filesystem-v2' } } })],
		['with a content of its own too', (id) => ({ body: { file: { mimeType: 'application/pdf', id, data: words.toString('base64') } } })],
		['as the files within a body', (id) => ({ body: { _files: { data: { mimeType: 'application/pdf', id, data: '' } }, file: { mimeType: 'a/b', id } } })],
	])('one of another execution, which a stranger describes %s, does not leave', async (_, json) => {
		const { id } = await onDisk(words, 'secret.pdf');
		const read = jest.spyOn(BinaryDataService.prototype, 'getAsStream');
		const items = [withFile(await onDisk(words, 'own.pdf')), { json: json(id) }];
		const end = endOf(await run(mails(items, '={{ $json.body?.file ?? "data" }}')));
		expect(end?.message).toMatch(/^Attachment Field Name\(s\): ".+" is not a file of this execution \[item 1\]$/);
		expect(end?.description).toMatch(/^Nothing was sent\. Only files that a node of this execution gave/);
		expect(requested(sandbox())).toEqual([]);
		expect(read).not.toHaveBeenCalled();
		const [[refused]] = await throughEngine2(mails(items.slice(1), '={{ $json.body.file }}'));
		expect(refused.json.reason).toMatch('is not a file of this execution');
		expect(requested(sandbox())).toEqual([]);
	});

	it.each([
		['separate', '={{ $("Trigger").first().binary.data }}'],
		['combined', 'moved'],
		['combined', '={{ $json.moved }}'],
	] as const)('one that an earlier node gave (%s: %s) is attached', async (binaryMode, attachments) => {
		const data = await onDisk(words, 'a.pdf');
		const item: INodeExecutionData = binaryMode === 'separate' ? withFile(data) : { json: { _files: { data } as never } };
		const { nodes, ...scenario } = mails([item], attachments);
		const moving = nodeOf('moving', [NodeConnectionTypes.Main], async () => [[{ json: binaryMode === 'separate' ? {} : { moved: data as never }, pairedItem: 0 }]]);
		const passed = { ...scenario, binaryMode, testNodes: { ...scenario.testNodes, moving }, nodes: [{ name: 'Moving', type: 'moving' }, ...nodes] };
		expect(endOf(await run(passed))).toBeUndefined();
		expect(attached()).toEqual([[expect.objectContaining({ name: 'a.pdf', content: words.toString('base64') })]]);
	});

	it('one whose content is within the object is attached, whoever described it', async () => {
		const items = [{ json: { body: { file: { ...inMemory(words, 'a.pdf') } as never } } }];
		expect(endOf(await run(mails(items, '={{ $json.body.file }}')))).toBeUndefined();
		expect(attached()).toEqual([[expect.objectContaining({ name: 'a.pdf', content: words.toString('base64') })]]);
	});

	it('one that is no file is refused by the field', async () => {
		const end = endOf(await run(mails([withFile(await onDisk(words, 'a.pdf'))], '={{ ({ name: "a.pdf" }) }}')));
		expect(end?.message).toBe('Attachment Field Name(s): an object is not a file [item 0]');
		expect(requested(sandbox())).toEqual([]);
	});
});

describe('while it is sent', () => {
	it('a mail may hold files without a name', async () => {
		const items = ['', undefined].map((fileName) => withFile({ ...inMemory(bytesOf(3)), fileName }));
		expect(endOf(await run(mails(items)))).toBeUndefined();
		expect(accepted(sandbox())).toHaveLength(2);
	});

	it('a file is opened when its item’s turn comes, not before', async () => {
		const contents = [1, 2, 3].map((count) => bytesOf(count * 10_000));
		const items = await Promise.all(contents.map(async (content, index) => withFile(await onDisk(content, `${index}.pdf`))));
		const sentBefore: number[] = [];
		const getAsStream = BinaryDataService.prototype.getAsStream;
		jest.spyOn(BinaryDataService.prototype, 'getAsStream').mockImplementation(async function (this: BinaryDataService, ...all) {
			sentBefore.push(accepted(sandbox()).length);
			return await getAsStream.apply(this, all);
		});
		expect(endOf(await run(mails(items)))).toBeUndefined();
		expect(sentBefore).toEqual([0, 1, 2]);
		expect(attached()).toEqual(
			contents.map((content, index) => [
				expect.objectContaining({ content: content.toString('base64'), name: `${index}.pdf`, contentType: 'application/pdf' }),
			]),
		);
	});

	it.each([
		['a key that is refused once', { type: 'unauthorized' }],
		['a limit', { type: 'throttle', milliseconds: 1 }],
	] as const)('files are read anew for the try after %s', async (_, fault) => {
		const content = bytesOf(100_001);
		sandbox().faults.add({ provider: 'sendook', fault });
		const items = [{ json: {}, binary: { data: await onDisk(content), more: inMemory(content) } }];
		expect(endOf(await run(mails(items, 'data, more')))).toBeUndefined();
		expect(requested(sandbox())).toHaveLength(2);
		expect(attached()[0].map((one) => one.content)).toEqual([content, content].map((one) => one.toString('base64')));
	});

	it('if a file can’t be opened any more, only its own mail is not sent', async () => {
		const files = await Promise.all([0, 1, 2].map(async (index) => await onDisk(bytesOf(30_000), `${index}.pdf`)));
		// n8n still has the metadata of the file.
		await rm(placeOf(files[1]));
		const items = files.map((data) => ({ json: {}, binary: { data: inMemory(bytesOf(30_000)), last: data } }));
		const going = await run(mails(items, 'data, last', {}, { onError: 'continueErrorOutput' }));
		expect(accepted(sandbox())).toEqual(['Mail 0', 'Mail 2']);
		expect(requested(sandbox())).toHaveLength(2);
		expect(failures(going)).toEqual({
			1: expect.objectContaining({
				code: 'invalid_input',
				outcome: 'not_sent',
				message: expect.stringContaining('Attachment Field Name(s): the file in "last" can’t be read') as string,
			}) as object,
		});
		sandbox().reset();
		const end = endOf(await run(mails(items, 'data, last')));
		expect(end).toMatchObject({ item: 1, description: expect.stringMatching(/Sent: item 0 \(ids \w+\)\. Not sent: items 1-2\./) as string });
		expect(accepted(sandbox())).toEqual(['Mail 0']);
	});

	it.each<[string, (file: string) => Promise<void>]>([
		['shorter', async (file) => await truncate(file, 40_000)],
		['longer', async (file) => await appendFile(file, 'more')],
	])('a mail whose file became %s since n8n stored it has an unknown outcome, and is not sent again', async (_, change) => {
		const changed = await onDisk(bytesOf(50_000), 'a.pdf');
		await change(placeOf(changed));
		const items = [withFile(changed), withFile(await onDisk(bytesOf(3)))];
		const going = await run(mails(items, 'data', {}, { onError: 'continueErrorOutput' }));
		expect(failures(going)).toEqual({
			0: expect.objectContaining({
				code: 'outcome_unknown',
				outcome: 'unknown',
				message: expect.stringContaining('"a.pdf" (binary field "data") could not be read to its end while it was on its way') as string,
			}) as object,
		});
		expect(accepted(sandbox())).toEqual(['Mail 1']);
		expect(requested(sandbox())).toHaveLength(2);
	});
});

/** Starts a test's own server, to be used instead of Sendook. @returns its address */
async function listening(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function sentTo(baseUrl: string, scenario: Scenario): Scenario {
	const sendookApi = { ...scenario.credentials.sendookApi, baseUrl };
	return { ...scenario, credentials: { sendookApi } };
}

it('the streamed body equals the same JSON made at once, and Content-Length is its length', async () => {
	const seen: Array<{ headers: IncomingMessage['headers']; raw: string }> = [];
	const baseUrl = await listening(
		createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				seen.push({ headers: request.headers, raw: Buffer.concat(chunks).toString() });
				response.setHeader('Content-Type', 'application/json').end('{"_id":"1"}');
			});
		}),
	);
	const sizes = [1, 2, 3, 12_287, 12_288, 12_289, 24_576, 40_000];
	const pairs = sizes.map((size, index) => [bytesOf(size), bytesOf(sizes[sizes.length - 1 - index])]);
	const items = await Promise.all(
		pairs.map(async ([one, other]) => ({ json: {}, binary: { data: await onDisk(one, 'für "dich" 👋.pdf'), more: inMemory(other) } })),
	);
	expect(endOf(await run(sentTo(baseUrl, mails(items, 'data, more'))))).toBeUndefined();
	for (const [index, [one, other]] of pairs.entries()) {
		const { headers, raw } = seen[index];
		const expected = JSON.stringify({
			...(JSON.parse(raw) as IDataObject),
			attachments: [
				{ content: one.toString('base64'), name: 'für "dich" 👋.pdf', contentType: 'application/pdf' },
				{ content: other.toString('base64'), contentType: 'application/pdf' },
			],
		});
		expect(raw === expected).toBe(true);
		expect(headers).toMatchObject({ 'content-length': String(Buffer.byteLength(raw)), 'content-type': 'application/json' });
		expect(headers).not.toHaveProperty('transfer-encoding');
	}
	expect(seen).toHaveLength(sizes.length);
});

it('line breaks in base64, which a node may make, are not sent', async () => {
	const content = bytesOf(50_000);
	const data = content.toString('base64').replace(/.{76}/g, '$&\r\n');
	expect(endOf(await run(mails([withFile({ ...inMemory(content), data })])))).toBeUndefined();
	expect(attached()[0][0].content === content.toString('base64')).toBe(true);
});

it('a file is read no faster than the server reads it, and closed when the execution is canceled', async () => {
	const opened: Array<{ bytesRead: number; destroyed: boolean }> = [];
	const getAsStream = BinaryDataService.prototype.getAsStream;
	jest.spyOn(BinaryDataService.prototype, 'getAsStream').mockImplementation(async function (this: BinaryDataService, ...all) {
		const stream = await getAsStream.apply(this, all);
		opened.push(stream as never);
		return stream;
	});
	let arrived = 0;
	const baseUrl = await listening(
		createServer((request) => {
			arrived += 1;
			request.pause();
		}),
	);
	const large = { additionalFields: { largestEmail: 40 } };
	const execution = await start(sentTo(baseUrl, mails([withFile(await onDisk(bytesOf(11 * MB)))], 'data', large)));
	await until(() => arrived > 0);
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect(opened.map(({ bytesRead, destroyed }) => [bytesRead < 8 * MB, destroyed])).toEqual([[true, false]]);
	execution.cancel();
	await execution.finished;
	await until(() => opened[0].destroyed);
	expect(opened.map(({ destroyed }) => destroyed)).toEqual([true]);
});

it('an answer that comes before the whole body was read counts, and the file is closed', async () => {
	const opened: Array<{ destroyed: boolean }> = [];
	const getAsStream = BinaryDataService.prototype.getAsStream;
	jest.spyOn(BinaryDataService.prototype, 'getAsStream').mockImplementation(async function (this: BinaryDataService, ...all) {
		const stream = await getAsStream.apply(this, all);
		opened.push(stream);
		return stream;
	});
	const baseUrl = await listening(
		createServer((_request, response) => {
			response.writeHead(413, { 'Content-Type': 'text/html' }).end('<pre>too large</pre>');
		}),
	);
	const end = endOf(await run(sentTo(baseUrl, mails([withFile(await onDisk(bytesOf(7 * MB)))]))));
	expect(end?.message).toBe('Sendook refused this message: status 413 [item 0]');
	expect(opened.map(({ destroyed }) => destroyed)).toEqual([true]);
});

it.each([
	['in memory', async () => inMemory(Buffer.alloc(0), 'a.pdf')],
	['on disk', async () => await onDisk(Buffer.alloc(0), 'a.pdf')],
])('an empty file, %s, is refused before anything is sent', async (_where, file) => {
	const full = { json: { to: 'anna@example.com', subject: 'A' }, binary: { data: inMemory(Buffer.from('x'), 'b.pdf') } };
	const items = [full, { json: { to: 'bob@example.com', subject: 'B' }, binary: { data: await file() } }];
	const parameters = { ...mail(sandbox()), additionalFields: { attachments: 'data' } };
	expect(endOf(await run(oneNode(sandbox(), 'sendook', parameters, { items })))).toMatchObject({
		item: 1,
		message: 'Attachment Field Name(s): "a.pdf" (binary field "data") is empty [item 1]',
	});
	expect(requested(sandbox())).toEqual([]);
});

it('a name that all objects inherit is not taken for a binary field', async () => {
	const items = [{ json: { to: 'anna@example.com', subject: 'A' }, binary: { data: inMemory(Buffer.from('x')) } }];
	const parameters = { ...mail(sandbox()), additionalFields: { attachments: '__proto__' } };
	expect(endOf(await run(oneNode(sandbox(), 'sendook', parameters, { items })))?.message).toBe(
		'Attachment Field Name(s): this item has no binary field "__proto__" [item 0]',
	);
});
