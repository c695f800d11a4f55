import { outputOf } from '../../demo/src/n8nApi.ts';
import { eventually } from '../n8n/servers';
import type { Running } from './running';
import { type Scene, triggerOf, write } from './scene';

/** What happens while somebody listens in the editor. */
export function testListening(started: () => { running: Running; scene: Scene }): void {
	test('a test beside the active workflow gets the next event, as the active one does, and its webhook is gone afterwards', async () => {
		const { running, scene: { provider, counting } } = started();
		const before = await provider.hooks!(running.sandbox);
		const known = await running.count(counting);
		await running.api.listen(counting.id, 'Trigger');
		const hooks = await provider.hooks!(running.sandbox);
		expect(hooks.map(({ url }) => url).sort()).toEqual([...before.map(({ url }) => url), running.urlOf(counting, true)].sort());
		await write(running, provider, 'To both');
		expect(await running.settled(counting, known + 2)).toBe(known + 2);
		const [one, other] = await running.api.executions(counting.id);
		expect([one!.mode, other!.mode].sort()).toEqual(['manual', 'webhook']);
		for (const { id } of [one!, other!]) expect(outputOf(await running.api.finished(id), 'Trigger')).toMatchObject([{ event: 'message_received', text: 'To both' }]);
		await eventually('end of the test’s webhook', 30_000, async () => ((await provider.hooks!(running.sandbox)).length === before.length ? true : undefined));
		expect(await provider.hooks!(running.sandbox)).toEqual(before);
		await write(running, provider, 'To one');
		expect(await running.settled(counting, known + 3)).toBe(known + 3);
	});

	test('a test that is given up leaves nothing at the provider', async () => {
		const { running, scene: { provider, counting } } = started();
		const before = await provider.hooks!(running.sandbox);
		await running.api.listen(counting.id, 'Trigger');
		expect(await provider.hooks!(running.sandbox)).toHaveLength(before.length + 1);
		await running.api.request('DELETE', `/rest/test-webhook/${counting.id}`);
		await eventually('end of the test’s webhook', 30_000, async () => ((await provider.hooks!(running.sandbox)).length === before.length ? true : undefined));
		expect(await provider.hooks!(running.sandbox)).toEqual(before);
	});
}

/** A made-up event, while nothing happens. */
export function testSample(started: () => { running: Running; scene: Scene }): void {
	test('a workflow that was never active gets a sample while somebody listens, and nothing is left at the provider', async () => {
		const { running, scene: { provider } } = started();
		const before = await provider.hooks?.(running.sandbox);
		const workflow = await running.workflow(`${provider.name}-sampling`, triggerOf(provider, { events: ['message_received'], sampleEvent: true }));
		await running.api.listen(workflow.id, 'Trigger');
		expect(await running.settled(workflow, 1)).toBe(1);
		expect(await running.newestOf(workflow)).toMatchObject([{ event: 'message_received', direction: 'inbound', messageId: expect.anything() as unknown, text: expect.any(String) as string }]);
		await eventually('end of the sample’s webhook', 30_000, async () => ((await provider.hooks?.(running.sandbox))?.length === before?.length ? true : undefined));
		expect(await provider.hooks?.(running.sandbox)).toEqual(before);
	});
}
