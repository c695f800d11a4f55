import { outputOf, type StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { eventually, Servers } from '../n8n/servers';
import { beginSlowly, expectRemembered, slowly, testArrivals, testSlowness } from './arrivals';
import { testListening, testSample } from './listening';
import { heymarketMessage, makeForeignHooks, providers } from './providers';
import { testRegistrations } from './registering';
import { heymarketCredential, type Posted, Running } from './running';
import { type Scene, sceneOf, triggerOf } from './scene';

/*
 * The triggers of all providers in one real n8n: what the sandbox posts and posts again, what strangers post, tests in the editor,
 * and what is left at the providers whatever happens to n8n.
 */

const servers = new Servers();
let running: Running;
let scenes: Scene[];
let slow: StoredWorkflow;
let polling: StoredWorkflow[];

const sceneNamed = (name: string) => scenes.find(({ provider }) => provider.name === name)!;

beforeAll(async () => {
	running = await Running.start(servers);
	// Sendook counts what is read back, too.
	await running.sandbox.setLimit('sendook', 'off');
	await makeForeignHooks(running.sandbox);
	// Those that take long begin first.
	polling = [];
	for (const { name, polls } of providers) {
		const parameters = { event: 'message_received', ...polls, pollTimes: { item: [{ mode: 'everyMinute' }] } };
		const workflow = await running.workflow(`${name}-polling`, { name: 'Trigger', type: `n8n-nodes-shared-inbox.${name}PollingTrigger`, parameters });
		await running.publish(workflow);
		polling.push(workflow);
	}
	const whippy = providers.find(({ name }) => name === 'whippy')!;
	slow = await running.workflow('whippy-slow', triggerOf(whippy, { events: ['message_received'], filters: { keywords: 'slowly' } }), slowly);
	await running.publish(slow);
	await beginSlowly(running, { provider: whippy } as Scene);
	scenes = [];
	for (const provider of providers) scenes.push(await sceneOf(running, provider));
}, 600_000);

afterAll(async () => await servers.stop(), 120_000);

describe.each(providers.map(({ name }) => name))('%s', (name) => {
	const started = () => ({ running, scene: sceneNamed(name) });
	testSample(started);
	if (name !== 'heymarket') testListening(started);
	testArrivals(started);
});

test('without a verification token in the credential, nobody can listen', async () => {
	const tokenless = heymarketCredential(running.sandbox.urls.heymarket, '');
	const id = await running.api.saveCredential(tokenless);
	const trigger = { ...triggerOf(providers[0]!, { events: ['message_received'] }), credentials: { heymarketJwtApi: { id, name: tokenless.name } } };
	const workflow = await running.workflow('tokenless', trigger);
	await expect(running.api.listen(workflow.id, 'Trigger')).rejects.toThrow('Webhook Verification Tokens is empty');
});

test.each(providers.map(({ name }, at) => [name, at] as const))('the polling trigger of %s tells of all that has come since it was activated, once', async (name, at) => {
	const posts = await running.control<Posted[]>('/deliveries');
	const ids = posts.filter(({ provider }) => provider === name).map(({ body }) => providers[at]!.receivedIn(body)).filter((id) => id !== undefined);
	const told = await eventually('poll that has told of everything', 100_000, async () => {
		const polls = await Promise.all((await running.api.executions(polling[at]!.id)).map(async ({ id }) => await running.api.finished(id)));
		const items = polls.flatMap((execution) => outputOf(execution, 'Trigger'));
		return ids.every((id) => items.some(({ messageId }) => messageId === id)) ? items : undefined;
	});
	expect(told.map(({ messageId }) => messageId).sort()).toEqual([...new Set(ids)].sort());
	expect(told.find(({ text }) => text === 'Are you open?')).toMatchObject({ event: 'message_received', direction: 'inbound' });
	await running.api.deactivate(polling[at]!.id);
}, 130_000);

testSlowness(() => ({ running, slow }));

test('deactivated, nothing is taken; activated again, what came before is still known', async () => {
	const { counting } = sceneNamed('heymarket');
	const body = heymarketMessage();
	const known = await running.count(counting);
	expect(await running.post(counting, body)).toBe(200);
	await running.settled(counting, known + 1);
	await running.api.deactivate(counting.id);
	expect(await running.post(counting, heymarketMessage())).toBe(404);
	await running.publish(counting);
	expect(await running.post(counting, body)).toBe(200);
	expect(await running.settled(counting, known + 1)).toBe(known + 1);
});

test('after a restart, a repeat of what was saved starts nothing, and what is new does', async () => {
	await expectRemembered(running, sceneNamed('heymarket'), async () => await running.stop());
});

testRegistrations(() => ({ running, scenes: scenes.filter(({ provider }) => provider.hooks) }));
