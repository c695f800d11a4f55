import type { Misfortune } from '../../../sandbox/faults.ts';
import type { NodeName } from '../sandboxed';

/**
 * What a person is told about an item. For a read, `sent` means that it was done. `unsaid`: a read that stopped the run names
 * only the failed item, since nothing has to be undone or looked for.
 */
export type Told = 'sent' | 'refused' | 'unknown' | 'notSent' | 'unsaid';

/** What must happen with the item that the row's fault strikes, by the outcome table. */
export interface Expected {
	told: Told;
	/** The code of the failure. */
	code?: string;
	/** The HTTP status of the failure, if there was an answer. */
	status?: number;
	/** How many requests are made for it when n8n runs the node once. */
	requests: number;
	/** How many more are made when n8n runs the node again (Retry On Fail). */
	again: number;
	/** How often the provider accepts its message. */
	accepted: number;
}

/** A row of the outcome table. */
export interface Row {
	name: string;
	providers: NodeName[];
	/** What goes wrong with one item's requests; nothing if it is left out. */
	fault?: Misfortune;
	/** How many of its requests it strikes; all of them if it is left out. */
	times?: number;
	/** Whether the provider has processed the request before. */
	after?: boolean;
	/** n8n's Timeout for the struck item, in milliseconds. */
	timeout?: number;
	/** Nothing listens at the provider's address: `always`, or until the first connection was refused. */
	closed?: 'always' | 'untilTried';
	send: Expected;
	read: Expected;
	/** What the message must contain: the provider's own words, or what happened to the connection. */
	words?: string;
	/** The least milliseconds between the first and the second request, because the provider asked for that. */
	waits?: number;
	/** Whether the failure says when to try again. Until then, no other item of the run is sent either. */
	later?: boolean;
	/** Whether the failure is one of the whole account. Then all other items of the run fail in the same way. */
	account?: boolean;
}

/** How often a request is made that is retried: once and three times more. */
const TRIES = 4;

const all: NodeName[] = ['heymarket', 'whippy', 'sendook'];

const sent = (requests = 1): Expected => ({ told: 'sent', requests, again: 0, accepted: 1 });

const done = (requests = 1): Expected => ({ ...sent(requests), accepted: 0 });

/** The provider refused it. It is asked again only when n8n runs the node again. */
const refused = (status: number, code = 'refused', requests = 1): Expected => ({
	told: 'refused',
	code,
	status,
	requests,
	again: requests,
	accepted: 0,
});

/** A send with an unknown outcome. It is not repeated, not even by n8n's retries. */
const unknown = (accepted: 0 | 1, status?: number): Expected => ({
	told: 'unknown',
	code: 'outcome_unknown',
	status,
	requests: 1,
	again: 0,
	accepted,
});

/** A read without an answer. It is repeated, and repeated as often when n8n runs the node again. */
const unanswered = (status?: number): Expected => ({
	told: 'notSent',
	code: 'no_answer',
	status,
	requests: TRIES,
	again: TRIES,
	accepted: 0,
});

const quota: Expected = { told: 'notSent', code: 'quota_reached', status: 429, requests: 1, again: 1, accepted: 0 };

/** After the 429, nothing more is sent until the time that the provider named. */
const tooLong: Expected = { told: 'notSent', code: 'rate_limited', status: 429, requests: 1, again: 0, accepted: 0 };

/** No request arrives; `requests` counts the connections that were tried. */
const unreachable: Expected = { told: 'notSent', code: 'unreachable', requests: TRIES, again: TRIES, accepted: 0 };

function rejection(status: number, words: string, providers: NodeName[]): Row {
	const fault: Misfortune = { type: 'status', status };
	return { name: String(status), providers, fault, words, send: refused(status), read: refused(status) };
}

function redirection(status: 302 | 307, providers: NodeName[]): Row {
	const expected = refused(status, 'redirected');
	const fault: Misfortune = { type: 'redirect', status };
	return { name: String(status), providers, fault, words: `which is not followed (status ${status})`, send: expected, read: expected };
}

const HINT = 1_500;

function throttled(name: string, providers: NodeName[], style: Extract<Misfortune, { type: 'throttle' }>['style'], waits: number): Row {
	const fault: Misfortune = { type: 'throttle', style, milliseconds: HINT };
	return { name: `429 ${name}`, providers, fault, times: 1, waits, send: sent(2), read: done(2) };
}

