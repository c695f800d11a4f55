import { rm } from 'node:fs/promises';
import { BinaryDataService } from 'n8n-core';
import { NodeConnectionTypes, type IBinaryData, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { attaching, MB, withFile } from './attaching';
import { throughEngine2 } from './doors/otherCallers';
import { nodeOf, run } from './engine';
import { bytesOf, inMemory, onDisk, placeOf } from './files';
import { useSandbox } from './sandboxed';
import { accepted, endOf, requested } from './sends';

const sandbox = useSandbox();
const { mails, attached } = attaching(sandbox);

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
