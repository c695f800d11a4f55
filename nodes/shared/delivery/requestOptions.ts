import type { IDataObject } from 'n8n-workflow';
import type { ItemForm } from '../form/read';
import { attempt, empty, InvalidValue, isLeftOut, labelled } from '../values/invalid';
import { wholeNumber } from '../values/numbers';
import type { RequestSettings } from '../transport/exchange';
import { invalidInput, type Checked } from '../transport/failure';
import { Spacing } from './spacing';

/** What n8n's Request Options hold, which n8n adds to every declarative node. */
interface RequestOptions {
	batching?: { batch?: { batchSize?: unknown; batchInterval?: unknown } };
	allowUnauthorizedCerts?: unknown;
	proxy?: unknown;
	timeout?: unknown;
}

const NONE: RequestSettings = {};

/** The settings of an item's requests. What can't be understood fails that item only. */
export function settingsOf(form: ItemForm): Checked<RequestSettings> {
	const { allowUnauthorizedCerts, batching, proxy, timeout } = optionsIn(form);
	if ([allowUnauthorizedCerts, batching, proxy, timeout].every(isLeftOut)) return { good: NONE };
	const read = attempt(() => ({
		...(allowUnauthorizedCerts === true && { skipSslCertificateValidation: true }),
		...(!isLeftOut(proxy) && { proxy: labelled('Proxy', () => proxyOf(proxy)) }),
		...(!isLeftOut(timeout) && { timeout: labelled('Timeout', () => wholeNumber(timeout, { min: 1 })) }),
	}));
	// How far apart requests start is a matter of the run (`spacingOf`); what can't be understood is the item's.
	const { fault = attempt(() => batchesOf(batching)).fault } = read;
	return fault ? { failure: invalidInput(fault.message, fault.help) } : { good: read.good! };
}

/** Batching by its value for the first item: groups are of the whole run. What can't be understood keeps its item from being sent. */
export function spacingOf(batching: unknown): Spacing {
	const batches = attempt(() => batchesOf(batching)).good;
	return batches ? new Spacing(batches.size, batches.interval) : new Spacing(1, 0);
}

/** @throws InvalidValue for what is no number: all would leave at once, which nobody means who adds Batching */
function batchesOf(batching: unknown): { size: number; interval: number } | undefined {
	const { batchSize, batchInterval } = (batching as RequestOptions['batching'])?.batch ?? {};
	if (isLeftOut(batchSize) && isLeftOut(batchInterval)) return undefined;
	const size = isLeftOut(batchSize) ? 50 : labelled('Items per Batch', () => wholeNumber(batchSize, { min: -1 }));
	const interval = isLeftOut(batchInterval) ? 1_000 : labelled('Batch Interval (ms)', () => wholeNumber(batchInterval, { min: 0 }));
	// n8n: -1 switches groups off, and 0 is treated as 1.
	return size < 0 || interval === 0 ? undefined : { size: Math.max(1, size), interval };
}

function optionsIn(form: ItemForm): RequestOptions {
	return (form.parameter('requestOptions') ?? {}) as IDataObject as RequestOptions;
}

function proxyOf(value: unknown): Exclude<RequestSettings['proxy'], undefined> {
	const written = typeof value === 'string' ? value.trim() : '';
	if (written === '') throw empty();
	const url = URL.canParse(written) ? new URL(written) : undefined;
	// URL() leaves out a port that is the usual one of its scheme.
	const port = Number(/:(\d+)\/?$/.exec(written)?.[1]);
	if (!url || !/^https?:$/.test(url.protocol) || !url.hostname || !port) {
		// The address may hold a password, so it is not repeated.
		throw new InvalidValue('is not the address of a proxy with its port', 'Write it like http://myproxy:3128, with a user if it needs one: http://user:password@myproxy:3128.');
	}
	const { hostname, username, password, protocol } = url;
	const auth = username && { auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } };
	return { host: hostname, port, protocol: protocol.slice(0, -1), ...auth };
}
