import { base64Length, StreamedBody, type BodyFile } from '../../../../nodes/shared/transport/streamedBody';
import { bytesOf } from '../../../engine/files';

/** A file that a storage gives in chunks of a certain length. */
function file(content: Buffer, chunkLength: number): BodyFile {
	return {
		size: content.length,
		words: 'a file',
		unreadable: () => ({ code: 'invalid_input', outcome: 'not_sent', message: 'unreadable' }),
		async open() {
			async function* chunks() {
				for (let from = 0; from < content.length; from += chunkLength) yield content.subarray(from, from + chunkLength);
			}
			return { chunks: chunks(), close() {} };
		},
	};
}

async function sent(body: StreamedBody): Promise<{ text: string; size: number }> {
	const opened = await body.open();
	if ('failure' in opened) throw new Error(opened.failure.message);
	const pieces: Uint8Array[] = [];
	for await (const piece of opened.good.blob.stream()) pieces.push(piece as Uint8Array);
	return { text: Buffer.concat(pieces).toString(), size: opened.good.blob.size };
}

const most = 40_000;
const boundaries = [0, 1, 2, 3].flatMap((count) => [-3, -2, -1, 0, 1, 2, 3].map((near) => count * 12_288 + near));
const everywhere = Array.from({ length: Math.ceil(most / 331) }, (_, step) => step * 331);
const sizes = [...new Set([...boundaries, ...everywhere, most])].filter((size) => size >= 0 && size <= most);

test.each([1_000, 12_288, 16_384, 65_536])('files of several lengths, in chunks of %i bytes, are in the body as base64', async (chunkLength) => {
	const content = bytesOf(most);
	const wrong: number[] = [];
	for (const [index, size] of sizes.entries()) {
		const files = [content.subarray(0, size), content.subarray(0, sizes[(index * 7) % sizes.length])];
		const body = new StreamedBody(['{"ä👋":["', '","', '"]}'], files.map((each) => file(each, chunkLength)));
		const expected = JSON.stringify({ 'ä👋': files.map((each) => each.toString('base64')) });
		const { text, size: announced } = await sent(body);
		if (text !== expected || announced !== Buffer.byteLength(expected) || body.length !== announced) wrong.push(size);
	}
	expect(wrong).toEqual([]);
});

test('chunks of a single byte give the same body', async () => {
	const content = bytesOf(1_000);
	expect((await sent(new StreamedBody(['', ''], [file(content, 1)]))).text).toBe(content.toString('base64'));
});

test('no piece is longer than 16 kB, even if the chunks of the storage are', async () => {
	const opened = await new StreamedBody(['', ''], [file(bytesOf(200_000), 200_000)]).open();
	if ('failure' in opened) throw new Error(opened.failure.message);
	const lengths: number[] = [];
	for await (const piece of opened.good.blob.stream()) lengths.push((piece as Uint8Array).length);
	expect(Math.max(...lengths)).toBe(base64Length(12_288));
});

test('if a file doesn’t exist any more, the body is not sent, and files that were opened before are closed', async () => {
	const good = file(bytesOf(10), 10);
	const closed = jest.fn();
	const held: BodyFile = { ...good, open: async () => ({ ...(await good.open()), close: closed }) };
	const gone: BodyFile = {
		...good,
		open: async () => {
			throw new Error('gone');
		},
	};
	expect(await new StreamedBody(['', '', ''], [held, gone]).open()).toEqual({ failure: gone.unreadable(undefined) });
	expect(closed).toHaveBeenCalledTimes(1);
});

test.each([
	['longer', 9],
	['shorter', 11],
])('a body breaks off if a file is %s than expected, since Content-Length was made of the expected length', async (_case, size) => {
	const opened = await new StreamedBody(['', ''], [{ ...file(bytesOf(10), 4), size }]).open();
	if ('failure' in opened) throw new Error(opened.failure.message);
	const { blob } = opened.good;
	await expect(async () => {
		for await (const piece of blob.stream()) expect(piece).toBeDefined();
	}).rejects.toThrow('The file has become');
	expect(opened.good.brokenBy).toContain('a file could not be read to its end');
});

test('a body breaks off if a file can’t be read on, and the reason names the file', async () => {
	const good = file(bytesOf(10), 4);
	const broken: BodyFile = {
		...good,
		async open() {
			async function* chunks() {
				yield bytesOf(4);
				throw new Error('gone');
			}
			return { chunks: chunks(), close() {} };
		},
	};
	const opened = await new StreamedBody(['', ''], [broken]).open();
	if ('failure' in opened) throw new Error(opened.failure.message);
	await expect(async () => {
		for await (const piece of opened.good.blob.stream()) expect(piece).toBeDefined();
	}).rejects.toThrow('gone');
	expect(opened.good.brokenBy).toContain('a file could not be read to its end');
});
