import type { IDataObject } from 'n8n-workflow';
import { useSandbox } from '../engine/sandboxed';
import { newWorkflow, receive, type TriggerScenario } from './contexts';
import { heymarketTrigger, messagePost } from './heymarketPosts';

const sandbox = useSandbox();

const started = async (scenario: TriggerScenario, body: object) => (await receive(scenario, { body })).items.length;

test('of two posts of one event that arrive together, one starts the workflow', async () => {
	for (let pair = 0; pair < 10; pair += 1) {
		const scenario = heymarketTrigger(sandbox());
		const post = messagePost();
		const counts = await Promise.all([started(scenario, post), started(scenario, post)]);
		expect(counts.toSorted()).toEqual([0, 1]);
	}
});

test('twenty events at once and again: each starts once', async () => {
	const scenario = heymarketTrigger(sandbox());
	const posts = Array.from({ length: 20 }, () => messagePost());
	const counts = await Promise.all([...posts, ...posts].map(async (post) => await started(scenario, post)));
	expect(counts.reduce((sum, count) => sum + count)).toBe(20);
});

test('a repeat within one body counts too', async () => {
	const post = messagePost();
	expect(await started(heymarketTrigger(sandbox()), [post, post])).toBe(1);
});

test('another workflow, another node, and a test beside production each get the event', async () => {
	const workflowId = newWorkflow();
	const post = messagePost();
	const places: Array<Partial<TriggerScenario>> = [{ workflowId }, { workflowId, nodeId: 'other' }, { workflowId: newWorkflow() }, { workflowId, isTest: true }];
	for (const place of places) expect(await started(heymarketTrigger(sandbox(), {}, place), post)).toBe(1);
	for (const place of places) expect(await started(heymarketTrigger(sandbox(), {}, place), post)).toBe(0);
});

test('what an earlier process has saved counts, and what this one knows is saved with it', async () => {
	const post = messagePost();
	const staticData: IDataObject = {};
	expect(await started(heymarketTrigger(sandbox(), {}, { staticData }), post)).toBe(1);
	const saved = JSON.parse(JSON.stringify(staticData)) as IDataObject;
	// A workflow that this process knows nothing of, as after a restart.
	expect(await started(heymarketTrigger(sandbox(), {}, { staticData: saved }), post)).toBe(0);
	const next = messagePost();
	expect(await started(heymarketTrigger(sandbox(), {}, { staticData: saved }), next)).toBe(1);
	expect(Object.keys(saved.seenEvents as object)).toHaveLength(2);
});

test('an execution that writes older data over it makes nothing start twice', async () => {
	const scenario = heymarketTrigger(sandbox(), {}, { staticData: {} });
	const posts = Array.from({ length: 5 }, () => messagePost());
	for (const post of posts) await started(scenario, post);
	for (const post of posts) expect(await started({ ...scenario, staticData: {} }, post)).toBe(0);
});

test('a test writes nothing into what is saved', async () => {
	const staticData: IDataObject = {};
	await started(heymarketTrigger(sandbox(), {}, { staticData, isTest: true }), messagePost());
	expect(staticData).toEqual({});
});

test.each([[[1, 2]], ['a text'], [null], [{ a: 'b' }], [{ ['x'.repeat(9)]: Infinity }]])('what was saved may be anything: %j', async (seenEvents) => {
	expect(await started(heymarketTrigger(sandbox(), {}, { staticData: { seenEvents } as IDataObject }), messagePost())).toBe(1);
});

test('so much is saved at most, and the newest of it', async () => {
	const staticData: IDataObject = {};
	const scenario = heymarketTrigger(sandbox(), {}, { staticData });
	const posts = Array.from({ length: 400 }, () => messagePost());
	for (let from = 0; from < 400; from += 100) await started(scenario, posts.slice(from, from + 100));
	expect(Object.keys(staticData.seenEvents as object)).toHaveLength(300);
	const later = heymarketTrigger(sandbox(), {}, { staticData: JSON.parse(JSON.stringify(staticData)) as IDataObject });
	expect(await started(later, posts[399]!)).toBe(0);
	// This process remembers more than is saved.
	expect(await started(scenario, posts[0]!)).toBe(0);
});

test('an event is forgotten after a day', async () => {
	const scenario = heymarketTrigger(sandbox());
	const post = messagePost();
	const start = Date.now();
	const clock = jest.spyOn(Date, 'now').mockReturnValue(start);
	expect(await started(scenario, post)).toBe(1);
	clock.mockReturnValue(start + 23 * 3_600_000);
	expect(await started(scenario, post)).toBe(0);
	clock.mockReturnValue(start + 25 * 3_600_000);
	expect(await started(scenario, post)).toBe(1);
	clock.mockRestore();
});
