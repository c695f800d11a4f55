import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { receive } from '../../sandbox/sendook/messages.ts';
import type { SendookState } from '../../sandbox/sendook/state.ts';
import { closeAtEnd, ownUserAgent, useSandbox } from '../engine/sandboxed';

const sandbox = useSandbox();

/** A receiver, which answers with a status. */
async function receiver(status = 200): Promise<{ url: string; bodies: object[] }> {
	const bodies: object[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
			bodies.push(JSON.parse(Buffer.concat(chunks).toString()) as object);
			response.statusCode = status;
			response.end();
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => await new Promise((resolve) => server.close(resolve)));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies };
}

async function ask(method: string, path: string, body?: object): Promise<unknown> {
	const { urls, credentials } = sandbox();
	const response = await fetch(`${urls.sendook}${path}`, {
		method,
		headers: { authorization: `Bearer ${credentials.sendook.apiKey}`, 'content-type': 'application/json', 'user-agent': ownUserAgent },
		...(body && { body: JSON.stringify(body) }),
	});
	return await response.json();
}

const attemptsOf = ({ attempts }: SendookState, id: string) => attempts.filter(({ webhookId }) => webhookId === id);

test('each event is told in Sendook’s form', async () => {
	const { url, bodies } = await receiver();
	await ask('POST', '/v1/webhooks', { url, events: ['message.received', 'message.sent', 'inbox.created', 'inbox.deleted'] });
	const state = sandbox().state.sendook;
	const [inbox] = state.inboxes;
	const message = receive(state, inbox!, { from: 'ana@example.com', subject: 'Hello', text: 'Hello' });
	await sandbox().deliveries.settled();
	const sent = (await ask('POST', `/v1/inboxes/${inbox!._id}/messages/send`, { to: ['ana@example.com'], subject: 'Hi', text: 'Hi', html: 'Hi' })) as { _id: string };
	await sandbox().deliveries.settled();
	const made = (await ask('POST', '/v1/inboxes', { name: 'New' })) as { _id: string };
	await sandbox().deliveries.settled();
	await ask('DELETE', `/v1/inboxes/${made._id}`);
	await sandbox().deliveries.settled();
	expect(bodies).toEqual([
		{ event: 'message.received', inboxId: inbox!._id, messageId: message._id, payload: expect.objectContaining({ _id: message._id, status: 'received' }) },
		{ event: 'message.sent', messageId: sent._id, payload: expect.objectContaining({ _id: sent._id, inboxId: inbox!._id }) },
		{ event: 'inbox.created', inboxId: made._id, payload: expect.objectContaining({ _id: made._id }) },
		{ event: 'inbox.deleted', inboxId: made._id, payload: expect.objectContaining({ _id: made._id }) },
	]);
});

test('of two webhooks of one address the oldest is told, for each event', async () => {
	const { url, bodies } = await receiver();
	const [first, second] = [await ask('POST', '/v1/webhooks', { url, events: ['message.sent'] }), await ask('POST', '/v1/webhooks', { url, events: ['message.sent', 'message.received'] })] as Array<{ _id: string }>;
	const state = sandbox().state.sendook;
	state.tell({ event: 'message.sent', payload: {} });
	state.tell({ event: 'message.received', payload: {} });
	await sandbox().deliveries.settled();
	expect(bodies).toHaveLength(2);
	expect(attemptsOf(state, first!._id)).toMatchObject([{ payload: { event: 'message.sent' } }]);
	expect(attemptsOf(state, second!._id)).toMatchObject([{ payload: { event: 'message.received' } }]);
});

test('what is not taken is posted once, and noted as a 500; the test goes to all that are told of messages', async () => {
	const { url, bodies } = await receiver(404);
	const { _id } = (await ask('POST', '/v1/webhooks', { url, events: ['message.received'] })) as { _id: string };
	expect(await ask('POST', `/v1/webhooks/${sandbox().state.sendook.webhooks[0]!._id}/test`)).toEqual({ success: true });
	await sandbox().deliveries.settled();
	expect(bodies).toEqual([{ event: 'message.received', payload: { test: 'test' } }]);
	expect(await ask('GET', `/v1/webhooks/${_id}/attempts`)).toMatchObject([{ status: 500, error: 'Request failed with status code 404', payload: { event: 'message.received', payload: { test: 'test' } } }]);
});
