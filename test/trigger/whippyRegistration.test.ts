import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import type { Misfortune } from '../../sandbox/faults.ts';
import { arrive } from '../../sandbox/whippy/deliveries.ts';
import { closeAtEnd, useSandbox } from '../engine/sandboxed';
import { hook, receive, type TriggerScenario } from './contexts';
import { whippyTrigger } from './whippyPosts';

const sandbox = useSandbox();

const fault = (path: string, misfortune: Misfortune, more: object = {}) => sandbox().faults.add({ provider: 'whippy', match: { path }, fault: misfortune, ...more });
const refused: Misfortune = { type: 'status', status: 422 };

const there = () => {
	const { applications, endpoints } = sandbox().state.whippy;
	return { applications: applications.length, endpoints: endpoints.length, active: endpoints.filter(({ active }) => active).length };
};
const nothing = { applications: 0, endpoints: 0, active: 0 };
const one = { applications: 1, endpoints: 1, active: 1 };
const made = () => sandbox().ledger.requests.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId);

/** The webhook that is stored. */
const stored = ({ staticData }: TriggerScenario) => staticData?.hook as IDataObject & { ids: IDataObject };

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

const trigger = (parameters: IDataObject = {}, more: Partial<TriggerScenario> = {}, credential: IDataObject = {}) =>
	whippyTrigger(sandbox(), parameters, { staticData: {}, ...more }, credential);

afterEach(() => expect(sandbox().ledger.violations).toEqual([]));

test('an application with an endpoint is made, found again, and removed', async () => {
	const scenario = trigger({ events: ['message_received', 'message_sent', 'lead_new'], otherEvents: 'tag.created' });
	expect(await activate(scenario)).toBeUndefined();
	const { applications, endpoints } = sandbox().state.whippy;
	expect(applications).toEqual([expect.objectContaining({ name: expect.stringMatching(/^n8n: .+ \([\w-]{12}\)$/), active: true })]);
	expect(endpoints).toEqual([
		expect.objectContaining({
			developer_application_id: applications[0]!.id,
			url: `http://127.0.0.1/webhook/hook-${scenario.workflowId}/webhook`,
			event_types: ['message.created', 'lead.new', 'tag.created'],
			active: true,
		}),
	]);
	expect(stored(scenario)).toMatchObject({ ids: { application: applications[0]!.id, endpoint: endpoints[0]!.id }, url: endpoints[0]!.url });
	expect(JSON.stringify(scenario.staticData)).not.toContain(sandbox().credentials.whippy.apiKey);
	expect(await activate(scenario)).toBeUndefined();
	expect(made()).toEqual(['createDeveloperApplication', 'createDeveloperEndpoint']);
	await hook(scenario, 'delete');
	expect(there()).toEqual(nothing);
	expect(scenario.staticData).toEqual({});
});

test('each ID is stored the moment it exists', async () => {
	fault('createDeveloperEndpoint', refused, { times: 'always' });
	const scenario = trigger();
	await expect(hook(scenario, 'create')).rejects.toThrow();
	expect(stored(scenario).ids).toEqual({ application: sandbox().state.whippy.applications[0]!.id });
});

test.each<[string, number, Misfortune, boolean]>([
	['the application', 4, refused, true],
	['the endpoint', 4, refused, true],
	['the endpoint', 5, refused, false],
])('%s is refused %i times: n8n tries five times, and nothing is left behind', async (what, times, misfortune, isThere) => {
	fault(what === 'the application' ? 'createDeveloperApplication' : 'createDeveloperEndpoint', misfortune, { times });
	const words = await activate(trigger());
	expect(words === undefined).toBe(isThere);
	if (words !== undefined) expect(words).toContain('Unprocessable Entity');
	expect(there()).toEqual(isThere ? one : nothing);
});