function quotaOf(name: string, style: 'dailyQuota' | 'monthlyQuota', words: string): Row {
	return { name: `429 ${name} quota`, providers: ['sendook'], fault: { type: 'throttle', style }, words, account: true, send: quota, read: quota };
}

/** In milliseconds; longer than an ordinary request takes, so that the request has arrived by then. */
const TIMEOUT = 4_000;

/** The outcome table: every row strikes one item out of three. */
export const rows: Row[] = [
	{ name: 'accepted', providers: all, send: sent(), read: done() },
	{
		name: 'accepted, body cut',
		providers: ['whippy', 'sendook'],
		fault: { type: 'truncate' },
		after: true,
		send: sent(),
		read: unanswered(200),
	},
	{
		name: '200 with a web page, as of a proxy',
		providers: ['heymarket'],
		fault: { type: 'html', status: 200, body: '<html><body>Done</body></html>' },
		after: true,
		send: unknown(1, 200),
		read: unanswered(200),
	},
	redirection(302, ['whippy', 'heymarket']),
	redirection(307, ['heymarket', 'sendook']),
	rejection(400, 'Bad Request', all),
	{
		name: '401 once',
		providers: ['heymarket', 'whippy'],
		fault: { type: 'unauthorized' },
		times: 1,
		send: sent(2),
		read: done(2),
	},
	{
		name: '401 always',
		providers: ['heymarket', 'sendook'],
		fault: { type: 'unauthorized' },
		words: 'Unauthorized',
		send: refused(401, 'unauthorized', 2),
		read: refused(401, 'unauthorized', 2),
	},
	rejection(403, 'Forbidden', ['heymarket']),
	rejection(404, 'Not Found', ['whippy']),
	{
		name: '408',
		providers: ['whippy'],
		fault: { type: 'status', status: 408 },
		words: 'it answered with status 408',
		send: unknown(0, 408),
		read: unanswered(408),
	},
	rejection(422, 'Unprocessable Entity', all),
	throttled('seconds', all, 'retryAfterSeconds', 2_000),
	throttled('date', ['heymarket'], 'retryAfterDate', HINT),
	throttled('milliseconds', ['whippy'], 'milliseconds', HINT),
	throttled('RateLimit reset', ['sendook'], 'rateLimitReset', 2_000),
	{ ...throttled('without hint', ['heymarket', 'whippy'], 'none', 250), times: 2, send: sent(3), read: done(3) },
	{
		name: '429 beyond Max Wait',
		providers: ['sendook'],
		fault: { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 3_000_000 },
		later: true,
		send: tooLong,
		read: tooLong,
	},
	quotaOf('daily', 'dailyQuota', 'daily limit of this plan is used up until 00:00 UTC'),
	quotaOf('monthly', 'monthlyQuota', 'monthly limit is used up'),
	{
		name: '500 JSON',
		providers: all,
		fault: { type: 'status', status: 500, body: { message: 'Something broke' } },
		words: 'it answered with status 500',
		send: unknown(0, 500),
		read: unanswered(500),
	},
	{
		name: '500 once',
		providers: ['whippy'],
		fault: { type: 'status', status: 500 },
		times: 1,
		after: true,
		send: unknown(1, 500),
		read: done(2),
	},
	{
		name: '502 HTML',
		providers: ['sendook'],
		fault: { type: 'html', status: 502 },
		words: 'it answered with status 502',
		after: true,
		send: unknown(1, 502),
		read: unanswered(502),
	},
	{
		name: 'timeout, not processed',
		providers: all,
		fault: { type: 'hang' },
		timeout: TIMEOUT,
		send: unknown(0),
		read: unanswered(),
	},
	{
		name: 'timeout, processed',
		providers: all,
		fault: { type: 'hang' },
		after: true,
		timeout: TIMEOUT,
		send: unknown(1),
		read: unanswered(),
	},
	{ name: 'refused connection', providers: ['whippy'], closed: 'always', send: unreachable, read: unreachable },
	{ name: 'refused once', providers: ['heymarket'], closed: 'untilTried', send: sent(), read: done() },
	{
		name: 'reset, body unread',
		providers: ['sendook'],
		fault: { type: 'reset', unread: true },
		send: unknown(0),
		read: unanswered(),
	},
	{
		name: 'reset, not processed',
		providers: ['whippy'],
		fault: { type: 'reset' },
		send: unknown(0),
		read: unanswered(),
	},
	{ name: 'reset, processed', providers: all, fault: { type: 'reset' }, after: true, send: unknown(1), read: unanswered() },
];
