import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Misfortune } from '../../sandbox/faults.ts';
import { closeAtEnd, credentialsFor, useSandbox } from '../engine/sandboxed';
import { hook, type TriggerScenario } from './contexts';
import { sendookTrigger } from './sendookPosts';

const sandbox = useSandbox();

const HOST = 'http://127.0.0.1:9';
const fault = (path: string, misfortune: Misfortune, more: object = {}) => sandbox().faults.add({ provider: 'sendook', match: { path }, fault: misfortune, ...more });

/** The webhooks beside those that were there at the start. */
const there = () => sandbox().state.sendook.webhooks.filter(({ url }) => !url.includes('example'));
const made = () => sandbox().ledger.requests.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);
const addressOf = ({ workflowId }: TriggerScenario) => `${HOST}/webhook/hook-${workflowId}/webhook`;
const scenarioOf = (more: Partial<TriggerScenario> = {}, events = ['message_received'], credential = {}) => sendookTrigger(sandbox(), { events }, { staticData: {}, testUrl: `${HOST}/webhook`, ...more }, credential);

/** As n8n switches a workflow on: what exists is asked for first, and a create that throws is tried again, each time after a delete. */
async function activate(scenario: TriggerScenario): Promise<string | undefined> {
	let words: string | undefined;
	for (let time = 0; time < 5; time += 1) {
		try {
			if (!(await hook(scenario, 'checkExists'))) await hook(scenario, 'create');
			return undefined;
		} catch (thrown) {
			words = (thrown as Error).message;
			await hook(scenario, 'delete').catch(() => false);
		}
	}
	return words;
}

/** A webhook that somebody else has made. */
function foreign(url: string, events = ['inbox.created']) {
	const webhook = { ...sandbox().state.sendook.webhooks[0]!, _id: '695b7c000000000000000faf', url, events };
	sandbox().state.sendook.webhooks.push(webhook);
	return webhook;
}

test('made once, found again, and removed; nothing else is touched', async () => {
	const scenario = scenarioOf({}, ['message_received', 'message_bounced']);
	const before = structuredClone(sandbox().state.sendook.webhooks);
	expect(await activate(scenario)).toBeUndefined();
	expect(there()).toMatchObject([{ url: expect.stringContaining(`hook-${scenario.workflowId}`), events: ['message.received', 'message.bounced'] }]);
	expect(JSON.stringify(scenario.staticData)).not.toContain(sandbox().credentials.sendook.apiKey);
	expect(await hook(scenario, 'checkExists')).toBe(true);
	expect(await activate(scenario)).toBeUndefined();
	expect(made()).toEqual(['createWebhook']);
	await hook(scenario, 'delete');
	expect(sandbox().state.sendook.webhooks).toEqual(before);
	expect(scenario.staticData).toEqual({});
	expect(sandbox().ledger.violations).toEqual([]);
});

test('n8n ends before it saves anything: what was made is removed when the workflow is switched off', async () => {
	const [scenario, other] = [scenarioOf(), scenarioOf()];
	await activate(scenario);
	await activate(other);
	expect(await hook({ ...scenario, staticData: {} }, 'delete')).toBe(true);
	expect(there()).toMatchObject([{ url: addressOf(other) }]);
	// For other events, somebody else may have made it.
	foreign(addressOf(scenario));
	expect(await hook({ ...scenario, staticData: {} }, 'delete')).toBe(true);
	expect(there()).toHaveLength(2);
	expect(sandbox().ledger.violations).toEqual([]);
});

test('other events: it is removed and made anew, since Sendook can’t change one', async () => {
	const scenario = scenarioOf();
	await activate(scenario);
	const changed = { ...scenario, parameters: { events: ['message_bounced'] } };
	expect(await activate(changed)).toBeUndefined();
	expect(there()).toMatchObject([{ events: ['message.bounced'] }]);
	expect(made()).toEqual(['createWebhook', 'deleteWebhook', 'createWebhook']);
});

test('another address: the old one is removed', async () => {
	const scenario = scenarioOf();
	await activate(scenario);
	await activate({ ...scenario, testUrl: 'http://127.0.0.1:10/webhook' });
	expect(there()).toMatchObject([{ url: expect.stringContaining('http://127.0.0.1:10/') }]);
});

test.each<Misfortune>([{ type: 'reset' }, { type: 'status', status: 500 }, { type: 'invalidJson' }])('it is made, and the answer is lost (%j): in the end there is one', async (misfortune) => {
	const scenario = scenarioOf();
	fault('createWebhook', misfortune, { when: 'after' });
	expect(await activate(scenario)).toBeUndefined();
	expect(there()).toHaveLength(1);
	await hook(scenario, 'delete');
	expect(there()).toEqual([]);
});

