import { download, downloadAll, type DownloadContext } from '../../../../nodes/shared/transport/download';
import { name, version } from '../../../../package.json';

/* What is fetched, by a stand-in for n8n's request helper: no test reaches a public address. */

interface Answered {
	status?: number;
	headers?: Record<string, string>;
	chunks?: Buffer[];
	remote?: string;
	/** Whether n8n knows no single statuses that count as errors, and gives the connection with the stream. */
	isOlder?: boolean;
}

function fetching({ status = 200, headers = { 'content-type': 'image/png; x=y' }, chunks = [Buffer.from('abc')], remote = '203.0.114.7', isOlder = false }: Answered = {}) {
	const asked: object[] = [];
	let destroyed = 0;
	let read = 0;
	const context = {
		helpers: {
			async httpRequest(options: object) {
				asked.push(options);
				async function* stream() {
					for (const chunk of chunks) {
						read += 1;
						yield chunk;
					}
				}
				const data = Object.assign(stream(), { destroy: () => (destroyed += 1) });
				if (isOlder) return { statusCode: status, headers, body: Object.assign(data, { socket: { remoteAddress: remote } }) };
				// As n8n gives a status that counts as an error.
				if (status === 200) throw Object.assign(new Error('Request failed with status code 200'), { response: { status, headers, data, request: { socket: { remoteAddress: remote ?? undefined } } } });
				return { statusCode: status, headers, body: data };
			},
			prepareBinaryData: async (data: Buffer, fileName: string, mimeType: string) => ({ data: data.toString(), fileName, mimeType }),
		},
	} as never as DownloadContext;
	return { context, asked, destroyed: () => destroyed, read: () => read };
}

const HOSTS = ['files.example.com'];

test('a file of an allowed host comes, with nothing of a credential', async () => {
	const { context, asked, destroyed } = fetching();
	expect(await download(context, 'https://files.example.com/a/b%20c.png?x=1', HOSTS)).toEqual({ file: { data: 'abc', fileName: 'b_20c.png', mimeType: 'image/png' } });
	expect(asked).toEqual([expect.objectContaining({ disableFollowRedirect: true, encoding: 'stream', headers: { 'Accept-Encoding': 'identity', 'User-Agent': `${name}/${version}` } })]);
	expect(JSON.stringify(asked)).not.toMatch(/auth|credential/i);
	expect(destroyed()).toBe(1);
});

test.each([
	['http://files.example.com/a.png', 'https'],
	['https://evil.example.com/a.png', 'File Hosts'],
	['https://files.example.com.evil.example/a.png', 'File Hosts'],
	['https://a.files.example.com/a.png', 'File Hosts'],
	['https://files.example.com:8443/a.png', 'File Hosts'],
	['https://user:pass@files.example.com/a.png', 'user name'],
	['https:\\\\files.example.com\\a.png', 'not a web address'],
	['file:///etc/passwd', 'not a web address'],
	['javascript:alert(1)', 'not a web address'],
	[{ href: 'https://files.example.com' }, 'not a web address'],
])('%s is not asked for', async (address, reason) => {
	const { context, asked } = fetching();
	expect(await download(context, address, HOSTS)).toEqual({ reason: expect.stringContaining(reason) as string });
	expect(asked).toEqual([]);
});

test.each(['127.0.0.1', 'localhost', 'metadata.google.internal', '[::1]', '10.0.0.1', '169.254.169.254'])('%s is not asked for even if somebody allows it', async (host) => {
	const { context, asked } = fetching();
	expect(await download(context, `https://${host}/a`, [host])).toEqual({ reason: 'leads into a private network' });
	expect(asked).toEqual([]);
});

test('an older n8n gives the connection with the stream', async () => {
	expect(await download(fetching({ isOlder: true }).context, 'https://files.example.com/a', HOSTS)).toMatchObject({ file: { data: 'abc' } });
	expect(await download(fetching({ isOlder: true, remote: '10.0.0.1' }).context, 'https://files.example.com/a', HOSTS)).toEqual({ reason: 'leads into a private network' });
});

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '::ffff:10.1.2.3', '169.254.169.254', '192.168.0.1', 'fd00::1'])('a name that leads to %s is given up before anything is read', async (remote) => {
	const { context, read, destroyed } = fetching({ remote });
	expect(await download(context, 'https://files.example.com/a', HOSTS)).toEqual({ reason: 'leads into a private network' });
	expect(read()).toBe(0);
	expect(destroyed()).toBe(1);
});

