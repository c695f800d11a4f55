import type { IncomingMessage } from 'node:http';

import { secretsOf } from './credentials.ts';
import { providerNames } from './provider.ts';
import type { Arrival, ProviderName, Refused } from './provider.ts';

/** The path that redirects of the sandbox lead to. A request to it shows that its client followed a redirect. */
export const redirectTrap = '/redirected';

/** A request without its body. `repeated` has the names that stand in the query more than once. */
export type Head = Omit<Arrival, 'body'> & { repeated: string[] };

export function readHead(request: IncomingMessage): Head {
	const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
	const query: Record<string, string | string[]> = Object.create(null);
	const repeated: string[] = [];
	for (const [name, value] of new URLSearchParams(search)) {
		const before = query[name];
		// name[]=a&name[]=b is a list. Any other name may stand there only once.
		if (name.includes('[]')) query[name] = before === undefined ? [value] : [before, value].flat();
		else if (before === undefined) query[name] = value;
		else repeated.push(name);
	}
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
	);
	return {
		method: request.method ?? 'GET',
		path,
		query: { ...query },
		headers,
		address: request.socket.remoteAddress ?? '',
		repeated,
	};
}

/**
 * The whole body.
 *
 * @returns undefined if the client closed the connection; `tooLarge` if the body has more than `longest` bytes
 */
export async function readBody(request: IncomingMessage, longest: number): Promise<string | 'tooLarge' | undefined> {
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of request as AsyncIterable<Buffer>) {
			length += chunk.length;
			if (length <= longest) chunks.push(chunk);
		}
	} catch {
		return undefined;
	}
	return length > longest ? 'tooLarge' : Buffer.concat(chunks).toString('utf8');
}

export function parseBody(text: string, contentType: string | undefined): { body: unknown; broken: boolean } {
	if (text === '') return { body: undefined, broken: false };
	if (!isJson(contentType)) return { body: text, broken: false };
	try {
		return { body: JSON.parse(text), broken: false };
	} catch {
		return { body: text, broken: true };
	}
}

function isJson(contentType: string | undefined): boolean {
	return /^application\/json(\s*;\s*charset=utf-8)?$/i.test(contentType ?? '');
}

/** Why a server could read a path in another way than its sender meant; undefined if it can't. */
export function pathTrouble(path: string): string | undefined {
	let decoded: string;
	try {
		decoded = decodeURIComponent(path);
	} catch {
		return 'the path is not percent-encoded correctly';
	}
	if (/%(2f|5c)/i.test(path)) return 'an encoded slash in the path';
	if (path.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) return 'a segment of dots in the path';
	if (/\/\/|\\/.test(decoded)) return 'an empty segment or a backslash in the path';
	return [...decoded].some((character) => character <= ' ' || character === '\u007f')
		? 'a space or a control character in the path'
		: undefined;
}

/** What is wrong with a request apart from the contract; undefined if nothing is. */
export function transportTrouble(
	provider: ProviderName,
	head: Head,
	text: string,
	broken: boolean,
	takesBody: boolean | undefined,
): Refused | undefined {
	if (head.path.startsWith(redirectTrap)) {
		const carried = ['authorization', 'x-whippy-key'].filter((name) => head.headers[name] !== undefined);
		const detail = carried.length > 0 ? `a redirect was followed with ${carried.join(', ')}` : 'a redirect was followed';
		return { kind: 'redirect-followed', detail };
	}
	const sent = JSON.stringify([head.headers, head.query]);
	const foreign = providerNames.find(
		(name) => name !== provider && secretsOf[name].some((secret) => sent.includes(secret)),
	);
	if (foreign !== undefined) return { kind: 'foreign-credential', detail: `a credential of ${foreign} was sent to ${provider}` };
	const inUrl = secretsOf[provider].some((secret) => JSON.stringify(head.query).includes(secret));
	if (inUrl || head.query['access_token'] !== undefined) {
		return { kind: 'credential-in-url', detail: 'a credential stands in the URL' };
	}
	const trouble = pathTrouble(head.path);
	if (trouble !== undefined) return { kind: 'path', detail: trouble };
	if (head.repeated.length > 0) {
		return { kind: 'repeated-query', detail: `given more than once in the query: ${head.repeated.join(', ')}` };
	}
	if (takesBody === undefined) return { kind: 'unknown-operation', detail: `no operation ${head.method} ${head.path}` };
	if (!takesBody && text !== '') return { kind: 'unexpected-body', detail: `${head.method} ${head.path} takes no body` };
	if (takesBody && text !== '' && !isJson(head.headers['content-type'])) {
		return { kind: 'content-type', detail: `the body is ${head.headers['content-type'] ?? 'of no type'}, not application/json` };
	}
	return broken ? { kind: 'broken-json', detail: 'the body is not JSON' } : undefined;
}
