import { client, jwt, mail, sms, support, text, useClients } from './clients.ts';
import { Limits } from '../../sandbox/limits.ts';

const clients = useClients();
const sendText = (headers = {}) => clients.heymarket.post('/v1/message/send', text, { headers });
const sendSms = () => clients.whippy.post('/v1/messaging/sms', sms);
const sendMail = () => clients.sendook.post(`${support}/messages/send`, mail);

async function statuses(count: number, send: () => Promise<{ status: number }>): Promise<Record<number, number>> {
	const counted: Record<number, number> = {};
	for (const { status } of await Promise.all(Array.from({ length: count }, send))) counted[status] = (counted[status] ?? 0) + 1;
	return counted;
}

it('are the documented ones at first', async () => {
	expect(await statuses(503, () => clients.heymarket.get('/v1/team'))).toEqual({ 200: 500, 429: 3 });
	expect(await statuses(102, sendMail)).toEqual({ 200: 100, 429: 2 });
	expect(clients.sandbox.limits.list()).toMatchObject({ whippy: { standard: { count: 25, window: 1_000 } } });
});

it('can be switched off, changed, and restored', async () => {
	const { limits } = clients.sandbox;
	limits.set('heymarket', { count: 2, window: 60_000, kind: 'fixed' });
	expect(await statuses(3, sendText)).toEqual({ 200: 2, 429: 1 });
	limits.set('heymarket', 'off');
	expect(await statuses(3, sendText)).toEqual({ 200: 3 });
	limits.set('heymarket', 'default');
	expect(limits.list().heymarket['minute']).toEqual({ count: 500, window: 60_000, kind: 'fixed' });
	expect(() => limits.set('whippy', 'off', 'hourly')).toThrow('whippy has no limit "hourly". It has: standard, organization, slow');
	clients.sandbox.limits.set('heymarket', { count: 1, window: 60_000, kind: 'fixed' });
	clients.sandbox.reset();
	expect(await statuses(3, sendText)).toEqual({ 200: 3 });
});

it('give each provider’s own answer', async () => {
	for (const provider of ['heymarket', 'whippy', 'sendook'] as const) clients.sandbox.limits.set(provider, { count: 1, window: 60_000, kind: 'fixed' });
	await Promise.all([sendText(), sendSms(), sendMail()]);
	const [heymarket, whippy, sendook] = [await sendText(), await sendSms(), await sendMail()];
	expect([heymarket.status, heymarket.data, heymarket.headers['retry-after']]).toEqual([429, { message: 'Rate limit exceeded' }, undefined]);
	expect([whippy.status, whippy.data]).toEqual([429, { errors: [{ description: 'Rate limit exceeded' }], status: 429 }]);
	const left = Number(whippy.headers['x-ratelimit-remaining-interval-milliseconds']);
	expect(left > 20_000 && left <= 60_000).toBe(true);
	expect([sendook.status, sendook.data, sendook.headers['content-type']]).toEqual([429, 'Too many requests, please try again later.', 'text/html; charset=utf-8']);
	expect(sendook.headers['ratelimit-policy']).toBe('1;w=60');
	expect(sendook.headers['ratelimit']).toMatch(/^limit=1, remaining=0, reset=([2-5]\d|60)$/);
	expect(sendook.headers['retry-after']).toMatch(/^([2-5]\d|60)$/);
});

it('count by key for Heymarket, and don’t count refused tokens', async () => {
	const { secondSecretId, secondSecretKey, teamKey } = clients.sandbox.credentials.heymarket;
	clients.sandbox.limits.set('heymarket', { count: 1, window: 10_000, kind: 'fixed' });
	const second = jwt({ claims: { iss: secondSecretId, iat: Math.floor(Date.now() / 1_000) }, key: `${secondSecretId}||${secondSecretKey}` });
	const answers = [
		await sendText({ Authorization: 'Bearer nonsense' }),
		await sendText(),
		await sendText(),
		await sendText({ Authorization: `Bearer ${second}` }),
		await sendText({ Authorization: `Bearer ${teamKey}` }),
	];
	expect(answers.map(({ status }) => status)).toEqual([401, 200, 429, 200, 200]);
});

it('count Sendook’s sends and replies by client address, whatever their result, and don’t count reads', async () => {
	clients.sandbox.limits.set('sendook', { count: 3, window: 10_000, kind: 'fixed' });
	const reply = await clients.sendook.post(`${support}/messages/695b7c0000000000000003e8/reply`, { text: 'a', html: 'a' });
	const missing = await clients.sendook.post('/v1/inboxes/000000000000000000000000/messages/send', mail);
	const broken = await clients.sendook.post(`${support}/messages/send`, { ...mail, html: '' });
	expect([reply, missing, broken].map(({ status, headers }) => [status, headers['ratelimit']?.split(', ')[1]])).toEqual([
		[200, 'remaining=2'],
		[404, 'remaining=1'],
		[500, 'remaining=0'],
	]);
	expect((await sendMail()).status).toBe(429);
	const read = await clients.sendook.get('/v1/inboxes');
	expect([read.status, read.headers['ratelimit']]).toEqual([200, undefined]);
});

