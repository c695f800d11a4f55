import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { isObject } from './index';

/** One HTTP POST that claims to come from the provider. */
export interface Post {
	/** With lower-case names. */
	headers: ReturnType<IWebhookFunctions['getHeaderData']>;
	/** The bytes as they came, which signatures are made of; undefined where n8n kept none. */
	raw: Buffer | undefined;
	/** The parts of its JSON, each of which tells of one event. One JSON may hold several. */
	parts: IDataObject[];
}

/** What a post is answered with that can't be used: its HTTP status. */
export type Unusable = 400 | 413;

/** In bytes. A message has some thousand at most, an email with its HTML a few hundred thousand. */
const LARGEST = 2_000_000;

/** A list of more events than any provider sends at once keeps n8n busy. */
const MOST_EVENTS = 100;

/** Judges what came, whoever sent it. Nothing is read of it beyond its size and its outer form. */
export function postIn(context: IWebhookFunctions, largest = LARGEST): { good: Post } | { unusable: Unusable } {
	const headers = context.getHeaderData();
	const { rawBody } = context.getRequestObject() as { rawBody?: unknown };
	const raw = Buffer.isBuffer(rawBody) ? rawBody : undefined;
	if ((raw?.length ?? Number(headers['content-length'])) > largest) return { unusable: 413 };
	// n8n also makes objects of forms and of XML, in which every value is text.
	if (!/\bjson\b/i.test(String(headers['content-type']))) return { unusable: 400 };
	const body = context.getBodyData() as unknown;
	const parts = Array.isArray(body) ? body : [body];
	if (parts.length > MOST_EVENTS) return { unusable: 413 };
	if (parts.length === 0 || !parts.every(isObject)) return { unusable: 400 };
	return { good: { headers, raw, parts } };
}
