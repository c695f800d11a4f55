import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { startSandbox } from '../../sandbox/sandbox.ts';
import { client, text, until, useClients } from './clients.ts';

const clients = useClients();

it('is healthy', async () => {
	expect((await clients.control.get('/health')).data).toEqual({ healthy: true });
});

it('adds faults, lists them, and removes them', async () => {
	const one = { provider: 'heymarket', fault: { type: 'status', status: 503 } };
	const { status, data } = await clients.control.post('/faults', one);
	expect([status, data]).toEqual([201, [{ id: 1, provider: 'heymarket', match: {}, skip: 0, times: 1, when: 'before', fault: one.fault, struck: 0 }]]);
	expect((await clients.heymarket.post('/v1/message/send', text)).status).toBe(503);
	expect((await clients.control.get('/faults')).data).toMatchObject([{ struck: 1 }]);
	await clients.control.post('/faults', [one, one]);
	expect((await clients.control.delete('/faults/1')).data).toMatchObject([{ id: 2 }, { id: 3 }]);
	expect((await clients.control.delete('/faults')).data).toEqual([]);
	expect((await clients.heymarket.post('/v1/message/send', text)).status).toBe(200);
});

it('shows the ledger of all providers, or of one', async () => {
	await clients.heymarket.post('/v1/message/send', text);
	await clients.whippy.get('/v1/channels');
	const { data: whole } = await clients.control.get('/ledger');
	expect([whole.requests.length, whole.accepted.length, whole.maxInFlight]).toEqual([2, 1, 1]);
	expect(whole).toEqual(JSON.parse(JSON.stringify(clients.sandbox.ledger.snapshot())));
	const { data: part } = await clients.control.get('/ledger/whippy');
	expect(part.requests).toMatchObject([{ operationId: 'getChannels' }]);
});

it('changes limits', async () => {
	const { data } = await clients.control.post('/limits', { provider: 'heymarket', limit: { count: 1, window: 5_000 } });
	expect(data.heymarket.minute).toEqual({ count: 1, window: 5_000, kind: 'fixed' });
	await clients.heymarket.get('/v1/team');
	expect((await clients.heymarket.get('/v1/team')).status).toBe(429);
	await clients.control.post('/limits', { provider: 'heymarket', limit: 'off' });
	expect((await clients.heymarket.get('/v1/team')).status).toBe(200);
	await clients.control.post('/limits', { provider: 'sendook', limit: 'off', name: 'daily' });
	expect((await clients.control.get('/limits')).data.sendook).toMatchObject({ daily: { off: true }, hourly: { count: 100 } });
});

it('changes how it answers where no source tells it, until it is reset', async () => {
	const { data } = await clients.control.post('/unknowns', { provider: 'heymarket', unknown: 'memberZero', answer: 'refused' });
	expect(data.heymarket.memberZero).toEqual({ answer: 'refused', possible: ['everyInbox', 'refused'] });
	const status = async () => (await clients.heymarket.post('/v1/conversations', { id: 0, filters: {} })).status;
	expect(await status()).toBe(403);
	await clients.control.post('/reset');
	expect((await clients.control.get('/unknowns')).data.heymarket.memberZero.answer).toBe('everyInbox');
	expect(await status()).toBe(200);
});

it.each(['heymarket', 'whippy', 'sendook'] as const)('lets a customer of %s write', async (provider) => {
	const { status, data } = await clients.control.post('/inbound', { provider, text: 'Are you open?' });
	expect([status, data]).toMatchObject([201, expect.objectContaining(provider === 'whippy' ? { body: 'Are you open?' } : { text: 'Are you open?' })]);
});

