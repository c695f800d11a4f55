import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { receiveText } from '../../sandbox/heymarket/events.ts';
import { outputOf, run } from '../engine/engine';
import { byId, closeAtEnd, credentialsFor, oneNode, useSandbox } from '../engine/sandboxed';
import { receive, type Received } from './contexts';
import { heymarketTrigger, TOKEN } from './heymarketPosts';

const sandbox = useSandbox();

test('a workflow that answers what comes in is not started by its own answer', async () => {
	const received: Received[] = [];
	const scenario = heymarketTrigger(sandbox());
	const server = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
			const raw = Buffer.concat(chunks);
			const result = await receive(scenario, { body: JSON.parse(raw.toString()), raw, headers: request.headers as Record<string, string> });
			received.push(result);
			response.statusCode = result.status ?? 500;
			response.end();
			// What the workflow does with it: a reply for which one field each was dragged.
			for (const { json } of result.items) {
				const parameters = { resource: 'message', operation: 'send', inbox: byId(json.inbox as number), sendAs: byId(101), sendTo: 'conversation', conversation: byId(json.conversation as number), text: `You said: ${String(json.text)}` };
				const execution = await run(oneNode(sandbox(), 'heymarket', parameters));
				expect(outputOf(execution, 'Node')[0]).toHaveLength(1);
			}
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => await new Promise((resolve) => server.close(resolve)));
	expect(Object.keys(credentialsFor(sandbox()))).toContain('heymarketJwtApi');
	sandbox().state.heymarket.webhooks.push({ id: 1, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, token: TOKEN });
	receiveText(sandbox().state.heymarket, { inbox: 11, from: '14155550123', text: 'Are you open?' });
	const deadline = Date.now() + 20_000;
	while (received.length < 2 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
	await sandbox().deliveries.settled();
	expect(sandbox().deliveries.all.map(({ body, statuses }) => [(body as { type: string }).type, statuses])).toEqual([
		['message_recieved', [200]],
		['message_sent', [200]],
	]);
	expect(received.map(({ items }) => items.length)).toEqual([1, 0]);
	expect(sandbox().ledger.accepted.map(({ marker }) => marker)).toEqual(['You said: Are you open?']);
});
