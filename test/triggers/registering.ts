import { eventually } from '../n8n/servers';
import type { Hook, Provider } from './providers';
import type { Running } from './running';
import { type Scene, triggerOf, write } from './scene';

/** Webhooks by their addresses; those that have nothing to do with n8n apart. */
export async function hooksOf(running: Running, { hooks }: Provider): Promise<{ own: Hook[]; foreign: Hook[] }> {
	const all = (await hooks!(running.sandbox)).toSorted((one, other) => one.url.localeCompare(other.url) || one.id.localeCompare(other.id));
	const isOwn = ({ url }: Hook) => url === '' || url.includes('/webhook');
	const isForeign = ({ url }: Hook) => url.startsWith('https://');
	return { own: all.filter((hook) => isOwn(hook) && !isForeign(hook)), foreign: all.filter(isForeign) };
}

/** What is at the provider, through everything that may happen to n8n. */
export function testRegistrations(started: () => { running: Running; scenes: Scene[] }): void {
	const workflowsOf = ({ answering, watching, counting }: Scene) => [answering, watching, counting];

	/** Each workflow has one webhook, and what came in starts it once. */
	async function expectOneEach({ running, scenes }: ReturnType<typeof started>): Promise<void> {
		for (const scene of scenes) {
			const { own } = await hooksOf(running, scene.provider);
			// The slow workflow is only one provider’s.
			const urls = workflowsOf(scene).map((workflow) => running.urlOf(workflow));
			expect(own.map(({ url }) => url).filter((url) => !url.includes('-slow-'))).toEqual(urls.toSorted());
			const known = await running.count(scene.counting);
			await write(running, scene.provider, 'Still there');
			expect(await running.settled(scene.counting, known + 1)).toBe(known + 1);
		}
	}

	test('an n8n that is killed and started again makes no second webhook, and touches none of others', async () => {
		const { running, scenes } = started();
		const before = await Promise.all(scenes.map(async ({ provider }) => await hooksOf(running, provider)));
		await running.kill();
		await running.startAgain();
		for (const [at, { provider, counting }] of scenes.entries()) {
			expect(await hooksOf(running, provider)).toEqual(before[at]);
			await eventually('webhook that answers again', 30_000, async () => ((await running.post(counting, '[]')) === 404 ? undefined : true));
		}
		await expectOneEach({ running, scenes });
	});

	test('deactivated, nothing is left at the provider; activated again, there is one webhook', async () => {
		const { running, scenes } = started();
		for (const scene of scenes) {
			const { provider, counting } = scene;
			const before = await hooksOf(running, provider);
			for (const workflow of workflowsOf(scene)) await running.api.deactivate(workflow.id);
			const left = await hooksOf(running, provider);
			expect(left.foreign).toEqual(before.foreign);
			expect(left.own.filter(({ url }) => !url.includes('-slow-'))).toEqual([]);
			expect(await running.post(counting, '{}')).toBe(404);
			for (const workflow of workflowsOf(scene)) await running.publish(workflow);
			expect((await hooksOf(running, provider)).foreign).toEqual(before.foreign);
		}
		await expectOneEach({ running, scenes });
	});

	test('published anew under another node name, and then with other events: there is one webhook each time, and none in the end', async () => {
		const { running, scenes } = started();
		for (const { provider } of scenes) {
			const before = await hooksOf(running, provider);
			const workflow = await running.workflow(`${provider.name}-changing`, triggerOf(provider, { events: ['message_received'] }));
			const { name, connections, settings, nodes: [trigger] } = workflow;
			await running.publish(workflow);
			const renamed = { ...trigger!, name: 'Customer writes' };
			for (const node of [renamed, { ...renamed, parameters: { events: ['message_received', 'message_updated', 'message_bounced'] } }]) {
				await running.api.saveWorkflow({ name, connections, settings, nodes: [node] }, workflow.id);
				await running.publish(workflow);
				const known = await running.count(workflow);
				expect((await hooksOf(running, provider)).own.filter(({ url }) => url === '' || url === running.urlOf(workflow))).toHaveLength(1);
				await write(running, provider, 'Changed');
				expect(await running.settled(workflow, known + 1)).toBe(known + 1);
			}
			await running.api.deactivate(workflow.id);
			expect(await hooksOf(running, provider)).toEqual(before);
		}
	});

	test('n8n is killed while it makes a webhook: started again, it makes no second one, and none is left when the workflow is deactivated', async () => {
		const { running, scenes } = started();
		const creates = { whippy: 'createDeveloperEndpoint', sendook: 'createWebhook' } as Record<string, string>;
		const workflows = await Promise.all(scenes.map(async ({ provider }) => await running.workflow(`${provider.name}-killed`, triggerOf(provider, { events: ['message_received'] }))));
		const before = await Promise.all(scenes.map(async ({ provider }) => await hooksOf(running, provider)));
		const made = async (at: number) => (await hooksOf(running, scenes[at]!.provider)).own.filter(({ url }) => url === '' || url === running.urlOf(workflows[at]!));
		for (const [at, { provider }] of scenes.entries()) {
			// The webhook exists, and n8n doesn’t know it yet.
			await running.sandbox.addFault({ provider: provider.name, match: { path: creates[provider.name] }, when: 'after', fault: { type: 'delay', milliseconds: 15_000 } });
			const { id, versionId } = workflows[at]!;
			await running.api.request('POST', `/rest/workflows/${id}/activate`, { versionId });
		}
		for (const at of scenes.keys()) await eventually('webhook that n8n doesn’t know', 30_000, async () => ((await made(at)).length > 0 ? true : undefined));
		await running.kill();
		await running.sandbox.clearFaults();
		await running.startAgain();
		for (const [at, { provider }] of scenes.entries()) {
			const workflow = workflows[at]!;
			// n8n goes on with it by itself, and finds what is there.
			await running.published(workflow);
			expect(await made(at)).toMatchObject([{ url: running.urlOf(workflow) }]);
			const known = await running.count(workflow);
			await write(running, provider, 'After the crash');
			expect(await running.settled(workflow, known + 1)).toBe(known + 1);
			await running.api.deactivate(workflow.id);
			expect(await hooksOf(running, provider)).toEqual(before[at]);
		}
	});

	test('n8n is killed while it removes a webhook: started again, it goes on, and none is left', async () => {
		const { running, scenes } = started();
		const removes = { whippy: 'deleteDeveloperEndpoint', sendook: 'deleteWebhook' } as Record<string, string>;
		const asked = async () => (await running.sandbox.ledger()).requests.filter(({ operationId }) => Object.values(removes).includes(String(operationId))).length;
		const before = await asked();
		for (const { provider, watching } of scenes) {
			await running.sandbox.addFault({ provider: provider.name, match: { path: removes[provider.name] }, fault: { type: 'delay', milliseconds: 15_000 } });
			await running.api.request('POST', `/rest/workflows/${watching.id}/deactivate`, {});
		}
		await eventually('request of each', 30_000, async () => ((await asked()) >= before + scenes.length ? true : undefined));
		await running.kill();
		await running.sandbox.clearFaults();
		await running.startAgain();
		for (const { provider, watching } of scenes) {
			await running.published(watching, 'not_published');
			const { own } = await hooksOf(running, provider);
			expect(own.filter(({ url }) => url === '' || url === running.urlOf(watching))).toEqual([]);
		}
	});
}
