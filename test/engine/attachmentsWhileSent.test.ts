import { appendFile, rm, truncate } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BinaryDataService } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import { attaching, MB, noteOpenedFiles, withFile } from './attaching';
import { run, start, type Scenario } from './engine';
import { bytesOf, inMemory, onDisk, placeOf } from './files';
import { closeAtEnd, oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, failures, mail, requested, until } from './sends';

const sandbox = useSandbox();
const { mails, attached } = attaching(sandbox);

afterEach(() => jest.restoreAllMocks());

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
	const opened = noteOpenedFiles();
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