test.each(['createDeveloperApplication', 'createDeveloperEndpoint'])('%s is done, but its answer is lost: what was made is found or removed, and there is no second one', async (path) => {
	fault(path, { type: 'reset' }, { when: 'after' });
	expect(await activate(trigger())).toBeUndefined();
	expect(there()).toEqual(one);
});

test('after an end without a word, nothing is known: what was made is found by its address', async () => {
	const scenario = trigger();
	await activate(scenario);
	expect(await activate({ ...scenario, staticData: {} })).toBeUndefined();
	expect(there()).toEqual(one);
	expect(made()).toEqual(['createDeveloperApplication', 'createDeveloperEndpoint']);
});

/** n8n ends before it saves anything, and goes on without a word to the trigger. */
const unsaved = (scenario: TriggerScenario): TriggerScenario => ({ ...scenario, staticData: {} });

test.each([['an endpoint', 1], ['an application without one', 0]])('nothing is known of %s: it is removed when the workflow is switched off', async (_what, endpoints) => {
	const [scenario, other] = [trigger(), trigger()];
	await activate(scenario);
	await activate(other);
	const { whippy } = sandbox().state;
	const [own] = whippy.applications;
	if (endpoints === 0) whippy.endpoints = whippy.endpoints.filter(({ developer_application_id: of }) => of !== own!.id);
	const left = unsaved(scenario);
	expect(await hook(left, 'delete')).toBe(true);
	expect(there()).toEqual(one);
	expect(whippy.applications.map(({ id }) => id)).not.toContain(own!.id);
	expect(left.staticData).toEqual({});
});

test('nothing is known, and an endpoint of this address is in an application of somebody else: it stays', async () => {
	const scenario = trigger();
	await activate(scenario);
	sandbox().state.whippy.applications[0]!.name = 'Somebody else’s';
	expect(await hook(unsaved(scenario), 'delete')).toBe(true);
	expect(there()).toEqual(one);
});

test('nothing is known, and it can’t be deleted: it is switched off, and on again by the next start', async () => {
	sandbox().unknowns.set('whippy', 'developerChanges', 'update');
	const scenario = trigger();
	await activate(scenario);
	const left = unsaved(scenario);
	expect(await hook(left, 'delete')).toBe(true);
	expect(there()).toEqual({ ...one, active: 0 });
	expect(await activate(left)).toBeUndefined();
	expect(there()).toEqual(one);
});

test('nothing is known, and Whippy can’t tell: the workflow is switched off all the same, with a warning', async () => {
	const scenario = trigger();
	await activate(scenario);
	fault('getDeveloperApplications', refused, { times: 'always' });
	const left = { ...unsaved(scenario), warnings: [] as string[] };
	expect(await hook(left, 'delete')).toBe(true);
	expect(left.warnings).toEqual([expect.stringContaining('Whippy could not be asked whether a webhook of this workflow is left there')]);
});

test('other events are chosen: the endpoint is changed', async () => {
	const scenario = trigger();
	await activate(scenario);
	const changed = { ...scenario, parameters: { ...scenario.parameters, events: ['lead_new'] } };
	expect(await activate(changed)).toBeUndefined();
	expect(sandbox().state.whippy.endpoints).toEqual([expect.objectContaining({ event_types: ['lead.new'] })]);
	expect(there()).toEqual(one);
	// Likewise where nothing is known of it.
	expect(await activate({ ...scenario, staticData: {} })).toBeUndefined();
	expect(sandbox().state.whippy.endpoints).toEqual([expect.objectContaining({ event_types: ['message.created'] })]);
	expect(there()).toEqual(one);
});

