import { failureOf, type N8nApi, outputOf } from '../../demo/src/n8nApi.ts';
import type { CredentialsByType } from '../../demo/src/workflows.ts';
import { eventually, type Sandbox } from '../n8n/servers';
import { providers } from '../triggers/providers';
import { after, control, hookPath, type Posted, postTo, workflowOf } from '../triggers/running';

/**
 * The Whippy trigger from its activation to its deactivation: it makes its webhook, gets what is posted and posted again, its
 * workflow answers, strangers start nothing, somebody tries it out in the editor, and in the end nothing is left at Whippy.
 */
export async function checkTrigger(api: N8nApi, sandbox: Sandbox, credentials: CredentialsByType): Promise<void> {
	const whippy = providers.find(({ name }) => name === 'whippy')!;
	const hooks = async () => (await whippy.hooks!(sandbox)).map(({ url }) => url);
	const write = async (text: string) => await control(sandbox, '/inbound', { provider: 'whippy', text });
	const trigger = { name: 'Trigger', type: 'n8n-nodes-shared-inbox.whippyTrigger', parameters: { events: ['message_received'], sampleEvent: true } };
	const { id } = await workflowOf(api, credentials, 'answering', trigger, ...whippy.answer);
	const url = `${api.url}${hookPath(await api.workflow(id))}`;

	/** Waits for so many executions, and for those that should not follow. */
	const settled = async (count: number) => {
		await eventually(`${count} executions`, 30_000, async () => ((await api.executions(id)).length >= count ? true : undefined));
		await after(700);
		expect(await api.executions(id)).toHaveLength(count);
	};
	for (const [before, text] of ['Are you open?', 'And on Sunday?'].entries()) {
		await api.activate(await api.workflow(id));
		expect(await hooks()).toEqual([url]);
		await control(sandbox, '/repeats', { provider: 'whippy', after: [0, 5, 500] });
		await write(text);
		await control(sandbox, '/repeats', { provider: 'whippy', after: [] });
		await settled(before + 1);
		for (const [body, headers, status] of whippy.forged()) expect({ body, status: await postTo(url, body, headers) }).toEqual({ body, status });
		await api.deactivate(id);
		expect(await hooks()).toEqual([]);
	}
	const executions = await Promise.all((await api.executions(id)).map(async (one) => await api.finished(one.id)));
	expect(executions.map((execution) => [execution.mode, failureOf(execution)])).toEqual([['webhook', undefined], ['webhook', undefined]]);
	const { accepted } = await sandbox.ledger();
	expect(accepted.map(({ marker }) => marker)).toEqual(['You said: Are you open?', 'You said: And on Sunday?']);
	// Two texts, each four times, and a report of each answer.
	const posts = await control<Posted[]>(sandbox, '/deliveries');
	expect(posts.map(({ statuses }) => statuses.at(-1))).toEqual(Array.from({ length: 10 }, () => 200));

	await api.listen(id, 'Trigger');
	await settled(3);
	const [sample] = await api.executions(id);
	expect(sample!.mode).toBe('manual');
	expect(outputOf(await api.finished(sample!.id), 'Trigger')).toMatchObject([{ event: 'message_received', direction: 'inbound' }]);
	await eventually('end of the test’s webhook', 30_000, async () => ((await hooks()).length === 0 ? true : undefined));
}
