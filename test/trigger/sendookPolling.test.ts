import type { IDataObject } from 'n8n-workflow';
import { byId, credentialsFor, useSandbox } from '../engine/sandboxed';
import { newWorkflow, poll, type TriggerScenario } from './contexts';
import { sent, stored } from './sendookPosts';

const sandbox = useSandbox();

function scenario(parameters: IDataObject = {}): TriggerScenario {
	const { sendookApi } = credentialsFor(sandbox());
	const inbox = byId(sandbox().state.sendook.inboxes[0]!._id);
	return { type: 'sendookPollingTrigger', parameters: { event: 'message_received', inbox, ...parameters }, credentials: { sendookApi: sendookApi! }, workflowId: newWorkflow(), staticData: {} };
}

const textsOf = async (at: TriggerScenario) => (await poll(at))?.map(({ json }) => json.text) ?? [];

/** A mail that came in at this time. */
const arrive = (text: string, createdAt: string) => stored(sandbox(), { text, createdAt });

test('what was there is not new; what comes then is told once, the oldest first, without what went out', async () => {
	const at = scenario();
	expect(await poll(at)).toBeNull();
	arrive('second', '2026-11-28T09:00:01.000Z');
	const first = arrive('first', '2026-11-28T09:00:00.000Z');
	sent(sandbox(), { createdAt: '2026-11-28T09:00:02.000Z' });
	const items = await poll(at);
	expect(items?.map(({ json }) => json.text)).toEqual(['first', 'second']);
	expect(items![0]!.json).toMatchObject({ event: 'message_received', eventId: `message_received:${first._id}`, direction: 'inbound', to: 'ana@example.com', inbox: first.inboxId, messageId: first._id, thread: first.threadId });
	expect(await poll(at)).toBeNull();
	expect(sandbox().ledger.violations).toEqual([]);
});

test('three of one time, one of them late: none is lost, none comes twice', async () => {
	const at = scenario();
	await poll(at);
	arrive('a', '2026-11-28T09:00:00.000Z');
	arrive('b', '2026-11-28T09:00:00.000Z');
	expect(await textsOf(at)).toHaveLength(2);
	arrive('c', '2026-11-28T09:00:00.000Z');
	expect(await textsOf(at)).toEqual(['c']);
	expect(await poll(at)).toBeNull();
});

test('an inbox that was empty at first', async () => {
	sandbox().state.sendook.messages = [];
	const at = scenario();
	expect(await poll(at)).toBeNull();
	arrive('a', '2026-11-28T09:00:00.000Z');
	expect(await textsOf(at)).toEqual(['a']);
	expect(await poll(at)).toBeNull();
});

test('a manual run shows the newest and leaves the cursor alone', async () => {
	const at = scenario();
	await poll(at);
	const kept = JSON.stringify(at.staticData);
	arrive('a', '2026-11-28T09:00:00.000Z');
	expect((await poll({ ...at, isManual: true }))?.[0]?.json.text).toBe('a');
	expect(JSON.stringify(at.staticData)).toBe(kept);
	expect(await textsOf(at)).toEqual(['a']);
});

test('another inbox begins anew: what is in it already is not new', async () => {
	const at = scenario();
	await poll(at);
	const [, second] = sandbox().state.sendook.inboxes;
	Object.assign(arrive('old', '2026-11-28T09:00:00.000Z'), { inboxId: second!._id });
	const other = { ...at, parameters: { ...at.parameters, inbox: byId(second!._id) } };
	expect(await poll(other)).toBeNull();
	Object.assign(arrive('new', '2026-11-28T09:00:01.000Z'), { inboxId: second!._id });
	expect(await textsOf(other)).toEqual(['new']);
});

test('a backlog comes over several polls, none lost and none twice', async () => {
	const at = scenario();
	await poll(at);
	const start = Date.parse('2026-11-28T09:00:00.000Z');
	// Each second has five.
	for (let index = 0; index < 1_203; index += 1) arrive(String(index), new Date(start + Math.floor(index / 5) * 1_000).toISOString());
	const texts = [...(await textsOf(at)), ...(await textsOf(at)), ...(await textsOf(at))];
	expect(texts).toHaveLength(1_203);
	expect(new Set(texts).size).toBe(1_203);
});

test('filters', async () => {
	const at = scenario({ filters: { from: '*@example.org' } });
	await poll(at);
	arrive('a', '2026-11-28T09:00:00.000Z');
	stored(sandbox(), { from: 'bob@example.org', text: 'b', createdAt: '2026-11-28T09:00:01.000Z' });
	expect(await textsOf(at)).toEqual(['b']);
});

test.each([
	[401, 'credential-invalid'],
	[503, 'temporarily-unavailable'],
])('status %i: n8n is told why, and the cursor stays', async (status, cause) => {
	const at = scenario();
	await poll(at);
	const kept = JSON.stringify(at.staticData);
	sandbox().faults.add({ provider: 'sendook', times: 'always', match: { path: 'getMessages' }, fault: { type: 'status', status } });
	await expect(poll({ ...at, budgetMs: 500 } as TriggerScenario)).rejects.toMatchObject({ failure: { cause } });
	expect(JSON.stringify(at.staticData)).toBe(kept);
});

test('without an inbox it says which field is empty', async () => {
	await expect(poll(scenario({ inbox: byId('') }))).rejects.toThrow();
});
