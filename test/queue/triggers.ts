import { failureOf } from '../../demo/src/n8nApi.ts';
import { eventually } from '../n8n/servers';
import { providers } from '../triggers/providers';
import { after, control, hookPath, type Posted, postTo, workflowOf } from '../triggers/running';
import type { Topology } from './topology';

const registering = providers.filter(({ hooks }) => hooks);

/**
 * Triggers whose posts a process for webhooks takes. Repeats to one process start nothing; what two processes do with one event is
 * not promised.
 */
export function testTriggers(started: () => Topology): void {
	test.each(registering.map((provider) => [provider.name, provider] as const))('the trigger of %s: the webhook process takes the posts, workers answer each once, and nothing is left behind', async (name, provider) => {
		const { api, queue, sandbox, credentials } = started();
		const ours = async () => (await provider.hooks!(sandbox)).filter(({ url }) => url === '' || url.startsWith(queue.webhook.url));
		const write = async (text: string) => await control(sandbox, '/inbound', { provider: name, text });
		const trigger = { name: 'Trigger', type: `n8n-nodes-shared-inbox.${name}Trigger`, parameters: { events: ['message_received'] } };
		const workflow = await workflowOf(api, credentials, `${name}-queued`, trigger, ...provider.answer);
		const url = `${queue.webhook.url}${hookPath(workflow)}`;
		await api.activate(workflow);
		expect(await ours()).toMatchObject([{ url }]);

		/** Waits for so many executions, and for those that should not follow. */
		const settled = async (count: number) => {
			await eventually(`${count} executions`, 60_000, async () => ((await api.executions(workflow.id)).length >= count ? true : undefined));
			await after(1_000);
			expect(await api.executions(workflow.id)).toHaveLength(count);
		};
		await control(sandbox, '/repeats', { provider: name, after: [0, 5, 500] });
		for (let time = 0; time < 5; time += 1) await write(`Are you open? ${time}`);
		await control(sandbox, '/repeats', { provider: name, after: [] });
		const posts = await eventually('20 posts that were taken', 60_000, async () => {
			const all = (await control<Posted[]>(sandbox, '/deliveries')).filter(({ body }) => provider.wireOf(body) === provider.wires[0]);
			return all.length >= 20 && all.every(({ statuses }) => statuses.at(-1) === 200) ? all : undefined;
		});
		expect(new Set(posts.map((post) => post.url))).toEqual(new Set([url]));
		await settled(5);
		for (const { id } of await api.executions(workflow.id)) {
			expect(failureOf(await api.finished(id))).toBeUndefined();
			expect(started().workerOf(id)).toBeDefined();
		}
		const { accepted } = await sandbox.ledger();
		expect(accepted.map(({ marker }) => marker).sort()).toEqual([0, 1, 2, 3, 4].map((time) => `You said: Are you open? ${time}`));

		for (const [body, headers, status] of provider.forged()) expect({ body, status: await postTo(url, body, headers) }).toEqual({ body, status });
		await settled(5);

		await api.deactivate(workflow.id);
		expect(await ours()).toEqual([]);
		expect(await postTo(url, '{}')).toBe(404);
		await api.activate(await api.workflow(workflow.id));
		expect(await ours()).toMatchObject([{ url }]);
		await write('Are you open again?');
		await settled(6);
		await api.deactivate(workflow.id);
		expect(await ours()).toEqual([]);
	});
}
