import { isAxiosError } from 'axios';

import type { FaultRequest, Misfortune } from '../../sandbox/faults.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import { mail, sms, support, text, useClients } from './clients.ts';

const clients = useClients();
const accepted = () => clients.sandbox.ledger.accepted;
const entries = () => clients.sandbox.ledger.requests;

function arrange(provider: ProviderName, fault: Misfortune, rest: Omit<FaultRequest, 'provider' | 'fault'> = {}): void {
	clients.sandbox.faults.add({ provider, fault, ...rest });
}

const sendText = (words = 'Hello') => clients.heymarket.post('/v1/message/send', { ...text, text: words });
const sendSms = () => clients.whippy.post('/v1/messaging/sms', sms);
const sendMail = () => clients.sendook.post(`${support}/messages/send`, mail);

async function codeOf(request: Promise<unknown>): Promise<string> {
	const error: unknown = await request.then(() => undefined, (reason: unknown) => reason);
	return isAxiosError(error) ? (error.code ?? error.message) : 'no error';
}

describe('an answer of another status', () => {
	it('has each provider’s usual body by default', async () => {
		arrange('heymarket', { type: 'status', status: 500 });
		arrange('whippy', { type: 'status', status: 500 });
		arrange('sendook', { type: 'status', status: 500 });
		const answers = [await sendText(), await sendSms(), await sendMail()];
		expect(answers.map(({ status, data }) => [status, data])).toEqual([
			[500, { message: 'Internal Server Error' }],
			[500, { errors: [{ description: 'Internal Server Error' }], status: 500 }],
			[500, expect.stringContaining('<pre>Internal Server Error</pre>')],
		]);
		expect(answers[0]?.headers['x-request-id']).toBe(entries()[0]?.requestId);
		expect(accepted()).toEqual([]);
	});

	it('can have a body, headers and a content type', async () => {
		arrange('heymarket', { type: 'status', status: 422, body: 'no', headers: { 'X-Made-Up': '1' }, contentType: null });
		arrange('heymarket', { type: 'status', status: 408, body: { a: 1 } });
		const [first, second] = [await sendText(), await sendText()];
		expect([first.status, first.data, first.headers['content-type'], first.headers['x-made-up']]).toEqual([422, 'no', undefined, '1']);
		expect([second.status, second.data]).toEqual([408, { a: 1 }]);
	});

	it('can come after the message was accepted', async () => {
		arrange('heymarket', { type: 'status', status: 500 }, { when: 'after' });
		expect((await sendText()).status).toBe(500);
		expect(accepted()).toHaveLength(1);
	});

	it('is a 401 with each provider’s usual body, once or always', async () => {
		arrange('sendook', { type: 'unauthorized' });
		arrange('whippy', { type: 'unauthorized' }, { times: 'always' });
		const statuses = [await sendMail(), await sendMail(), await sendSms(), await sendSms()].map(({ status }) => status);
		expect(statuses).toEqual([401, 200, 401, 401]);
	});
});

