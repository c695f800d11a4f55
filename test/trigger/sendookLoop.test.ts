import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { receive as receiveMail } from '../../sandbox/sendook/messages.ts';
import { settle } from '../../sandbox/sendook/events.ts';
import { outputOf, run } from '../engine/engine';
import { byId, closeAtEnd, oneNode, useSandbox } from '../engine/sandboxed';
import { hook, receive, type Received, type TriggerScenario } from './contexts';
import { sendookTrigger } from './sendookPosts';

const sandbox = useSandbox();

/** Stands for n8n: posts reach the trigger, and what starts is done. */
async function n8n(scenario: TriggerScenario, work: (received: Received) => Promise<void> = async () => {}) {
	const received: Received[] = [];
	// What is loaded with the first post takes its time; Sendook's test starts nothing.
	await receive(scenario, { body: { event: 'message.received', payload: { test: 'test' } } });
	const server = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
			const raw = Buffer.concat(chunks);
			const result = await receive(scenario, { body: JSON.parse(raw.toString()), raw, headers: request.headers as Record<string, string> });
			response.statusCode = result.status ?? 500;
			response.end();
			await work(result);
			received.push(result);
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => await new Promise((resolve) => server.close(resolve)));
	const came = async (count: number) => {
		const deadline = Date.now() + 20_000;
		while (received.length < count && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
		await sandbox().deliveries.settled();
		return received;
	};
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, came };
}

const mail = { from: 'ana@example.com', subject: 'Opening hours', text: 'Are you open?' };

test('a workflow that answers what comes in is not started by its own answer', async () => {
	const scenario = sendookTrigger(sandbox(), {}, { staticData: {} });
	const { url, came } = await n8n(scenario, async ({ items }) => {
		// A reply for which one field each was dragged.
		for (const { json } of items) {
			const parameters = { resource: 'message', operation: 'reply', inbox: byId(json.inbox as string), messageId: byId(json.messageId as string), emailFormat: 'text', text: `You said: ${String(json.text)}` };
			const execution = await run(oneNode(sandbox(), 'sendook', parameters));
			expect(outputOf(execution, 'Node')[0]).toHaveLength(1);
		}
	});
	// It is told of what goes out, too.
	const other = { ...sandbox().state.sendook.webhooks[0]!, _id: '695b7c000000000000000faf', url, events: ['message.received', 'message.sent'] };
	sandbox().state.sendook.webhooks.push(other);
	receiveMail(sandbox().state.sendook, sandbox().state.sendook.inboxes[0]!, mail);
	const received = await came(2);
	expect(sandbox().deliveries.all.map(({ body, statuses }) => [(body as { event: string }).event, statuses])).toEqual([
		['message.received', [200]],
		['message.sent', [200]],
	]);
	expect(received.map(({ items }) => items.length).toSorted()).toEqual([0, 1]);
	expect(sandbox().ledger.accepted.map(({ marker, kind }) => [kind, marker])).toEqual([['reply', 'You said: Are you open?']]);
	const attempts = sandbox().state.sendook.attempts.filter(({ webhookId }) => webhookId === other._id);
	expect(attempts).toMatchObject([{ status: 200, payload: { event: 'message.received' } }, { status: 200, payload: { event: 'message.sent' } }]);
	expect(sandbox().ledger.violations).toEqual([]);
});

test('what the trigger has registered is told of what it chose, and of nothing when it is removed', async () => {
	const scenario = sendookTrigger(sandbox(), { events: ['message_received', 'message_bounced'] }, { staticData: {} });
	const { url, came } = await n8n(scenario);
	await hook({ ...scenario, testUrl: url }, 'create');
	const state = sandbox().state.sendook;
	const message = receiveMail(state, state.inboxes[0]!, mail);
	await came(1);
	Object.assign(message, { fromInboxId: message.inboxId });
	settle(state, message, 'delivered');
	settle(state, message, 'bounced');
	expect((await came(2)).map(({ items }) => items[0]?.json.event)).toEqual(['message_received', 'message_bounced']);
	await hook({ ...scenario, testUrl: url }, 'delete');
	receiveMail(state, state.inboxes[0]!, mail);
	await sandbox().deliveries.settled();
	expect(sandbox().deliveries.all).toHaveLength(2);
});