it('posts everything several times if it is to, until it is reset', async () => {
	const came: number[] = [];
	const server = createServer((request, response) => {
		came.push(performance.now());
		request.resume();
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const write = async () => {
		await clients.control.post('/webhooks', { provider: 'heymarket', url, token: 'token' });
		await clients.control.post('/inbound', { provider: 'heymarket' });
		await clients.sandbox.deliveries.settled();
	};
	await clients.control.post('/repeats', { provider: 'heymarket', after: [0, 1_500] });
	await write();
	expect(came).toHaveLength(3);
	// The first one may arrive late on a busy computer.
	expect(came[2]! - came[0]!).toBeGreaterThan(500);
	const bodies = clients.sandbox.deliveries.all.map(({ body }) => JSON.stringify(body));
	expect(new Set(bodies).size).toBe(1);
	await clients.control.post('/reset');
	await write();
	expect(came).toHaveLength(4);
	await new Promise((resolve) => server.close(resolve));
});

it('lets mail come into a thread, and lets it come back', async () => {
	const [{ _id: inbox } = { _id: '' }] = clients.sandbox.state.sendook.inboxes;
	const { data: first } = await clients.control.post('/inbound', { provider: 'sendook', inbox });
	const { data: second } = await clients.control.post('/inbound', { provider: 'sendook', inbox, thread: first.threadId });
	expect(second.threadId).toBe(first.threadId);
	const { data: sent } = await clients.sendook.post(`/v1/inboxes/${inbox}/messages/${first._id}/reply`, { text: 'Hello', html: 'Hello' });
	expect((await clients.control.post('/outcomes', { provider: 'sendook', message: sent._id, status: 'bounced' })).data).toMatchObject({ _id: sent._id, status: 'bounced' });
	// What came in can't come back.
	expect((await clients.control.post('/outcomes', { provider: 'sendook', message: first._id, status: 'bounced' })).status).toBe(400);
});

it('resets', async () => {
	await clients.heymarket.post('/v1/message/send', text);
	await clients.control.post('/reset');
	expect((await clients.control.get('/ledger')).data.requests).toEqual([]);
});

it.each([
	['post', '/faults', { provider: 'heymarket' }, 400, /fault/],
	['post', '/faults', undefined, 400, /fault/],
	['post', '/limits', { provider: 'nobody', limit: 'off' }, 400, /There are: heymarket, whippy, sendook/],
	['post', '/limits', { provider: 'whippy', limit: 5 }, 400, /limit must be/],
	['post', '/limits', { provider: 'whippy', limit: { count: 0, window: 5 } }, 400, /limit must be/],
	['post', '/limits', { provider: 'whippy', limit: 'off', name: 'hourly' }, 400, /no limit "hourly"/],
	['post', '/unknowns', { provider: 'heymarket', unknown: 'weather', answer: 'fine' }, 400, /has no unknown "weather". It has: batchAnswer/],
	['post', '/unknowns', { provider: 'heymarket', unknown: 'toString', answer: 'fine' }, 400, /has no unknown "toString"/],
	['post', '/unknowns', { provider: 'heymarket', unknown: 'memberZero' }, 400, /memberZero can be everyInbox, refused, not "undefined"/],
	['post', '/unknowns', undefined, 400, /There are: heymarket, whippy, sendook/],
	['post', '/inbound', { provider: 'nobody' }, 400, /There are: heymarket, whippy, sendook/],
	['post', '/inbound', { provider: 'whippy', conversation: '1' }, 400, /no such conversation/],
	['post', '/repeats', { provider: 'whippy', after: 500 }, 400, /list of milliseconds/],
	['post', '/outcomes', { provider: 'sendook', message: '1', status: 'bounced' }, 400, /ID of a sent message/],
	['get', '/ledger/nobody', undefined, 400, /No provider "nobody"/],
	['get', '/nothing', undefined, 404, /Known here/],
])('says what is wrong with %s %s %j', async (method, url, data, status, message) => {
	const answer = await clients.control.request({ method, url, data });
	expect([answer.status, answer.data]).toEqual([status, { message: expect.stringMatching(message) }]);
});

it('listens on 127.0.0.1 only', async () => {
	for (const url of Object.values(clients.sandbox.urls)) {
		expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		// This is the same computer under another address.
		await expect(client(url.replace('127.0.0.1', '127.0.0.2')).get('/health', { timeout: 2_000 })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	}
});

it('two sandboxes share nothing', async () => {
	const other = await startSandbox();
	try {
		await clients.heymarket.post('/v1/message/send', text);
		expect([other.ledger.requests.length, clients.sandbox.ledger.requests.length]).toEqual([0, 1]);
	} finally {
		await other.close();
	}
});

it('a port in use is an error, and no other port stays open', async () => {
	const taken = Number(new URL(clients.sandbox.urls.whippy).port);
	await expect(startSandbox({ ports: { whippy: taken } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('closes while requests hang', async () => {
	const other = await startSandbox();
	other.faults.add({ provider: 'whippy', fault: { type: 'hang' } });
	const hanging = client(other.urls.whippy).get('/v1/channels');
	const ended = expect(hanging).rejects.toMatchObject({ code: 'ECONNRESET' });
	await until(() => other.ledger.requests[0]?.faults[0] === 'hang');
	await other.close();
	await ended;
});

describe('started by hand', () => {
	const start = (...options: string[]) => spawn(process.execPath, [path.join(__dirname, '../../sandbox/start.ts'), ...options]);

	it('prints its addresses, answers there, and stops on a signal', async () => {
		const child = start(...['heymarket', 'whippy', 'sendook', 'control'].flatMap((name) => [`--${name}-port`, '0']));
		try {
			let printed = '';
			await new Promise<void>((resolve, reject) => {
				child.stdout.on('data', (chunk: Buffer) => {
					printed += chunk.toString();
					if (printed.split('\n').length > 4) resolve();
				});
				child.on('exit', () => reject(new Error(`It ended: ${printed}`)));
			});
			const url = /control\s+(\S+)/.exec(printed)?.[1] ?? '';
			expect((await client(url).get('/health')).data).toEqual({ healthy: true });
			const ended = new Promise((resolve) => child.on('exit', resolve));
			child.kill('SIGTERM');
			expect(await ended).toBe(0);
		} finally {
			child.kill('SIGKILL');
		}
	});

	it('says what is wrong with an option', async () => {
		const child = start('--heymarket-port', 'many');
		let said = '';
		child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
		expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(1);
		expect(said).toBe('--heymarket-port must be a port, 0 to 65535\n');
	});
});