describe('a 429', () => {
	const hints = ['retry-after', 'ratelimit', 'x-ratelimit-remaining-interval-milliseconds'];
	async function throttled(provider: ProviderName, fault: Omit<Extract<Misfortune, { type: 'throttle' }>, 'type'>) {
		arrange(provider, { type: 'throttle', ...fault });
		const { status, data, headers } = await { heymarket: sendText, whippy: sendSms, sendook: sendMail }[provider]();
		expect(status).toBe(429);
		return { data: data as unknown, hints: Object.fromEntries(hints.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]]))) };
	}

	it('says in the provider’s own way how long to wait', async () => {
		expect(await throttled('heymarket', {})).toEqual({ data: { message: 'Rate limit exceeded' }, hints: {} });
		expect(await throttled('whippy', { milliseconds: 250 })).toEqual({
			data: { errors: [{ description: 'Rate limit exceeded' }], status: 429 },
			hints: { 'x-ratelimit-remaining-interval-milliseconds': '250' },
		});
		expect(await throttled('sendook', { milliseconds: 1_200 })).toEqual({
			data: 'Too many requests, please try again later.',
			hints: { 'retry-after': '2', ratelimit: 'limit=100, remaining=0, reset=2' },
		});
	});

	it('can say it in any other way', async () => {
		expect((await throttled('heymarket', { style: 'retryAfterSeconds', milliseconds: 3_000 })).hints).toEqual({ 'retry-after': '3' });
		expect((await throttled('heymarket', { style: 'milliseconds', milliseconds: 30 })).hints).toEqual({ 'x-ratelimit-remaining-interval-milliseconds': '30' });
		expect((await throttled('sendook', { style: 'rateLimitReset', milliseconds: 3_000 })).hints).toEqual({ ratelimit: 'limit=100, remaining=0, reset=3' });
		expect((await throttled('sendook', { style: 'none' })).hints).toEqual({});
		const date = (await throttled('whippy', { style: 'retryAfterDate', milliseconds: 5_000 })).hints['retry-after'] ?? '';
		expect(date).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
		expect(Date.parse(date) - Date.now()).toBeGreaterThan(3_000);
	});

	it('can be one of Sendook’s quotas: without Retry-After, and with the hourly limit not used up', async () => {
		const room = { ratelimit: expect.stringMatching(/remaining=40/) };
		expect(await throttled('sendook', { style: 'dailyQuota' })).toEqual({ data: { error: 'Message limit reached' }, hints: room });
		expect(await throttled('sendook', { style: 'monthlyQuota' })).toEqual({
			data: { errors: [{ msg: expect.stringMatching(/^Usage limit reached/) }] },
			hints: room,
		});
	});
});

describe('a broken connection', () => {
	it('is reset before or after the message is accepted', async () => {
		arrange('heymarket', { type: 'reset' });
		arrange('heymarket', { type: 'reset' }, { when: 'after' });
		expect(await codeOf(sendText('lost'))).toBe('ECONNRESET');
		expect(await codeOf(sendText('sent'))).toBe('ECONNRESET');
		expect(accepted().map(({ marker }) => marker)).toEqual(['sent']);
		expect(entries().map(({ faults, status, body }) => [faults, status, body === undefined])).toEqual([
			[['reset'], undefined, false],
			[['reset'], undefined, false],
		]);
	});

	it('is reset with the body unread', async () => {
		arrange('heymarket', { type: 'reset', unread: true });
		expect(await codeOf(sendText())).toMatch(/ECONNRESET|EPIPE/);
		expect(entries()).toMatchObject([{ faults: ['reset'] }]);
		expect(entries()[0]).not.toHaveProperty('body');
		expect((await sendText()).status).toBe(200);
	});

	it('cuts the answer short', async () => {
		arrange('whippy', { type: 'truncate' }, { when: 'after' });
		// What axios calls a body that ends early.
		expect(await codeOf(sendSms())).toBe('ERR_BAD_RESPONSE');
		expect(accepted()).toHaveLength(1);
		arrange('whippy', { type: 'truncate', status: 201, body: '{"data":{"id":"1"}}' });
		// What axios calls a body that ends early.
		expect(await codeOf(sendSms())).toBe('ERR_BAD_RESPONSE');
		expect(accepted()).toHaveLength(1);
		expect(entries().map(({ status }) => status)).toEqual([201, 201]);
	});

	it('hangs until the client gives up', async () => {
		arrange('sendook', { type: 'hang' }, { when: 'after' });
		const request = clients.sendook.post(`${support}/messages/send`, mail, { timeout: 100 });
		expect(await codeOf(request)).toBe('ECONNABORTED');
		expect(accepted()).toHaveLength(1);
	});
});

describe('an unreadable answer', () => {
	it('is not JSON, although its content type is', async () => {
		arrange('heymarket', { type: 'invalidJson' }, { when: 'after' });
		const { status, data, headers } = await sendText();
		expect([status, data, headers['content-type']]).toEqual([200, '{"id": 12, "date": ', 'application/json; charset=utf-8']);
		expect(accepted()).toHaveLength(1);
	});

	it('is a web page', async () => {
		arrange('whippy', { type: 'html' });
		const { status, data, headers } = await sendSms();
		expect([status, data, headers['content-type']]).toEqual([502, expect.stringContaining('Bad Gateway'), 'text/html; charset=utf-8']);
	});
});

