import { NodeApiError, NodeOperationError, UserError, type INode, type JsonObject } from 'n8n-workflow';
import { outcomeOf, outcomeOfThrown, standardWait } from '../../../../nodes/shared/transport/outcome';
import { answer, provider } from '../support';

const someProvider = provider();

describe('by status', () => {
	test.each([
		[200, 'accepted'],
		[204, 'accepted'],
		[299, 'accepted'],
		[300, 'redirected'],
		[301, 'redirected'],
		[302, 'redirected'],
		[304, 'redirected'],
		[307, 'redirected'],
		[400, 'rejected'],
		[401, 'unauthorized'],
		[403, 'rejected'],
		[404, 'rejected'],
		[408, 'unknown'],
		[413, 'rejected'],
		[422, 'rejected'],
		[429, 'throttled'],
		[500, 'unknown'],
		[502, 'unknown'],
		[504, 'unknown'],
	])('%i is %s', (status, kind) => {
		expect(outcomeOf(someProvider, answer(status))).toMatchObject({ kind, answer: { status } });
	});

	test('a 429 is a quota if the provider says so', () => {
		const withQuota = provider({ isQuota: ({ body }) => body === 'for today' });
		expect(outcomeOf(withQuota, answer(429, 'for today')).kind).toBe('quota');
		expect(outcomeOf(withQuota, answer(429, 'for now')).kind).toBe('throttled');
		expect(outcomeOf(withQuota, answer(400, 'for today')).kind).toBe('rejected');
	});

	test('the provider’s own hint of how long to wait comes first', () => {
		const hinting = provider({ waitHint: ({ headers }) => (headers['x-wait'] ? Number(headers['x-wait']) : undefined) });
		expect(outcomeOf(hinting, answer(429, '', { 'x-wait': '40', 'retry-after': '7' }))).toMatchObject({ waitMs: 40 });
		expect(outcomeOf(hinting, answer(429, '', { 'retry-after': '7' }))).toMatchObject({ waitMs: 7_000 });
		expect(outcomeOf(hinting, answer(429))).toMatchObject({ kind: 'throttled', waitMs: undefined });
	});

	test.each([
		['no time', '0', undefined],
		['a date that has passed', 'Thu, 01 Jan 1970 00:00:00 GMT', undefined],
		['a year', '31536000', 24 * 3_600_000],
		['more digits than a number has', '9'.repeat(400), 24 * 3_600_000],
		['the year 9999', 'Fri, 31 Dec 9999 23:59:59 GMT', 24 * 3_600_000],
	])('a hint of %s is ignored, or counts as a day at most', (_, retryAfter, waitMs) => {
		expect(outcomeOf(someProvider, answer(429, '', { 'retry-after': retryAfter }))).toMatchObject({ kind: 'throttled', waitMs });
	});
});