test('it was deleted or switched off in Whippy: it is there again', async () => {
	const scenario = trigger();
	await activate(scenario);
	sandbox().state.whippy.endpoints = [];
	expect(await activate(scenario)).toBeUndefined();
	expect(there()).toEqual(one);
	for (const row of [sandbox().state.whippy.endpoints[0]!, sandbox().state.whippy.applications[0]!]) {
		row.active = false;
		expect(await activate({ ...scenario, staticData: {} })).toBeUndefined();
		expect(row.active).toBe(true);
	}
	sandbox().state.whippy.endpoints[0]!.active = false;
	expect(await activate(scenario)).toBeUndefined();
	expect(there()).toEqual(one);
	sandbox().state.whippy.applications = [];
	sandbox().state.whippy.endpoints = [];
	await hook(scenario, 'delete');
	expect(scenario.staticData).toEqual({});
});

test('somebody else has an endpoint of this address: it is not touched, and nothing is made', async () => {
	const scenario = trigger();
	await activate(scenario);
	const { applications, endpoints } = sandbox().state.whippy;
	applications[0]!.name = 'Made by hand';
	const before = structuredClone({ applications, endpoints });
	expect(await activate({ ...scenario, staticData: {} })).toContain(endpoints[0]!.id);
	expect({ applications, endpoints }).toEqual(before);
});

test('an endpoint that somebody has put into our application keeps it', async () => {
	const scenario = trigger();
	await activate(scenario);
	const [own] = sandbox().state.whippy.endpoints;
	sandbox().state.whippy.endpoints.push({ ...own!, id: '00000012-0000-4000-8000-000000000009', url: 'https://elsewhere.example/hook' });
	await hook(scenario, 'delete');
	expect(there()).toEqual({ applications: 1, endpoints: 1, active: 1 });
	expect(sandbox().state.whippy.endpoints[0]!.url).toBe('https://elsewhere.example/hook');
});

test('two workflows, and a test beside production, have a webhook each', async () => {
	const [first, second] = [trigger(), trigger()];
	const test = { ...first, isTest: true, testUrl: 'http://127.0.0.1/webhook-test' };
	for (const scenario of [first, second, test]) await activate(scenario);
	expect(there()).toEqual({ applications: 3, endpoints: 3, active: 3 });
	expect(Object.keys(first.staticData!)).toEqual(['hook', 'testHook']);
	await hook(test, 'delete');
	await hook(second, 'delete');
	expect(there()).toEqual(one);
	expect(sandbox().state.whippy.endpoints[0]!.id).toBe(stored(first).ids.endpoint);
});

describe('another key', () => {
	test('nothing is asked with it for what the first one has made, and the new one has its own', async () => {
		const scenario = trigger();
		await activate(scenario);
		const before = sandbox().ledger.requests.length;
		const { whippyApi } = trigger({}, {}, { apiKey: 'another' }).credentials;
		await hook({ ...scenario, credentials: { whippyApi: whippyApi! } }, 'delete');
		expect(sandbox().ledger.requests).toHaveLength(before);
		expect(there()).toEqual(one);
		expect(scenario.staticData).toEqual({});
	});

	test('which Whippy doesn’t know: nothing is made, and the person is told', async () => {
		const scenario = trigger({}, {}, { apiKey: 'another' });
		expect(await activate(scenario)).toContain('did not accept the credential');
		expect(scenario.staticData).toEqual({});
	});
});

