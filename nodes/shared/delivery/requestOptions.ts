import type { IDataObject } from 'n8n-workflow';
import type { ItemForm } from '../form/read';
import { attempt, empty, InvalidValue, isLeftOut, labelled, quoted } from '../values/invalid';
import { wholeNumber } from '../values/numbers';
import { urlOf } from '../values/urls';
import type { RequestSettings } from '../transport/exchange';
import { invalidInput, type Checked } from '../transport/failure';
import { Spacing } from './spacing';

/** n8n's Request Options, as n8n saves them. */
interface RequestOptions {
	batching?: unknown;
	allowUnauthorizedCerts?: unknown;
	proxy?: unknown;
	timeout?: unknown;
}

const NONE: RequestSettings = {};

/** The settings of an item's requests. A setting that can't be understood fails only that item. */
export function settingsOf(form: ItemForm): Checked<RequestSettings> {
	const { allowUnauthorizedCerts, batching, proxy, timeout } = optionsIn(form);
	if ([allowUnauthorizedCerts, batching, proxy, timeout].every(isLeftOut)) return { good: NONE };
	const read = attempt(() => ({
		...(allowUnauthorizedCerts === true && { skipSslCertificateValidation: true }),
		...(!isLeftOut(proxy) && { proxy: labelled('Proxy', () => proxyOf(proxy)) }),
		...(!isLeftOut(timeout) && { timeout: labelled('Timeout', () => wholeNumber(timeout, { min: 1 })) }),
	}));
	// `spacingOf` reads Batching for the whole run. Here it is read only to fail the item if it can't be understood.
	const { fault = attempt(() => batchesOf(batching)).fault } = read;
	return fault ? { failure: invalidInput(fault.message, fault.help) } : { good: read.good! };
}

/**
 * The spacing of a run's requests.
 *
 * @param batching the value of Batching for the first item, which counts for the whole run; if it can't be understood, there
 * is no spacing, and `settingsOf` refuses the item
 */
export function spacingOf(batching: unknown): Spacing {
	const batches = attempt(() => batchesOf(batching)).good;
	return batches ? new Spacing(batches.size, batches.interval) : new Spacing(1, 0);
}

/** @throws InvalidValue if a value is not a number. Without that, all requests would start at once, in spite of Batching. */
function batchesOf(batching: unknown): { size: number; interval: number } | undefined {
	const { batch } = fieldsOf(batching);
	const { batchSize, batchInterval } = fieldsOf(batch);
	if (isLeftOut(batchSize) && isLeftOut(batchInterval)) return undefined;
	const size = isLeftOut(batchSize) ? 50 : labelled('Items per Batch', () => wholeNumber(batchSize, { min: -1 }));
	const interval = isLeftOut(batchInterval) ? 1_000 : labelled('Batch Interval (ms)', () => wholeNumber(batchInterval, { min: 0 }));
	// As in n8n, -1 switches batching off, and 0 means 1.
	return size < 0 || interval === 0 ? undefined : { size: Math.max(1, size), interval };
}

/** An expression may stand in place of all fields, and give something else. */
function fieldsOf(value: unknown): Record<string, unknown> {
	if (isLeftOut(value)) return {};
	if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
	throw new InvalidValue(`Batching: is ${quoted(value)}, not a set of fields`, 'Fill in Items per Batch and Batch Interval.');
}

function optionsIn(form: ItemForm): RequestOptions {
	return (form.parameter('requestOptions') ?? {}) as IDataObject as RequestOptions;
}

function proxyOf(value: unknown): Exclude<RequestSettings['proxy'], undefined> {
	const written = typeof value === 'string' ? value.trim() : '';
	if (written === '') throw empty();
	const url = urlOf(written);
	// URL() drops a port that is the default of its scheme, so the port is read from the text.
	const port = Number(/:(\d+)\/?$/.exec(written)?.[1]);
	if (!url || !/^https?:$/.test(url.protocol) || !url.hostname || !port) {
		// The address may hold a password, so it is not repeated.
		throw new InvalidValue('is not the address of a proxy with its port', 'Write it like http://myproxy:3128, with a user if it needs one: http://user:password@myproxy:3128.');
	}
	const { hostname, username, password, protocol } = url;
	const auth = username && { auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } };
	return { host: hostname, port, protocol: protocol.slice(0, -1), ...auth };
}
