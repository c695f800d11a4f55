import type { Answer, Provider } from '../provider';
import type { Failure } from './failure';
import { isPage, reasonIn } from './reason';

/** How one try of a request ended. `attempt.ts` decides what follows from each. */
export type Outcome =
	/** Status 2xx: the provider has taken the request, even if the body of its answer is cut or can't be read. */
	| { kind: 'accepted'; answer: Answer }
	| { kind: 'rejected' | 'unauthorized' | 'redirected' | 'quota'; answer: Answer }
	/** The provider did not process the request, since requests come too fast. `waitMs` is how long it asks to wait, if it says so. */
	| { kind: 'throttled'; answer: Answer; waitMs?: number }
	/** The request never left this machine. */
	| { kind: 'unreachable'; reason: string }
	/** Here too the request never left: a file that belongs to it doesn't exist any more, or what it is made of could not be read. */
	| { kind: 'unreadable'; failure: Failure }
	/** The request left this machine, and it is not known whether the provider processed it. */
	| { kind: 'unknown'; reason: string; answer?: Answer };

/** The outcome that an answer of the provider means. */
export function outcomeOf(provider: Provider, answer: Answer): Outcome {
	const { status } = answer;
	if (status >= 200 && status < 300) {
		const doubt = doubtIn(answer.body);
		return doubt ? { kind: 'unknown', answer, reason: doubt } : { kind: 'accepted', answer };
	}
	if (status < 400) return { kind: 'redirected', answer };
	if (status === 401) return { kind: 'unauthorized', answer };
	if (status === 408 || status >= 500) return { kind: 'unknown', answer, reason: `it answered with status ${status}` };
	if (status !== 429) return { kind: 'rejected', answer };
	if (provider.isQuota?.(answer)) return { kind: 'quota', answer };
	const hint = provider.waitHint?.(answer) ?? standardWait(answer, Date.now());
	// A wait of 0 contradicts "slow down", so it counts as if the provider had named no time.
	return { kind: 'throttled', answer, waitMs: hint === undefined || hint <= 0 ? undefined : Math.min(hint, LONGEST_HINT_MS) };
}

/**
 * The longest wait that is believed. Apart from quotas, no documented limit lasts longer than a day; a longer wait is a mistake
 * of the provider, and would hold up every request until n8n restarts.
 */
const LONGEST_HINT_MS = 24 * 3_600_000;

/** Codes of Node and OpenSSL which mean that no byte of the request reached the provider, with the words that people read. */
const NOTHING_LEFT: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'its address was not found',
	EAI_AGAIN: 'its address could not be looked up',
	EHOSTUNREACH: 'there is no route to it',
	ENETUNREACH: 'there is no route to it',
	EPROTO: 'no secure connection could be made',
	ERR_INVALID_URL: 'the Base URL of the credential is not a web address',
};

/** Codes which mean that no secure connection was made; here too no byte of the request reached the provider. */
const TLS_FAULT = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;

/** Codes that appear when the request may have reached the provider, with the words that people read. */
const AFTER_LEAVING: Record<string, string> = {
	ECONNABORTED: 'no answer came in time',
	ETIMEDOUT: 'no answer came in time',
	ERR_CANCELED: 'the execution was canceled while it was on its way',
};

/** Why a 2xx may not mean success: it is a web page, which a proxy may have sent, or its body names an error. */
function doubtIn(body: unknown): string | undefined {
	if (typeof body === 'string') return isPage(body) ? 'it answered with a web page instead of data' : undefined;
	if (typeof body !== 'object' || body === null) return undefined;
	const { error, errors } = body as { error?: unknown; errors?: unknown };
	if (![error, errors].some(saysSomething)) return undefined;
	return ['its answer names something that went wrong', reasonIn({ error, errors })].filter(Boolean).join(': ');
}

/**
 * Whether the value of a key `error` or `errors` names an error. Some receipts always have such a key; empty text, an empty
 * list, null, false and 0 mean that nothing went wrong.
 */
function saysSomething(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return typeof value === 'string' ? value.trim() !== '' : Boolean(value);
}

/** Class names of errors that n8n and this package throw before they make a request. */
const BEFORE_LEAVING = ['UserError', 'NodeOperationError'];

/**
 * The outcome that an error of n8n's HTTP helper means. It is judged by the error's shape and not by its class: if a second
 * copy of n8n-workflow is installed beside this package, n8n's classes are not the ones imported here. A `NodeApiError` has
 * the code of a network fault in `httpCode` only. When the connection breaks after the status line, n8n throws too, and
 * `httpCode` is the status (both measured in n8n-core 2.41.1).
 */
export function outcomeOfThrown(provider: Provider, thrown: unknown): Outcome {
	const all = causesOf(thrown);
	const code = all.map(codeOf).find((found) => found !== undefined);
	if (code !== undefined && /^[1-5]\d\d$/.test(code)) {
		return outcomeOf(provider, { status: Number(code), headers: {}, body: undefined });
	}
	if (code === undefined) {
		const refusal = all.find((one) => BEFORE_LEAVING.includes(one.name ?? '') || BEFORE_LEAVING.includes(one.constructor.name));
		if (refusal) return { kind: 'unreachable', reason: String(refusal.message) };
		return { kind: 'unknown', reason: 'it is not known how the request ended' };
	}
	if (code in NOTHING_LEFT) return { kind: 'unreachable', reason: NOTHING_LEFT[code] };
	if (TLS_FAULT.test(code)) return { kind: 'unreachable', reason: `no secure connection could be made (${code})` };
	return { kind: 'unknown', reason: AFTER_LEAVING[code] ?? 'the connection broke after it left' };
}

/** What errors have in common, of whichever class they are. */
interface Thrown {
	name?: string;
	message?: unknown;
	httpCode?: unknown;
	code?: unknown;
	cause?: unknown;
}

/** Errors are never wrapped so often; the bound keeps a circle of causes from being followed without end. */
const MOST_CAUSES = 5;

/** An error, its cause, the cause of that, and so on. */
function causesOf(thrown: unknown): Thrown[] {
	const all: Thrown[] = [];
	for (let one = thrown; typeof one === 'object' && one !== null && all.length < MOST_CAUSES; one = (one as Thrown).cause) all.push(one);
	return all;
}

function codeOf({ httpCode, code }: Thrown): string | undefined {
	return [httpCode, code].find((found): found is string => typeof found === 'string' && found !== '' && found !== 'none');
}

/** How long to wait, in milliseconds, by the header Retry-After (seconds or a date, RFC 9110) or the `reset` of RateLimit (seconds). */
export function standardWait({ headers }: Answer, now: number): number | undefined {
	const retryAfter = headers['retry-after']?.trim();
	if (retryAfter !== undefined && /^\d+(\.\d+)?$/.test(retryAfter)) return Math.ceil(Number(retryAfter) * 1000);
	// Date.parse would take "-5" for a day in May 2001. So only text that names a month, or looks like ISO 8601, is a date.
	const date = retryAfter !== undefined && /[a-z]{3}|\dT\d/i.test(retryAfter) ? Date.parse(retryAfter) : Number.NaN;
	// The clock of this computer may be wrong, so the provider's clock is used if the answer has a Date header.
	if (!Number.isNaN(date)) return Math.max(0, date - (Date.parse(headers.date ?? '') || now));
	const reset = /\breset=(\d+)/.exec(headers.ratelimit ?? '');
	return reset ? Number(reset[1]) * 1000 : undefined;
}
