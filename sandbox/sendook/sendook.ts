import { htmlPage, json, plain } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { credentials } from '../credentials.ts';
import type { LimitHit } from '../limits.ts';
import type { Arrival, Call, Provider, Refused } from '../provider.ts';
import * as messages from './messages.ts';
import { Deliveries } from '../deliveries.ts';
import { tell } from './events.ts';
import { seed } from './state.ts';
import type { SendookState } from './state.ts';
import { table } from './table.ts';

const sends = new Set(['sendMessage', 'replyToMessage']);

/** A 401 as the real server sends it: plain text without a content type. */
function unauthorized(reason?: string): Answer {
	const said = reason === undefined ? 'Bearer realm="Users"' : `Bearer realm="Users", error="${reason}"`;
	return plain(401, 'Unauthorized', { 'WWW-Authenticate': said }, null);
}

function authenticate({ apiKeys }: SendookState, { headers }: Arrival): ReturnType<Provider['authenticate']> {
	const [scheme = '', token, ...rest] = (headers['authorization'] ?? '').split(' ').filter((part) => part !== '');
	if (scheme === '') return { refusal: unauthorized(), reason: 'no Authorization header' };
	if (token === undefined || rest.length > 0) {
		return { refusal: plain(400, 'Bad Request', {}, null), reason: 'the Authorization header is not "Bearer" and one key' };
	}
	if (scheme.toLowerCase() !== 'bearer') return { refusal: unauthorized(), reason: 'the scheme is not Bearer' };
	if (token === credentials.sendook.apiKey || apiKeys.some(({ key }) => key === token)) return { account: 'demo' };
	return { refusal: unauthorized('invalid_token'), reason: 'an unknown key' };
}

function rateHeaders({ count, window, remaining, wait }: LimitHit): Record<string, string> {
	return {
		'RateLimit-Policy': `${count};w=${Math.ceil(window / 1_000)}`,
		RateLimit: `limit=${count}, remaining=${remaining}, reset=${Math.ceil(wait / 1_000)}`,
	};
}

/** The 429 of a limit. Only the bodies of the three differ. Waiting a little helps only with the hourly limit. */
function throttled(hit: LimitHit): Answer {
	if (hit.limit === 'daily') return json(429, { error: 'Message limit reached' });
	if (hit.limit === 'monthly') {
		const msg = 'Usage limit reached. Add a payment method to your account to make more requests.';
		return json(429, { errors: [{ msg }] });
	}
	const headers = { ...rateHeaders(hit), 'Retry-After': String(Math.ceil(hit.wait / 1_000)) };
	return plain(429, 'Too many requests, please try again later.', headers, 'text/html; charset=utf-8');
}

function refuse({ kind, detail, keyword }: Refused): Answer {
	switch (kind) {
		case 'unknown-operation':
		case 'path':
			return htmlPage(404, 'Not Found');
		case 'broken-json':
			return htmlPage(400, 'Bad Request');
		case 'contract':
			// The real server doesn't check the body of a send or reply: a value that it can't use ends in a 500. It would
			// silently ignore an unknown field, which is refused here.
			if (keyword === 'additionalProperties') return json(400, { errors: [{ type: 'field', msg: detail, location: 'body' }] });
			return htmlPage(500, 'Internal Server Error');
		default:
			return json(400, { error: detail });
	}
}

/** @param deliveries what posts to webhooks */
export function sendook(deliveries = new Deliveries()): Provider<SendookState> {
	const begin = (): SendookState => {
		const state = seed();
		state.tell = (told) => tell(state, deliveries, told);
		return state;
	};
	const operation =
		(operate: (state: SendookState, call: Call) => Answer) =>
		(call: Call): Answer =>
			operate(provider.state, call);
	const provider: Provider<SendookState> = {
		name: 'sendook',
		longestBody: 20 * 1_024 * 1_024,
		state: begin(),
		reset() {
			provider.state = begin();
		},
		limits: {
			hourly: { count: 100, window: 3_600_000, kind: 'fixed' },
			daily: { count: 100, window: 86_400_000, kind: 'fixed' },
			// Only organizations without a payment method have this limit. Its real count isn't known.
			monthly: { count: 1_000, window: 2_592_000_000, kind: 'fixed', off: true },
		},
		headers: () => ({}),
		authenticate: (arrival) => authenticate(provider.state, arrival),
		limited: (operationId, { address }, account) =>
			sends.has(operationId)
				? [
						{ limit: 'hourly', whose: address, counts: 'requests' },
						{ limit: 'daily', whose: account, counts: 'accepted' },
						{ limit: 'monthly', whose: account, counts: 'accepted' },
					]
				: [],
		limitHeaders: (hit) => (hit.limit === 'hourly' ? rateHeaders(hit) : {}),
		throttled,
		unauthorized: () => unauthorized('invalid_token'),
		refuse,
		tooLarge: () => htmlPage(413, 'PayloadTooLargeError: request entity too large'),
		recipients(operationId, { params, body }) {
			if (operationId === 'replyToMessage') return [`message ${params['messageId'] ?? ''}`];
			const to = operationId === 'sendMessage' ? (body as { to?: unknown } | null)?.to : undefined;
			return [to].flat().flatMap((address) => (typeof address === 'string' ? [address.toLowerCase()] : []));
		},
		operations: {
			sendMessage: operation(messages.sendMessage),
			replyToMessage: operation(messages.replyToMessage),
			...Object.fromEntries(Object.entries(table).map(([name, operate]) => [name, operation(operate)])),
		},
	};
	return provider;
}
