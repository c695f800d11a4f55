import { download, type DownloadContext } from '../../nodes/shared/trigger/inboundFile';
import { name, version } from '../../package.json';

/* What is fetched, by a stand-in for n8n's request helper: no test reaches a public address. */

interface Answered {
	status?: number;
	headers?: Record<string, string>;
	chunks?: Buffer[];
	remote?: string;
}

function fetching({ status = 200, headers = { 'content-type': 'image/png; x=y' }, chunks = [Buffer.from('abc')], remote = '203.0.114.7' }: Answered = {}) {
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
				return { statusCode: status, headers, body: Object.assign(stream(), { socket: { remoteAddress: remote }, destroy: () => (destroyed += 1) }) };
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
	expect(asked).toEqual([expect.objectContaining({ disableFollowRedirect: true, encoding: 'stream' })]);
	expect(asked).toEqual([expect.objectContaining({ headers: { 'User-Agent': `${name}/${version}` } })]);
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

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '::ffff:10.1.2.3', '169.254.169.254', '192.168.0.1', 'fd00::1', undefined])('a name that leads to %s is given up before anything is read', async (remote) => {
	const { context, read, destroyed } = fetching({ remote: remote as string });
	if (remote === undefined) context.helpers.httpRequest = (async () => ({ statusCode: 200, headers: {}, body: (async function* () {})() })) as never;
	expect(await download(context, 'https://files.example.com/a', HOSTS)).toEqual({ reason: 'leads into a private network' });
	expect(read()).toBe(0);
	if (remote !== undefined) expect(destroyed()).toBe(1);
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
	expect(await download(fetching({ status }).context, 'https://files.example.com/a', HOSTS)).toEqual({ reason: expect.stringContaining('not followed') as string });
});

test('what is too large is given up: as it says itself, or as it is counted', async () => {
	const said = fetching({ headers: { 'content-length': '1000' } });
	expect(await download(said.context, 'https://files.example.com/a', HOSTS, 999)).toEqual({ reason: 'is larger than 25 MB' });
	expect(said.read()).toBe(0);
	const counted = fetching({ headers: {}, chunks: Array.from({ length: 50 }, () => Buffer.alloc(100)) });
	expect(await download(counted.context, 'https://files.example.com/a', HOSTS, 999)).toEqual({ reason: 'is larger than 25 MB' });
	expect(counted.read()).toBe(10);
	expect(counted.destroyed()).toBe(1);
});

test('another status, or a connection that breaks, is said', async () => {
	expect(await download(fetching({ status: 404 }).context, 'https://files.example.com/a', HOSTS)).toEqual({ reason: 'was answered with status 404' });
	const { context } = fetching();
	context.helpers.httpRequest = (async () => await Promise.reject(new Error('socket hang up'))) as never;
	expect(await download(context, 'https://files.example.com/a', HOSTS)).toEqual({ reason: 'could not be fetched: socket hang up' });
});