describe('how long to wait, by the standard headers', () => {
	const now = Date.UTC(2026, 0, 1, 12);

	test.each([
		['seconds', { 'retry-after': ' 30 ' }, 30_000],
		['a date', { 'retry-after': 'Thu, 01 Jan 2026 12:00:05 GMT' }, 5_000],
		['a date by the provider’s clock', { 'retry-after': 'Thu, 01 Jan 2026 12:00:05 GMT', date: 'Thu, 01 Jan 2026 12:00:03 GMT' }, 2_000],
		['a date that has passed', { 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
		['the reset of RateLimit', { ratelimit: 'limit=100, remaining=0, reset=3493' }, 3_493_000],
		['both: Retry-After', { 'retry-after': '1', ratelimit: 'limit=1, remaining=0, reset=9' }, 1_000],
		['part of a second', { 'retry-after': '120.5' }, 120_500],
		['an ISO date', { 'retry-after': '2026-01-01T12:00:05Z' }, 5_000],
		['words', { 'retry-after': 'soon' }, undefined],
		['less than nothing', { 'retry-after': '-5' }, undefined],
		['two numbers', { 'retry-after': '12, 13' }, undefined],
		['no number', { 'retry-after': 'NaN' }, undefined],
		['nonsense, and a reset', { 'retry-after': '-1', ratelimit: 'limit=1, remaining=0, reset=9' }, 9_000],
		['nothing', {}, undefined],
	])('%s', (_, headers, milliseconds) => {
		expect(standardWait(answer(429, '', headers), now)).toBe(milliseconds);
	});
});

describe('what n8n’s HTTP helper throws', () => {
	const node = { name: 'Node', type: 'node', parameters: {} } as unknown as INode;
	const thrown = (error: JsonObject, httpCode?: string) => new NodeApiError(node, error, { httpCode });

	test.each([
		['ECONNREFUSED', 'the connection was refused'],
		['ENOTFOUND', 'its address was not found'],
		['EAI_AGAIN', 'its address could not be looked up'],
		['EHOSTUNREACH', 'there is no route to it'],
		['ENETUNREACH', 'there is no route to it'],
		['ERR_INVALID_URL', 'the Base URL of the credential is not a web address'],
		['EPROTO', 'no secure connection could be made'],
		['CERT_HAS_EXPIRED', 'no secure connection could be made (CERT_HAS_EXPIRED)'],
		...[
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'SELF_SIGNED_CERT_IN_CHAIN',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			'HOSTNAME_MISMATCH',
			'ERR_TLS_CERT_ALTNAME_INVALID',
			'ERR_SSL_WRONG_VERSION_NUMBER',
		].map((code) => [code, `no secure connection could be made (${code})`]),
	])('%s: the request never left', (code, reason) => {
		expect(outcomeOfThrown(someProvider, thrown({}, code))).toEqual({ kind: 'unreachable', reason });
	});

	test.each([
		['ECONNRESET', 'the connection broke after it left'],
		['EPIPE', 'the connection broke after it left'],
		['ECONNABORTED', 'no answer came in time'],
		['ETIMEDOUT', 'no answer came in time'],
		['ERR_CANCELED', 'the execution was canceled while it was on its way'],
	])('%s: the outcome is unknown', (code, reason) => {
		expect(outcomeOfThrown(someProvider, thrown({}, code))).toEqual({ kind: 'unknown', reason });
	});

	test.each([
		['200', 'accepted'],
		['201', 'accepted'],
		['500', 'unknown'],
		['422', 'rejected'],
	])('a body that was cut after status %s: %s', (status, kind) => {
		expect(outcomeOfThrown(someProvider, thrown({}, status)).kind).toBe(kind);
	});

	test.each([
		['UserError', new UserError('API Key is empty. Fill it in in the credential.')],
		['NodeOperationError', new NodeOperationError(node, 'Domain not allowed')],
	])('a %s of n8n or of a credential means that the request never left', (_, refusal) => {
		const unreachable = { kind: 'unreachable', reason: refusal.message };
		expect(outcomeOfThrown(someProvider, refusal)).toEqual(unreachable);
		expect(outcomeOfThrown(someProvider, new NodeApiError(node, refusal as never))).toEqual(unreachable);
	});

	test.each([new Error('odd'), new TypeError('odd'), 'odd', undefined, null, {}, { httpCode: null, cause: 'odd' }])(
		'the outcome of a request that ended with %p is unknown',
		(odd) => expect(outcomeOfThrown(someProvider, odd).kind).toBe('unknown'),
	);

	test('an error of another copy of n8n’s classes is judged by its shape', () => {
		class NodeApiErrorOfAnotherCopy extends Error {
			constructor(readonly httpCode: string | null, cause?: Error) {
				super('odd', { cause });
				this.name = 'NodeApiError';
			}
		}
		const coded = Object.assign(new Error('odd'), { code: 'ECONNRESET' });
		expect(outcomeOfThrown(someProvider, new NodeApiErrorOfAnotherCopy('ECONNREFUSED')).kind).toBe('unreachable');
		expect(outcomeOfThrown(someProvider, new NodeApiErrorOfAnotherCopy('ECONNRESET')).kind).toBe('unknown');
		expect(outcomeOfThrown(someProvider, new NodeApiErrorOfAnotherCopy(null, coded)).kind).toBe('unknown');
		expect(outcomeOfThrown(someProvider, coded).kind).toBe('unknown');
	});

	test.each([
		['a web page', '<!doctype html><p>Sign in'],
		['an error', { id: 1, error: 'no such inbox' }],
		['errors', { errors: [{ msg: 'no' }] }],
		['an error of another kind', { error: { code: 7 } }],
		['an error that is true', { error: true }],
	])('a 2xx with %s is an unknown outcome', (_, body) => {
		expect(outcomeOf(someProvider, answer(200, body)).kind).toBe('unknown');
	});

	test('what it names is told', () => {
		const outcome = outcomeOf(provider(), answer(200, { id: 7, errors: { to: ['is odd'] }, message: 'Accepted' }));
		expect(outcome).toMatchObject({ kind: 'unknown', reason: 'its answer names something that went wrong: to: is odd' });
	});

	test.each([{ error: '' }, { error: null }, { error: false }, { error: 0 }, { errors: [] }, { errors: {} }, { error: ' ' }, {}, 'ok', '', undefined, []])(
		'a 2xx with %j is accepted',
		(body) => expect(outcomeOf(someProvider, answer(200, body)).kind).toBe('accepted'),
	);
});
