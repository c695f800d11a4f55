import type { BinaryHelperFunctions, IBinaryData, IHttpRequestOptions, RequestHelperFunctions } from 'n8n-workflow';
import { lineField, switchField } from '../form/field';
import { userAgent } from '../userAgent';
import { attempt } from '../values/invalid';
import { separated } from '../values/lists';
import { httpUrl, isPrivateHost } from '../values/urls';

/** Whether the files of a message come with it. */
export const downloadFiles = switchField({
	displayName: 'Download Files',
	name: 'downloadFiles',
	description: 'Whether to fetch pictures and files of a message, as binary data of the item',
});

/** From where files may be fetched: the address of a file comes from outside. */
export const fileHosts = lineField({
	displayName: 'File Hosts',
	name: 'fileHosts',
	placeholder: 'e.g. files.example.com',
	description: 'The hosts that files may be fetched from, separated by commas, each exactly as in the addresses of files. From others nothing is fetched, and the item says from which.',
});

/** The parts of n8n's context that a download needs. */
export interface DownloadContext {
	helpers: Pick<RequestHelperFunctions, 'httpRequest'> & Pick<BinaryHelperFunctions, 'prepareBinaryData'>;
}

/** The hosts that a person has named. */
export function hostsIn(named: string | undefined): string[] {
	return separated(named ?? '').map((host) => host.trim().toLowerCase()).filter(Boolean);
}

/** A file that came, or why it didn't: the rest of a sentence that begins with its address. */
export type Downloaded = { file: IBinaryData } | { reason: string };

/** In bytes; a picture message has one or two million at most, an email rarely more than this. */
const LARGEST = 25_000_000;

/** So long the answer is waited for, in milliseconds. */
const LONGEST_MS = 20_000;

/** What n8n gives for a stream. */
interface Stream extends AsyncIterable<Buffer> {
	socket?: { remoteAddress?: string } | null;
	destroy?: () => void;
}

/**
 * Fetches a file whose address came from outside. No credential is sent along, and no redirect is followed. The host must be one
 * of those that are allowed, the connection an encrypted one to a public address. What comes is counted as it comes.
 */
export async function download(context: DownloadContext, address: unknown, hosts: readonly string[], largest = LARGEST): Promise<Downloaded> {
	const made = attempt(() => new URL(httpUrl(address)));
	if (made.fault) return { reason: made.fault.message };
	const url = made.good;
	if (url.protocol !== 'https:') return { reason: 'is not encrypted (https)' };
	if (url.port !== '' || !hosts.includes(url.hostname)) return { reason: `is at ${url.host}, which is not among File Hosts` };
	if (isPrivateHost(url.hostname)) return { reason: 'leads into a private network' };
	const options: IHttpRequestOptions = {
		method: 'GET',
		url: url.href,
		headers: { 'User-Agent': userAgent },
		encoding: 'stream',
		returnFullResponse: true,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		timeout: LONGEST_MS,
	};
	let stream: Stream | undefined;
	try {
		const { statusCode, headers, body } = (await context.helpers.httpRequest(options)) as { statusCode: number; headers: Record<string, string | undefined>; body: Stream };
		stream = body;
		// A name that everybody may register can be made to lead anywhere.
		if (!isReachedInPublic(body.socket?.remoteAddress)) return { reason: 'leads into a private network' };
		if (statusCode >= 300 && statusCode < 400) return { reason: 'leads to another address, which is not followed' };
		if (statusCode !== 200) return { reason: `was answered with status ${statusCode}` };
		if (Number(headers['content-length']) > largest) return { reason: TOO_LARGE };
		const chunks: Buffer[] = [];
		let size = 0;
		for await (const chunk of body) {
			size += chunk.length;
			if (size > largest) return { reason: TOO_LARGE };
			chunks.push(chunk);
		}
		const name = url.pathname.split('/').at(-1)?.replace(/[^\w.-]/g, '_').slice(-100) || 'file';
		const type = headers['content-type']?.split(';')[0].trim();
		return { file: await context.helpers.prepareBinaryData(Buffer.concat(chunks), name, type) };
	} catch (thrown) {
		return { reason: `could not be fetched: ${thrown instanceof Error ? thrown.message : 'for an unknown reason'}` };
	} finally {
		stream?.destroy?.();
	}
}

/** Whether an address that a connection leads to is public. Node writes IPv4 addresses as IPv6 ones on some computers. */
function isReachedInPublic(address: string | undefined): boolean {
	if (address === undefined) return false;
	const number = address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();
	return !isPrivateHost(number.includes(':') ? `[${number}]` : number);
}

const TOO_LARGE = 'is larger than 25 MB';