test('where n8n doesn’t tell where the connection leads, nothing is read', async () => {
	const { context, read } = fetching({ remote: null as never });
	const unknown = fetching({ isOlder: true });
	unknown.context.helpers.httpRequest = (async () => ({ statusCode: 200, headers: {}, body: (async function* () {})() })) as never;
	for (const one of [context, unknown.context]) expect(await download(one, 'https://files.example.com/a', HOSTS)).toEqual({ reason: 'could not be fetched: n8n does not tell where its connection leads' });
	expect(read()).toBe(0);
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
	expect(await download(fetching({ status }).context, 'https://files.example.com/a', HOSTS)).toEqual({ reason: expect.stringContaining('not followed') as string });
});

test('what is too large is given up: as it says itself, or as it is counted', async () => {
	const said = fetching({ headers: { 'content-length': '1000' } });
	expect(await download(said.context, 'https://files.example.com/a', HOSTS, { largest: 999 })).toEqual({ reason: 'is larger than 25 MB' });
	expect(said.read()).toBe(0);
	const counted = fetching({ headers: {}, chunks: Array.from({ length: 50 }, () => Buffer.alloc(100)) });
	expect(await download(counted.context, 'https://files.example.com/a', HOSTS, { largest: 999 })).toEqual({ reason: 'is larger than 25 MB' });
	expect(counted.read()).toBe(10);
	expect(counted.destroyed()).toBe(1);
});

test('another status, or a connection that breaks, is said', async () => {
	expect(await download(fetching({ status: 404 }).context, 'https://files.example.com/a', HOSTS)).toEqual({ reason: 'was answered with status 404' });
	const { context } = fetching();
	context.helpers.httpRequest = (async () => await Promise.reject(new Error('socket hang up'))) as never;
	expect(await download(context, 'https://files.example.com/a', HOSTS)).toEqual({ reason: 'could not be fetched: socket hang up' });
});

test('of many files the first ten are fetched, and what is missing is named', async () => {
	const { context, asked } = fetching();
	const addresses = Array.from({ length: 12 }, (_, index) => `https://files.example.com/${index}.png`);
	const { binary, missing } = await downloadAll(context, ['https://evil.example.com/a', ...addresses], ' Files.Example.com , ');
	expect(Object.keys(binary)).toEqual(Array.from({ length: 9 }, (_, index) => `attachment_${index}`));
	expect(asked).toHaveLength(9);
	expect(missing).toEqual([
		'https://evil.example.com/a is at evil.example.com, which is not among File Hosts',
		...[9, 10, 11].map((index) => `https://files.example.com/${index}.png is not among the first 10`),
	]);
});

test('a canceled execution ends the request', async () => {
	const { context, asked } = fetching();
	const canceling = new AbortController();
	let ends: AbortSignal | undefined;
	context.helpers.httpRequest = (async (options: { abortSignal: AbortSignal }) => {
		asked.push(options);
		ends = options.abortSignal;
		canceling.abort();
		return await new Promise((_, reject) => (ends!.aborted ? reject(new Error('canceled')) : ends!.addEventListener('abort', () => reject(new Error('canceled')))));
	}) as never;
	const { missing } = await downloadAll(context, ['https://files.example.com/a.png'], 'files.example.com', canceling.signal);
	expect(ends!.aborted).toBe(true);
	expect(missing).toEqual([expect.stringContaining('cancel') as string]);
});

test('a file that comes byte by byte is given up', async () => {
	const { context } = fetching();
	let ends: AbortSignal | undefined;
	context.helpers.httpRequest = (async ({ abortSignal }: { abortSignal: AbortSignal }) => {
		ends = abortSignal;
		async function* endless() {
			for (;;) yield await new Promise<Buffer>((resolve) => setTimeout(() => resolve(Buffer.alloc(1)), 5).unref());
		}
		throw Object.assign(new Error('200'), { response: { status: 200, headers: {}, data: Object.assign(endless(), { destroy: () => undefined }), request: { socket: { remoteAddress: '203.0.114.7' } } } });
	}) as never;
	expect(await download(context, 'https://files.example.com/a', HOSTS, { longestMs: 50 })).toEqual({ reason: 'took longer than a minute' });
	expect(ends!.aborted).toBe(true);
});
