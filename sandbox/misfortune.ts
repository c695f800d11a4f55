import type { ServerResponse } from 'node:http';

import { htmlPage, json, plain } from './answer.ts';
import type { Answer } from './answer.ts';
import { redirectTrap } from './arrival.ts';
import type { Misfortune } from './faults.ts';
import type { LimitSetting } from './limits.ts';
import type { Provider } from './provider.ts';

const statusWords: Record<number, string> = {
	400: 'Bad Request',
	403: 'Forbidden',
	404: 'Not Found',
	408: 'Request Timeout',
	422: 'Unprocessable Entity',
	500: 'Internal Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
};

function statusAnswer(provider: Provider, fault: Extract<Misfortune, { type: 'status' }>): Answer {
	const headers = fault.headers ?? {};
	let answer: Answer;
	if (fault.body === undefined && fault.status === 401) answer = provider.unauthorized();
	else if (fault.body === undefined && fault.status >= 400) {
		const words = statusWords[fault.status] ?? 'Not done';
		if (provider.name === 'heymarket') answer = json(fault.status, { message: words });
		else if (provider.name === 'whippy') answer = json(fault.status, { errors: [{ description: words }], status: fault.status });
		else answer = fault.status >= 500 ? htmlPage(fault.status, words) : json(fault.status, { error: words });
	} else if (fault.body === undefined) answer = plain(fault.status, '', {}, null);
	else if (typeof fault.body === 'string') answer = plain(fault.status, fault.body);
	else answer = json(fault.status, fault.body);
	const contentType = fault.contentType === undefined ? answer.contentType : fault.contentType;
	return { ...answer, contentType, headers: { ...answer.headers, ...headers } };
}

const withoutHint: Record<string, true> = {
	'retry-after': true,
	ratelimit: true,
	'ratelimit-policy': true,
	'x-ratelimit-remaining-interval-milliseconds': true,
};

function throttleAnswer(provider: Provider, fault: Extract<Misfortune, { type: 'throttle' }>): Answer {
	const milliseconds = fault.milliseconds ?? 1_000;
	const style = fault.style ?? 'provider';
	const quota = style === 'dailyQuota' ? 'daily' : style === 'monthlyQuota' ? 'monthly' : undefined;
	const limit = quota ?? Object.keys(provider.limits)[0] ?? '';
	const documented = provider.limits[limit] as LimitSetting;
	const answer = provider.throttled({ ...documented, limit, allowed: false, remaining: 0, wait: milliseconds });
	if (style === 'provider') return answer;
	if (quota !== undefined) {
		// The headers tell of the hourly limit, which is not used up when a quota is.
		const hourly = provider.limits['hourly'] as LimitSetting;
		const room = { ...hourly, limit: 'hourly', allowed: true, remaining: 40, wait: 1_800_000 };
		return { ...answer, headers: { ...provider.limitHeaders?.(room), ...answer.headers } };
	}
	const seconds = Math.ceil(milliseconds / 1_000);
	const hints: Partial<Record<typeof style, Record<string, string>>> = {
		retryAfterSeconds: { 'Retry-After': String(seconds) },
		// An HTTP date has whole seconds only.
		retryAfterDate: { 'Retry-After': new Date(Math.ceil((Date.now() + milliseconds) / 1_000) * 1_000).toUTCString() },
		milliseconds: { 'X-RateLimit-Remaining-Interval-Milliseconds': String(milliseconds) },
		rateLimitReset: {
			'RateLimit-Policy': `${documented.count};w=${Math.ceil(documented.window / 1_000)}`,
			RateLimit: `limit=${documented.count}, remaining=0, reset=${seconds}`,
		},
	};
	const kept = Object.entries(answer.headers).filter(([name]) => !withoutHint[name.toLowerCase()]);
	return { ...answer, headers: { ...Object.fromEntries(kept), ...hints[style] } };
}

/**
 * What a fault sends instead of the answer.
 *
 * @param processed The answer to the request, if it was processed
 * @returns the answer to send (with `cut`, only half of it), or `reset`, or `hang`
 */
export function misfortuneAnswer(
	provider: Provider,
	fault: Misfortune,
	processed: Answer | undefined,
): { answer: Answer; cut?: boolean } | 'reset' | 'hang' {
	switch (fault.type) {
		case 'reset':
		case 'hang':
			return fault.type;
		case 'unauthorized':
			return { answer: provider.unauthorized() };
		case 'status':
			return { answer: statusAnswer(provider, fault) };
		case 'throttle':
			return { answer: throttleAnswer(provider, fault) };
		case 'html':
			return {
				answer:
					fault.body === undefined
						? htmlPage(fault.status ?? 502, statusWords[fault.status ?? 502] ?? 'Bad Gateway')
						: plain(fault.status ?? 502, fault.body, {}, 'text/html; charset=utf-8'),
			};
		case 'redirect':
			return { answer: plain(fault.status ?? 302, '', { Location: fault.location ?? redirectTrap }, null) };
		case 'truncate': {
			const answer = processed ?? json(200, { id: 1, note: 'cut off' });
			return { answer: { ...answer, status: fault.status ?? answer.status, text: fault.body ?? answer.text }, cut: true };
		}
		case 'invalidJson': {
			const answer = processed ?? json(200, {});
			return { answer: { ...answer, status: fault.status ?? answer.status, text: fault.body ?? '{"id": 12, "date": ' } };
		}
		case 'delay':
			throw new Error('A delay does not replace the answer');
	}
}

/** Sends an answer. With `cut`, it sends only half of it and then resets the connection. */
export function send(response: ServerResponse, answer: Answer, headers: Record<string, string>, cut = false): void {
	const body = Buffer.from(answer.text, 'utf8');
	const all: Record<string, string | number> = { ...headers, ...answer.headers, 'Content-Length': body.length };
	if (answer.contentType !== null) all['Content-Type'] = answer.contentType;
	response.writeHead(answer.status, all);
	if (!cut) {
		response.end(body);
		return;
	}
	response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}