it('count stored messages for Sendook’s daily and monthly quotas, which are checked after the hourly limit', async () => {
	const { limits } = clients.sandbox;
	limits.set('sendook', { count: 1, window: 60_000, kind: 'fixed' }, 'daily');
	await clients.sendook.post('/v1/inboxes/000000000000000000000000/messages/send', mail);
	const [first, second] = [await sendMail(), await sendMail()];
	expect([first.status, second.status, second.data]).toEqual([200, 429, { error: 'Message limit reached' }]);
	expect([second.headers['ratelimit']?.split(', ')[1], second.headers['retry-after']]).toEqual(['remaining=97', undefined]);
	limits.set('sendook', 'off', 'daily');
	limits.set('sendook', { count: 1, window: 60_000, kind: 'fixed' }, 'monthly');
	expect(await statuses(2, sendMail)).toEqual({ 200: 1, 429: 1 });
	expect((await sendMail()).data).toEqual({ errors: [{ msg: expect.stringMatching(/^Usage limit/) }] });
	limits.set('sendook', { count: 1, window: 60_000, kind: 'fixed' }, 'hourly');
	await sendMail();
	expect((await sendMail()).data).toBe('Too many requests, please try again later.');
});

it('allow more requests to Whippy’s organization page', async () => {
	clients.sandbox.limits.set('whippy', { count: 1, window: 10_000, kind: 'sliding' });
	expect(await statuses(3, sendSms)).toEqual({ 201: 1, 429: 2 });
	expect(await statuses(3, () => clients.whippy.get('/v1/organization'))).toEqual({ 200: 3 });
});

it('don’t count requests that a fault answers', async () => {
	clients.sandbox.limits.set('heymarket', { count: 1, window: 10_000, kind: 'fixed' });
	clients.sandbox.faults.add({ provider: 'heymarket', fault: { type: 'throttle' } });
	expect([(await sendText()).status, (await sendText()).status, (await sendText()).status]).toEqual([429, 200, 429]);
});

it('work with any client', async () => {
	clients.sandbox.limits.set('sendook', { count: 1, window: 10_000, kind: 'fixed' });
	const other = client(clients.sandbox.urls.sendook, { Authorization: `Bearer ${clients.sandbox.credentials.sendook.apiKey}` });
	expect([(await sendMail()).status, (await other.post(`${support}/messages/send`, mail)).status]).toEqual([200, 429]);
});

describe('the kinds of windows', () => {
	beforeEach(() => jest.useFakeTimers({ now: 0 }));
	afterEach(() => jest.useRealTimers());

	const limitsOf = (kind: 'fixed' | 'sliding' | 'bucket') => {
		const one = { only: { count: 4, window: 400, kind } };
		const limits = new Limits({ heymarket: one, whippy: one, sendook: one });
		return () => limits.take('heymarket', 'only', 'me');
	};
	/** How many of `count` requests at a time are accepted, and the wait that the last one gets. */
	const at = (time: number, count: number, take: ReturnType<typeof limitsOf>) => {
		jest.setSystemTime(time);
		const hits = Array.from({ length: count }, take);
		return [hits.filter((hit) => hit?.allowed === true).length, hits.at(-1)?.wait];
	};

	it('a fixed one begins with the first request, and all its requests are free again at once', () => {
		const take = limitsOf('fixed');
		expect(at(250, 1, take)).toEqual([1, 400]);
		expect(at(500, 5, take)).toEqual([3, 150]);
		expect(at(649, 1, take)).toEqual([0, 1]);
		expect(at(650, 5, take)).toEqual([4, 400]);
	});

	it('in a sliding one, each request is free again a window later', () => {
		const take = limitsOf('sliding');
		expect(at(0, 1, take)).toEqual([1, 400]);
		expect(at(200, 5, take)).toEqual([3, 200]);
		expect(at(399, 1, take)).toEqual([0, 1]);
		expect(at(400, 3, take)).toEqual([1, 200]);
	});

	it('in a bucket, requests are free again one after another', () => {
		const take = limitsOf('bucket');
		expect(at(0, 6, take)).toEqual([4, 100]);
		expect(at(50, 1, take)).toEqual([0, 50]);
		expect(at(100, 3, take)).toEqual([1, 100]);
		expect(at(10_000, 9, take)).toEqual([4, 100]);
	});
});