test('the answer to every create is lost: nothing is left behind', async () => {
	const scenario = scenarioOf();
	fault('createWebhook', { type: 'reset' }, { when: 'after', times: 'always' });
	expect(await activate(scenario)).toBeDefined();
	expect(there()).toEqual([]);
	expect(scenario.staticData).toEqual({});
});

test('no create succeeds: it says why, and nothing is left behind', async () => {
	const scenario = scenarioOf();
	fault('createWebhook', { type: 'status', status: 500 }, { times: 'always' });
	expect(await activate(scenario)).toContain('Sendook');
	expect(there()).toEqual([]);
	expect(scenario.staticData).toEqual({});
});

test('n8n is killed before it has saved anything: what is there is adopted, and removed later', async () => {
	const scenario = scenarioOf();
	await activate(scenario);
	const after = { ...scenario, staticData: {} };
	expect(await activate(after)).toBeUndefined();
	expect(made()).toEqual(['createWebhook']);
	await hook(after, 'delete');
	expect(there()).toEqual([]);
});

test('n8n is killed between the note and the webhook: it is made', async () => {
	const scenario = scenarioOf();
	fault('createWebhook', { type: 'status', status: 500 });
	await hook(scenario, 'create').catch(() => {});
	expect(scenario.staticData).toMatchObject({ hook: { ids: {} } });
	expect(await activate(scenario)).toBeUndefined();
	expect(there()).toHaveLength(1);
});

test('beside one of this address for other events it refuses with its ID, and touches nothing', async () => {
	const scenario = scenarioOf();
	await activate(scenario);
	const [own] = there();
	await hook(scenario, 'delete');
	const other = foreign(own!.url);
	expect(await activate(scenario)).toContain(other._id);
	expect(there()).toEqual([other]);
});

test('of two of this address the oldest counts, since Sendook tells that one only', async () => {
	const scenario = scenarioOf();
	await activate(scenario);
	const [own] = there();
	const other = foreign(own!.url);
	// Without what is stored, ours is the younger one: it is of no use, and goes.
	expect(await activate({ ...scenario, staticData: {} })).toContain(other._id);
	expect(there()).toEqual([other]);
});

test('deleted at Sendook: it is made anew, and a delete of it is no fault', async () => {
	const scenario = scenarioOf();
	await activate(scenario);
	sandbox().state.sendook.webhooks.pop();
	expect(await hook(scenario, 'checkExists')).toBe(false);
	expect(await activate(scenario)).toBeUndefined();
	expect(there()).toHaveLength(1);
	sandbox().state.sendook.webhooks.pop();
	expect(await hook(scenario, 'delete')).toBe(true);
	expect(scenario.staticData).toEqual({});
});

test('Sendook refuses to delete it: it stays known, and the next start makes no second one', async () => {
	const scenario = scenarioOf();
	await activate(scenario);
	fault('deleteWebhook', { type: 'status', status: 500 }, { times: 'always' });
	await expect(hook(scenario, 'delete')).rejects.toThrow('Sendook');
	sandbox().faults.clear();
	expect(await activate(scenario)).toBeUndefined();
	expect(there()).toHaveLength(1);
	await hook(scenario, 'delete');
	expect(there()).toEqual([]);
});

test('another key in the credential: with it nothing of the old account is asked for, and a webhook is made', async () => {
	const scenario = scenarioOf();
	await activate(scenario);
	const [own] = there();
	const { key } = sandbox().state.sendook.apiKeys[0]!;
	const swapped = { ...scenario, credentials: { sendookApi: credentialsFor(sandbox(), { apiKey: key }).sendookApi! } };
	await hook(swapped, 'delete');
	expect(there()).toEqual([own]);
	expect(scenario.staticData).toEqual({});
});

test('two workflows, and a test beside production, have a webhook each, and each removes its own', async () => {
	const first = scenarioOf();
	const second = scenarioOf();
	const test = { ...first, isTest: true, testUrl: `${HOST}/webhook-test` };
	for (const scenario of [first, second, test]) expect(await activate(scenario)).toBeUndefined();
	expect(new Set(there().map(({ url }) => url)).size).toBe(3);
	await hook(test, 'delete');
	expect(there()).toHaveLength(2);
	expect(await hook(first, 'checkExists')).toBe(true);
	await hook(first, 'delete');
	expect(there().map(({ url }) => url)).toEqual([addressOf(second)]);
});

test('an answer without an ID, as of something else than Sendook: it says so', async () => {
	const server = createServer((request, response) => {
		request.resume();
		response.setHeader('content-type', 'application/json');
		response.end(request.method === 'GET' ? '[]' : '{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => await new Promise((resolve) => server.close(resolve)));
	const scenario = scenarioOf({}, undefined, { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
	await expect(hook(scenario, 'create')).rejects.toThrow('Sendook did not say the ID');
});
