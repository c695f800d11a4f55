import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { arrive } from '../../sandbox/whippy/deliveries.ts';
import { closeAtEnd, useSandbox } from '../engine/sandboxed';
import { receive, type Posted } from './contexts';
import { whippyTrigger } from './whippyPosts';

const sandbox = useSandbox();

/** An address that is busy at first, and keeps what was posted to it. */
async function busyReceiver(): Promise<{ url: string; posts: Posted[] }> {
	const posts: Posted[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
			const raw = Buffer.concat(chunks);
			posts.push({ body: JSON.parse(raw.toString()), raw, headers: request.headers as Record<string, string> });
			response.statusCode = posts.length === 1 ? 503 : 200;
			response.end();
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => await new Promise((resolve) => server.close(resolve)));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, posts };
}

test.each(['first', 'anew'] as const)('what Whippy posts again is taken, and known, whatever its signature is: %s', async (way) => {
	const { url, posts } = await busyReceiver();
	sandbox().unknowns.set('whippy', 'retrySignature', way);
	sandbox().unknowns.set('whippy', 'signatureTime', 'milliseconds');
	const { whippy } = sandbox().state;
	const at = new Date().toISOString();
	const common = { created_at: at, updated_at: at, active: true };
	whippy.applications.push({ id: 'a1', name: 'n8n', ...common } as never);
	whippy.endpoints.push({ id: 'e1', developer_application_id: 'a1', event_types: ['message.created'], url, ...common } as never);
	arrive(whippy, 'Are you there?');
	await sandbox().deliveries.settled();
	expect(posts).toHaveLength(2);
	const [first, again] = posts.map(({ headers }) => headers!['x-whippy-signature']);
	expect(again === first).toBe(way === 'first');
	expect(posts[1]!.raw).toEqual(posts[0]!.raw);

	// The second alone, as an n8n that was down gets it; and after the first, as one gets it whose answer was lost.
	const alone = await receive(whippyTrigger(sandbox()), posts[1]!);
	expect(alone).toMatchObject({ status: 200, items: [{ json: { text: 'Are you there?' } as IDataObject }] });
	const scenario = whippyTrigger(sandbox());
	expect((await receive(scenario, posts[0]!)).items).toHaveLength(1);
	expect(await receive(scenario, posts[1]!)).toMatchObject({ status: 200, items: [] });
});
