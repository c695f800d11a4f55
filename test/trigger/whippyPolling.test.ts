import type { IDataObject } from 'n8n-workflow';
import { arrive } from '../../sandbox/whippy/deliveries.ts';
import { credentialsFor, useSandbox } from '../engine/sandboxed';
import { newWorkflow, poll, receive, type TriggerScenario } from './contexts';
import { signed, whippyPost, whippyTrigger } from './whippyPosts';

const sandbox = useSandbox();

function scenario(parameters: IDataObject = {}): TriggerScenario & { staticData: IDataObject } {
	const { whippyApi } = credentialsFor(sandbox());
	return { type: 'whippyPollingTrigger', parameters: { event: 'message_received', ...parameters }, credentials: { whippyApi: whippyApi! }, workflowId: newWorkflow(), staticData: {} };
}

const textsOf = async (at: TriggerScenario) => (await poll(at))?.map(({ json }) => json.text) ?? [];

/** Messages that came in at these times. */
function came(...times: string[]): void {
	for (const time of times) Object.assign(arrive(sandbox().state.whippy, time), { created_at: time, updated_at: time });
}

afterEach(() => expect(sandbox().ledger.violations).toEqual([]));

test('what was there before the first poll is not new; what comes then is told once, the oldest first', async () => {
	const at = scenario();
	expect(await poll(at)).toBeNull();
	expect(await poll(at)).toBeNull();
	came('2026-11-28T09:00:00.000000Z', '2026-11-28T09:00:01.000000Z');
	expect(await textsOf(at)).toEqual(['2026-11-28T09:00:00.000000Z', '2026-11-28T09:00:01.000000Z']);
	expect(await poll(at)).toBeNull();
});

test('three of one time, one of them late: none is lost, none comes twice', async () => {
	const at = scenario();
	await poll(at);
	came('2026-11-28T09:00:00.123456Z', '2026-11-28T09:00:00.123456Z');
	expect(await textsOf(at)).toHaveLength(2);
	came('2026-11-28T09:00:00.123456Z');
	expect(await textsOf(at)).toHaveLength(1);
	expect(await poll(at)).toBeNull();
});

test('Whippy’s three ways to write a time are one order', async () => {
	const at = scenario();
	await poll(at);
	came('2026-11-28T09:00:00');
	expect(await textsOf(at)).toHaveLength(1);
	came('2026-11-28T09:00:00Z', '2026-11-28T09:00:00.500432Z');
	expect(await textsOf(at)).toHaveLength(2);
	expect(await poll(at)).toBeNull();
});

test('what was sent, and notes, are not told', async () => {
	const at = scenario();
	await poll(at);
	came('2026-11-28T09:00:00Z', '2026-11-28T09:00:01Z', '2026-11-28T09:00:02Z');
	const { messages } = sandbox().state.whippy;
	Object.assign(messages.at(-3)!, { direction: 'OUTBOUND', source_type: 'OUTBOUND' });
	Object.assign(messages.at(-2)!, { source_type: 'NOTE' });
	expect(await textsOf(at)).toEqual(['2026-11-28T09:00:02Z']);
});

test('the very first message of an organization is told', async () => {
	const at = scenario();
	const { conversations, messages } = sandbox().state.whippy;
	for (const conversation of conversations) delete conversation.last_message_date;
	messages.length = 0;
	await poll(at);
	came('2026-11-28T09:00:00Z');
	expect(await textsOf(at)).toEqual(['2026-11-28T09:00:00Z']);
});

test('a manual run shows the newest and leaves the cursor alone', async () => {
	const at = scenario();
	await poll(at);
	const kept = JSON.stringify(at.staticData);
	came('2026-11-28T09:00:00Z');
	const shown = await poll({ ...at, isManual: true });
	expect(shown?.[0]?.json.text).toBe('2026-11-28T09:00:00Z');
	expect(shown!.length).toBeLessThanOrEqual(3);
	expect(JSON.stringify(at.staticData)).toBe(kept);
	expect(await textsOf(at)).toHaveLength(1);
});

test('a backlog comes over several polls, none lost and none twice', async () => {
	const at = scenario();
	await poll(at);
	const start = Date.parse('2026-11-28T09:00:00.000Z');
	came(...Array.from({ length: 2_300 }, (_, index) => new Date(start + Math.floor(index / 5) * 1_000).toISOString()));
	const ids: unknown[] = [];
	for (let round = 0; round < 4; round += 1) ids.push(...((await poll(at)) ?? []).map(({ json }) => json.messageId));
	expect(ids).toHaveLength(2_300);
	expect(new Set(ids).size).toBe(2_300);
	expect(await poll(at)).toBeNull();
});

test('an item is the same as the Whippy Trigger’s, and filters work', async () => {
	const [at, none] = [scenario(), scenario({ filters: { from: '+44*' } })];
	await poll(at);
	await poll(none);
	const message = arrive(sandbox().state.whippy, 'Are you open?');
	const [polled] = (await poll(at))!;
	const { items } = await receive(whippyTrigger(sandbox()), signed(sandbox(), whippyPost('message.created', message as never)));
	expect(polled!.json).toEqual(items[0]!.json);
	expect(await poll(none)).toBeNull();
});

test('a list that can’t be read leaves the cursor where it is', async () => {
	const at = scenario();
	await poll(at);
	came('2026-11-28T09:00:00Z');
	const kept = JSON.stringify(at.staticData);
	sandbox().faults.add({ provider: 'whippy', match: { path: 'getMessages' }, fault: { type: 'status', status: 403 } });
	await expect(poll(at)).rejects.toThrow('Whippy');
	expect(JSON.stringify(at.staticData)).toBe(kept);
	expect(await textsOf(at)).toHaveLength(1);
});
