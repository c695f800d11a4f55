import { mail, sms, support, text, until, useClients } from './clients.ts';

const clients = useClients();
const ledger = () => clients.sandbox.ledger;
const sendText = (phone: string) => clients.heymarket.post('/v1/message/send', { ...text, phone_number: phone });
/** Requests that stay under way until they are ended. */
function hanging(count: number, send: (signal: AbortSignal) => Promise<unknown>[]) {
	for (const provider of ['heymarket', 'whippy', 'sendook'] as const) {
		clients.sandbox.faults.add({ provider, times: 'always', fault: { type: 'hang' } });
	}
	const controller = new AbortController();
	const ended = Promise.allSettled(send(controller.signal));
	return {
		arrived: until(() => ledger().requests.filter(({ faults }) => faults.includes('hang')).length === count),
		async letGo() {
			controller.abort();
			await ended;
			await until(() => ledger().snapshot().inFlight === 0);
		},
	};
}

it('has every request with its result', async () => {
	const before = Date.now();
	await clients.whippy.post('/v1/messaging/sms', sms);
	await clients.whippy.get('/v1/conversations', { params: { limit: 2, 'status[]': 'open' } });
	expect(ledger().requests).toMatchObject([
		{ sequence: 1, provider: 'whippy', operationId: 'sendSms', method: 'POST', path: '/v1/messaging/sms', query: {}, body: sms, status: 201, faults: [], recipients: [sms.to] },
		{ sequence: 2, operationId: 'getConversations', path: '/v1/conversations', query: { limit: '2', 'status[]': ['open'] }, status: 200, recipients: [] },
	]);
	const [first] = ledger().requests;
	expect(first?.receivedAt).toBeGreaterThanOrEqual(before);
	expect(first?.finishedAt).toBeGreaterThanOrEqual(first?.receivedAt ?? Infinity);
	expect(ledger().accepted[0]?.time).toBeGreaterThanOrEqual(before);
});

it('counts the requests under way, and the most so far', async () => {
	const { arrived, letGo } = hanging(4, (signal) => [
		...['1', '2', '3'].map((end) => clients.heymarket.post('/v1/message/send', { ...text, phone_number: `1415555012${end}` }, { signal })),
		clients.whippy.post('/v1/messaging/sms', sms, { signal }),
	]);
	await arrived;
	expect([ledger().snapshot().inFlight, ledger().snapshot('heymarket').inFlight]).toEqual([4, 3]);
	await letGo();
	clients.sandbox.faults.clear();
	await sendText('14155550134');
	expect(ledger().snapshot()).toMatchObject({ inFlight: 0, maxInFlight: 4, overlaps: [] });
	expect(ledger().snapshot('heymarket').maxInFlight).toBe(3);
	expect(ledger().snapshot('sendook').maxInFlight).toBe(0);
});

it('notices two simultaneous requests for one recipient', async () => {
	const group = { inbox_id: 11, creator_id: 101, targets: ['14155550145', '14155550123'], text: 'All' };
	const send = (body: object, signal: AbortSignal) => clients.heymarket.post('/v1/message/send', body, { signal });
	const write = (body: object, signal: AbortSignal) => clients.sendook.post(`${support}/messages/send`, body, { signal });
	const { arrived } = hanging(6, (signal) => [
		send(text, signal),
		send(group, signal),
		send({ ...text, phone_number: '14155550134' }, signal),
		write(mail, signal),
		// Recipients of copies don't count.
		write({ ...mail, to: ['ANA@example.com'], cc: ['bob@example.com'] }, signal),
		write({ ...mail, to: ['bob@example.com'] }, signal),
	]);
	await arrived;
	const seen = ledger().overlaps.map(({ provider, recipient, requests }) => [provider, recipient, requests.length]);
	expect(seen.toSorted()).toEqual([
		['heymarket', '14155550123', 2],
		['sendook', 'ana@example.com', 2],
	]);
});

it('finds no overlap if one request follows another at once, hundreds of times', async () => {
	clients.sandbox.limits.set('heymarket', 'off');
	const chain = async (phone: string) => {
		for (let index = 0; index < 100; index++) await sendText(phone);
	};
	await Promise.all(Array.from({ length: 5 }, (_, index) => chain(`1415555012${index}`)));
	expect(ledger().snapshot()).toMatchObject({ overlaps: [], violations: [] });
	expect(ledger().accepted).toHaveLength(500);
});

it('finds no overlap if the client had given up the first request', async () => {
	clients.sandbox.faults.add({ provider: 'heymarket', fault: { type: 'hang' } });
	const controller = new AbortController();
	const given = clients.heymarket.post('/v1/message/send', text, { signal: controller.signal }).catch(() => 'given up');
	await until(() => ledger().requests[0]?.body !== undefined);
	controller.abort();
	const next = sendText(text.phone_number);
	expect(await given).toBe('given up');
	await next;
	await until(() => ledger().snapshot().inFlight === 0);
	expect(ledger().overlaps).toEqual([]);
	expect(ledger().accepted).toHaveLength(1);
});

it('shortens long strings', async () => {
	await clients.sendook.post(`${support}/messages/send`, { ...mail, text: 'x'.repeat(5_000) });
	expect(ledger().requests[0]?.body).toMatchObject({ subject: 'Hello', text: expect.stringMatching(/^x{64}\.\.\. \(5000 characters, sha256 [0-9a-f]{64}\)$/) });
});

it('gives copies', async () => {
	await sendText('14155550123');
	ledger().snapshot().accepted[0]?.recipients.push('changed');
	expect(ledger().accepted[0]?.recipients).toEqual(['14155550123']);
});

it('is emptied by a reset, and earlier requests change nothing afterwards', async () => {
	clients.sandbox.faults.add({ provider: 'heymarket', fault: { type: 'delay', milliseconds: 300 } });
	const late = sendText('14155550123').then(
		({ status }) => status,
		() => 'cut off',
	);
	await until(() => ledger().requests[0]?.faults[0] === 'delay');
	clients.sandbox.state.heymarket.team.name = 'Changed';
	clients.sandbox.reset();
	expect(await late).toBe('cut off');
	expect(ledger().snapshot()).toEqual({ requests: [], accepted: [], violations: [], overlaps: [], inFlight: 0, maxInFlight: 0 });
	expect(clients.sandbox.faults.list()).toEqual([]);
	expect(clients.sandbox.state.heymarket.team.name).toBe('Demo Team');
	expect((await sendText('14155550123')).data.id).toBe(9_001);
});
