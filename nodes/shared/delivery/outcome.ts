import { NodeApiError } from 'n8n-workflow';
import type { Answer, Provider } from '../provider';
import type { Failure } from './failure';

/** How one try ended. What follows from each is decided in `attempt.ts`. */
export type Outcome =
	/** 2xx. The body may be cut or unreadable: the provider has taken the request all the same. */
	| { kind: 'accepted'; answer: Answer }
	| { kind: 'rejected' | 'unauthorized' | 'redirected' | 'quota'; answer: Answer }
	/** Not processed. `waitMs` is what the provider says to wait, where it says it. */
	| { kind: 'throttled'; answer: Answer; waitMs?: number }
	/** Nothing left this machine. */
	| { kind: 'unreachable'; reason: string }
	/** Nothing left either: a file that belongs to the request is no more. */
	| { kind: 'unreadable'; failure: Failure }
	/** The request left, and nobody here knows what became of it. */
	| { kind: 'unknown'; reason: string; answer?: Answer };

/** Judges an answer by the table of outcomes. */
export function outcomeOf(provider: Provider, answer: Answer): Outcome {
	const { status } = answer;
	if (status >= 200 && status < 300) return { kind: 'accepted', answer };
	if (status < 400) return { kind: 'redirected', answer };
	if (status === 401) return { kind: 'unauthorized', answer };
	if (status === 408 || status >= 500) return { kind: 'unknown', answer, reason: `it answered with status ${status}` };
	if (status !== 429) return { kind: 'rejected', answer };
	if (provider.isQuota?.(answer)) return { kind: 'quota', answer };
	const hint = provider.waitHint?.(answer) ?? standardWait(answer, Date.now());
	// Who says "slow down" and "come back now" at once has not said how long to wait.
	return { kind: 'throttled', answer, waitMs: hint === undefined || hint <= 0 ? undefined : Math.min(hint, LONGEST_HINT_MS) };
}

/** No documented limit but quotas is longer than a day; more is nonsense, and would hold up everything until n8n restarts. */
const LONGEST_HINT_MS = 24 * 3_600_000;

/** Codes of Node and of OpenSSL for which no byte of the request reached the provider, with words for people. */
const NOTHING_LEFT: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'its address was not found',
	EAI_AGAIN: 'its address could not be looked up',
	EHOSTUNREACH: 'there is no route to it',
	ENETUNREACH: 'there is no route to it',
	EPROTO: 'no secure connection could be made',
	ERR_INVALID_URL: 'the Base URL of the credential is not a web address',
};

const TLS_FAULT = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;

const AFTER_LEAVING: Record<string, string> = {
	ECONNABORTED: 'no answer came in time',
	ETIMEDOUT: 'no answer came in time',
	ERR_CANCELED: 'the execution was canceled while it was on its way',
};

/**
 * Judges what n8n's HTTP helper threw. `NodeApiError` keeps a network code only as `httpCode`; a body cut after the
 * status line arrives as an error that carries the status (both measured in n8n-core 2.41.1).
 */
export function outcomeOfThrown(provider: Provider, thrown: unknown): Outcome {
	const code = thrown instanceof NodeApiError ? thrown.httpCode : null;
	if (code !== null && /^[1-5]\d\d$/.test(code)) {
		return outcomeOf(provider, { status: Number(code), headers: {}, body: undefined });
	}
	// An error without any code was thrown before the request was made, by n8n or by the credential.
	if (code === null) return { kind: 'unreachable', reason: thrown instanceof Error ? thrown.message : String(thrown) };
	if (code in NOTHING_LEFT) return { kind: 'unreachable', reason: NOTHING_LEFT[code] };
	if (TLS_FAULT.test(code)) return { kind: 'unreachable', reason: `no secure connection could be made (${code})` };
	return { kind: 'unknown', reason: AFTER_LEAVING[code] ?? 'the connection broke after it left' };
}

/** Milliseconds by Retry-After (seconds or a date, RFC 9110) or the `reset` of a RateLimit header (seconds). */
export function standardWait({ headers }: Answer, now: number): number | undefined {
	const retryAfter = headers['retry-after']?.trim();
	if (retryAfter !== undefined && /^\d+(\.\d+)?$/.test(retryAfter)) return Math.ceil(Number(retryAfter) * 1000);
	// Date.parse takes "-5" for a day in May 2001; a date names its month, or is ISO 8601.
	const date = retryAfter !== undefined && /[a-z]{3}|\dT\d/i.test(retryAfter) ? Date.parse(retryAfter) : Number.NaN;
	// By the provider's own clock where it tells it: this computer's may be wrong.
	if (!Number.isNaN(date)) return Math.max(0, date - (Date.parse(headers.date ?? '') || now));
	const reset = /\breset=(\d+)/.exec(headers.ratelimit ?? '');
	return reset ? Number(reset[1]) * 1000 : undefined;
}