describe('Whippy doesn’t delete', () => {
	test('but changes: the endpoint is switched off, and the next start switches the same on', async () => {
		sandbox().unknowns.set('whippy', 'developerChanges', 'update');
		const scenario = trigger();
		await activate(scenario);
		const { endpoint } = stored(scenario).ids;
		await hook(scenario, 'delete');
		expect(there()).toEqual({ applications: 1, endpoints: 1, active: 0 });
		for (const developerLists of ['listed', 'missing']) {
			sandbox().unknowns.set('whippy', 'developerLists', developerLists);
			expect(await activate({ ...scenario, parameters: { ...scenario.parameters, events: ['lead_new'] } })).toBeUndefined();
			expect(there()).toEqual(one);
			expect(stored(scenario)).toMatchObject({ ids: { endpoint }, events: ['lead.new'] });
			expect(sandbox().state.whippy.endpoints[0]!.event_types).toEqual(['lead.new']);
			await hook(scenario, 'delete');
			expect(there().active).toBe(0);
		}
	});

	test.each(['listed', 'missing'])('nor changes: what to remove by hand is said (%s)', async (developerLists) => {
		sandbox().unknowns.set('whippy', 'developerChanges', 'none');
		sandbox().unknowns.set('whippy', 'developerLists', developerLists);
		const scenario = trigger();
		await activate(scenario);
		const { endpoint, application } = stored(scenario).ids;
		const warnings: string[] = [];
		await hook({ ...scenario, warnings }, 'delete');
		expect(warnings).toEqual([`Whippy could neither delete nor switch off the endpoint ${String(endpoint)} of the application ${String(application)}. Remove it in Whippy under Developers, or it goes on posting to this n8n.`]);
		expect(scenario.staticData).toEqual({});
		// The next start takes it over, where it can see it.
		expect(await activate(scenario)).toBeUndefined();
		expect(there().endpoints).toBe(developerLists === 'listed' ? 1 : 2);
	});

	test('refuses for another reason: what is stored stays, and the next start finds it', async () => {
		const scenario = trigger();
		await activate(scenario);
		fault('deleteDeveloperEndpoint', { type: 'status', status: 503 }, { times: 'always' });
		await expect(hook(scenario, 'delete')).rejects.toThrow();
		expect(stored(scenario).ids.endpoint).toBe(sandbox().state.whippy.endpoints[0]!.id);
		sandbox().faults.clear();
		expect(await activate(scenario)).toBeUndefined();
		expect(there()).toEqual(one);
	});
});

test('without lists, what is stored counts, and is changed and removed all the same', async () => {
	sandbox().unknowns.set('whippy', 'developerLists', 'missing');
	const scenario = trigger();
	await activate(scenario);
	expect(await activate(scenario)).toBeUndefined();
	expect(await activate({ ...scenario, parameters: { ...scenario.parameters, events: ['lead_new'] } })).toBeUndefined();
	expect(sandbox().state.whippy.endpoints).toEqual([expect.objectContaining({ event_types: ['lead.new'] })]);
	await hook(scenario, 'delete');
	expect(there()).toEqual(nothing);
});

test('what was made is found behind the first page of a list', async () => {
	const scenario = trigger();
	await activate(scenario);
	const { applications, endpoints } = sandbox().state.whippy;
	for (let count = 0; count < 120; count += 1) {
		const id = `00000012-0000-4000-8000-${String(count).padStart(12, '0')}`;
		endpoints.unshift({ ...endpoints.at(-1)!, id, url: `https://elsewhere.example/${count}` });
		applications.unshift({ ...applications.at(-1)!, id, name: `Another ${count}` });
	}
	expect(await activate({ ...scenario, staticData: {} })).toBeUndefined();
	expect(endpoints).toHaveLength(121);
	expect(made()).toHaveLength(2);
});

test('what Whippy posts to the address is taken, also when it is posted again', async () => {
	const came: Array<{ status: number; scenario: TriggerScenario; items: number }> = [];
	const scenario = trigger();
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
			const raw = Buffer.concat(chunks);
			// The first one is lost on its way.
			const isLost = came.length === 0;
			void receive(isLost ? trigger() : scenario, { body: JSON.parse(raw.toString()), raw, headers: request.headers as Record<string, string> }).then(({ status = 0, items }) => {
				came.push({ status, scenario, items: items.length });
				response.writeHead(isLost ? 502 : status).end();
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => await new Promise((resolve) => server.close(resolve)));
	await activate({ ...scenario, testUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
	arrive(sandbox().state.whippy, 'Are you open?');
	await sandbox().deliveries.settled();
	expect(sandbox().deliveries.all.map(({ statuses }) => statuses)).toEqual([[502, 200]]);
	expect(came.at(-1)).toMatchObject({ status: 200, items: 1 });
});