it.each([301, 302, 303, 307, 308] as const)('a redirect of %i leads to the sandbox’s own address for that, or to a given one', async (status) => {
	arrange('heymarket', { type: 'redirect', status });
	arrange('heymarket', { type: 'redirect', status, location: 'http://127.0.0.1:9/x' });
	const answers = [await sendText(), await sendText()];
	expect(answers.map((answer) => [answer.status, answer.headers['location']])).toEqual([[status, '/redirected'], [status, 'http://127.0.0.1:9/x']]);
	expect([accepted(), clients.sandbox.ledger.violations]).toEqual([[], []]);
});

it('a delay holds up the request or its answer, and can strike together with another fault', async () => {
	arrange('heymarket', { type: 'delay', milliseconds: 60 });
	arrange('heymarket', { type: 'delay', milliseconds: 60 }, { when: 'after', times: 2 });
	arrange('heymarket', { type: 'status', status: 503 }, { when: 'after', skip: 1 });
	const lasted = async () => {
		const started = performance.now();
		const { status } = await sendText();
		return [status, performance.now() - started] as const;
	};
	const [first, second] = [await lasted(), await lasted()];
	expect([first[0], second[0]]).toEqual([200, 503]);
	// Timers may fire a millisecond early.
	expect(first[1]).toBeGreaterThan(117);
	expect(second[1]).toBeGreaterThan(58);
	expect(entries().map(({ faults }) => faults)).toEqual([['delay', 'delay'], ['delay', 'status']]);
	expect(accepted()).toHaveLength(2);
});

describe('which requests are struck', () => {
	const refused = { type: 'status', status: 503 } as const;
	it.each([
		['operationId', { path: 'getConversation' }],
		['path of the contract', { path: '/v1/conversations/{id}' }],
		['path', { path: '/v1/conversations/2001' }],
		['method', { method: 'get', path: 'getConversation' }],
	])('by %s', async (_name, match) => {
		arrange('heymarket', refused, { match, times: 'always' });
		const statuses = [await clients.heymarket.get('/v1/inboxes'), await sendText(), await clients.heymarket.get('/v1/conversations/2001')];
		expect(statuses.map(({ status }) => status)).toEqual([200, 200, 503]);
	});

	it('by a text in the body, after some others, and a number of times', async () => {
		arrange('heymarket', refused, { match: { bodyIncludes: 'row 4' }, skip: 1, times: 2 });
		const statuses = [];
		for (const words of ['row 4', 'row 3', 'row 4', 'row 4', 'row 4']) statuses.push((await sendText(words)).status);
		expect(statuses).toEqual([200, 200, 503, 503, 200]);
		expect(clients.sandbox.faults.list()).toMatchObject([{ struck: 2, times: 2, skip: 1 }]);
	});

	it('of one provider only', async () => {
		arrange('whippy', refused, { times: 'always' });
		expect((await sendText()).status).toBe(200);
	});

	it('none, after the fault was removed', async () => {
		arrange('heymarket', refused, { times: 'always' });
		clients.sandbox.faults.clear();
		expect((await sendText()).status).toBe(200);
	});
});

it.each([
	[{ provider: 'elsewhere', fault: { type: 'hang' } }, /provider/],
	[{ provider: 'whippy', fault: { type: 'explode' } }, /type/],
	[{ provider: 'whippy', fault: { type: 'status' } }, /status/],
	[{ provider: 'whippy', fault: { type: 'delay', milliseconds: -1 } }, /milliseconds/],
	[{ provider: 'whippy', fault: { type: 'reset', unread: true }, match: { bodyIncludes: 'a' } }, /unread/],
	[{ provider: 'whippy', fault: { type: 'throttle', style: 'dailyQuota' } }, /quota/],
	[{ provider: 'whippy', fault: { type: 'hang' }, time: 1 }, /additional/],
])('%j is not a fault', (request, message) => {
	expect(() => clients.sandbox.faults.add(request as FaultRequest)).toThrow(message);
	expect(clients.sandbox.faults.list()).toEqual([]);
});
