import type { BinaryHelperFunctions, IBinaryData, IBinaryKeyData, IHttpRequestOptions, RequestHelperFunctions } from 'n8n-workflow';
import { userAgent } from '../userAgent';
import { attempt } from '../values/invalid';
import { pause } from './wait';
import { separated } from '../values/lists';
import { httpUrl, isPrivateHost } from '../values/urls';

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

/** The files of one item: those that came, by the names of their binary fields, and why the others didn't. */
export interface Fetched {
	binary: IBinaryKeyData;
	missing: string[];
}

/** So many files of an item are fetched. A message has ten at most. */
const MOST_FILES = 10;

/** How much of an address a sentence repeats. */
export const LONGEST_SHOWN = 200;

/**
 * Fetches the files of an item, whose addresses came from outside. They are called `attachment_0` and so on, as in n8n's own
 * email nodes.
 *
 * @param named the hosts that a person allows, separated by commas
 * @param signal aborted when the execution is canceled
 */
export async function downloadAll(context: DownloadContext, addresses: readonly unknown[], named: string | undefined, signal?: AbortSignal): Promise<Fetched> {
	const hosts = hostsIn(named);
	const binary: IBinaryKeyData = {};
	const missing: string[] = [];
	for (const [index, address] of addresses.entries()) {
		const fetched = index < MOST_FILES ? await download(context, address, hosts, { signal }) : { reason: `is not among the first ${MOST_FILES}` };
		if ('file' in fetched) binary[`attachment_${Object.keys(binary).length}`] = fetched.file;
		else missing.push(`${String(address).slice(0, LONGEST_SHOWN)} ${fetched.reason}`);
	}
	return { binary, missing };
}

/** In bytes; a picture message has one or two million at most, an email rarely more than this. */
const LARGEST = 25_000_000;

/** So long the answer is waited for, in milliseconds. */
const LONGEST_MS = 20_000;

/** So long a file may take: a host could send it byte by byte. */
const LONGEST_FILE_MS = 60_000;

/** What a file may not exceed, and what gives it up. */
interface DownloadBounds {
	/** In bytes. */
	largest?: number;
	longestMs?: number;
	/** Aborted when the execution is canceled. */
	signal?: AbortSignal;
}

/** What n8n gives for a stream. */
interface Stream extends AsyncIterable<Buffer> {
	socket?: Connection;
	destroy?: () => void;
}

type Connection = { remoteAddress?: string } | null;

/** An answer, with the address that its connection leads to; undefined where n8n doesn't tell. */
interface Answered {
	status: number;
	headers: Record<string, string | undefined>;
	body: Stream;
	remote?: string;
}

/** As axios has it, n8n's HTTP client, in what it throws. */
interface ThrownAnswer {
	response?: { status: number; headers: Answered['headers']; data: Stream; request?: { socket?: Connection } };
}

/**
 * Asks for a file. n8n gives the connection of an answer only with an answer that counts as an error, so one with status 200
 * does here. Older versions of n8n can't be told so, and give the connection with the stream.
 */
async function ask(context: DownloadContext, options: IHttpRequestOptions): Promise<Answered | { reason: string }> {
	try {
		const answer = (await context.helpers.httpRequest({ ...options, ignoreHttpStatusErrors: { ignore: true, except: [200] } })) as { statusCode: number; headers: Answered['headers']; body: Stream };
		const { statusCode: status, headers, body } = answer;
		return { status, headers, body, remote: body.socket?.remoteAddress };
	} catch (thrown) {
		const { response } = thrown as ThrownAnswer;
		if (!response) return notFetched(thrown);
		const { status, headers, data: body, request } = response;
		return { status, headers, body, remote: request?.socket?.remoteAddress };
	}
}

/**
 * Fetches a file whose address came from outside. No credential is sent along, and no redirect is followed. The host must be one
 * of those that are allowed, the connection an encrypted one to a public address. What comes is counted as it comes.
 */
export async function download(context: DownloadContext, address: unknown, hosts: readonly string[], { largest = LARGEST, longestMs = LONGEST_FILE_MS, signal }: DownloadBounds = {}): Promise<Downloaded> {
	const made = attempt(() => new URL(httpUrl(address)));
	if (made.fault) return { reason: made.fault.message };
	const url = made.good;
	if (url.protocol !== 'https:') return { reason: 'is not encrypted (https)' };
	if (url.port !== '' || !hosts.includes(url.hostname)) return { reason: `is at ${url.host}, which is not among File Hosts` };
	if (isPrivateHost(url.hostname)) return { reason: 'leads into a private network' };
	const ended = new AbortController();
	const ends = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
	const late = pause(longestMs, ends).then(() => ({ reason: signal?.aborted ? 'was given up, since the execution was canceled' : 'took longer than a minute' }));
	try {
		return await Promise.race([fetchFile(context, url, largest, ends), late]);
	} finally {
		ended.abort();
	}
}

/** Never rejects. */
async function fetchFile(context: DownloadContext, url: URL, largest: number, signal: AbortSignal): Promise<Downloaded> {
	const options: IHttpRequestOptions = {
		method: 'GET',
		url: url.href,
		// The limit counts what comes, not what becomes of it.
		headers: { 'Accept-Encoding': 'identity', 'User-Agent': userAgent },
		encoding: 'stream',
		returnFullResponse: true,
		disableFollowRedirect: true,
		timeout: LONGEST_MS,
		abortSignal: signal,
	};
	let stream: Stream | undefined;
	try {
		const answer = await ask(context, options);
		if ('reason' in answer) return answer;
		const { status, headers, body, remote } = answer;
		stream = body;
		if (status >= 300 && status < 400) return { reason: 'leads to another address, which is not followed' };
		if (status !== 200) return { reason: `was answered with status ${status}` };
		// A name that everybody may register can be made to lead anywhere.
		if (remote === undefined) return { reason: 'could not be fetched: n8n does not tell where its connection leads' };
		if (!isReachedInPublic(remote)) return { reason: 'leads into a private network' };
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
		return notFetched(thrown);
	} finally {
		stream?.destroy?.();
	}
}

function notFetched(thrown: unknown): { reason: string } {
	return { reason: `could not be fetched: ${thrown instanceof Error ? thrown.message : 'for an unknown reason'}` };
}

/** Whether an address that a connection leads to is public. Node writes IPv4 addresses as IPv6 ones on some computers. */
function isReachedInPublic(address: string): boolean {
	const number = address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();
	return !isPrivateHost(number.includes(':') ? `[${number}]` : number);
}

const TOO_LARGE = 'is larger than 25 MB';
