import type { Answer, Provider, RequestKind } from '../shared/provider';
import { baseUrlOf, secretText } from '../shared/security/credentials';

/** Endpoints that take ten writes a minute (docs.whippy.ai/docs/rate-limiting). */
function isSlow({ effect, path }: RequestKind): boolean {
	return effect !== 'read' && /^\/v1\/(campaigns|contacts\/lists|sequences)/.test(path);
}

/** Milliseconds that a 429 names in its own header (reported by a sync service that waits by it). */
function waitHint({ headers }: Answer): number | undefined {
	const milliseconds = headers['x-ratelimit-remaining-interval-milliseconds'];
	return milliseconds !== undefined && /^\d+$/.test(milliseconds) ? Number(milliseconds) : undefined;
}

/** What to do when Whippy accepts no key, here and in the test of the credential. */
export const keyAdvice = 'Check the key under Developers > API Keys; it may be disabled.';

/** What is particular about Whippy (docs.whippy.ai: api-keys, errors, rate-limiting, pagination). */
export const whippy: Provider = {
	name: 'Whippy',
	credential: 'whippyApi',
	baseUrl: 'https://api.whippy.co',
	limits: [
		{ count: 25, windowMs: 1_000, words: '25 a second', countedBy: 'account' },
		{ count: 10, windowMs: 60_000, words: '10 a minute', countedBy: 'account', covers: isSlow },
	],
	account: ({ apiKey }) => String(apiKey),
	unwrap: (body) =>
		typeof body === 'object' && body !== null && 'data' in body ? (body as { data: unknown }).data : body,
	checkCredentials(credentials) {
		baseUrlOf(credentials);
		secretText(credentials.apiKey, 'API Key');
	},
	waitHint,
	advice: {
		401: keyAdvice,
		403: 'This API key may not do that; check it under Developers > API Keys.',
	},
};
