import type { IDataObject } from 'n8n-workflow';
import { receiveText } from '../../sandbox/heymarket/events.ts';
import { credentialsFor, useSandbox } from '../engine/sandboxed';
import { newWorkflow, poll, type TriggerScenario } from './contexts';

const sandbox = useSandbox();

function scenario(event: string, parameters: IDataObject = {}): TriggerScenario & { staticData: IDataObject } {
	const { heymarketJwtApi } = credentialsFor(sandbox());
	return { type: 'heymarketPollingTrigger', parameters: { event, ...parameters }, credentials: { heymarketJwtApi: heymarketJwtApi! }, workflowId: newWorkflow(), staticData: {} };
}

const textsOf = async (at: TriggerScenario) => (await poll(at))?.map(({ json }) => json.text) ?? [];

/** Messages that came in at these times, which the sandbox stores as they are. */
function arrive(...times: string[]): void {
	for (const time of times) Object.assign(receiveText(sandbox().state.heymarket, { inbox: 11, from: '14155550123', text: time }), { date: time, updated: time });
}

test('what was there before the first poll is not new; what comes then is told once, the oldest first', async () => {
	const at = scenario('message_received');
	expect(await poll(at)).toBeNull();
	arrive('2026-11-28T09:00:00.000Z', '2026-11-28T09:00:01.000Z');
	expect(await textsOf(at)).toEqual(['2026-11-28T09:00:00.000Z', '2026-11-28T09:00:01.000Z']);
	expect(await poll(at)).toBeNull();
	expect(sandbox().ledger.violations).toEqual([]);
});

test.each(['inclusive', 'exclusive'] as const)('three of one time, one of them late: none is lost, none comes twice (the cursor of Heymarket is %s)', async (edge) => {
	sandbox().unknowns.set('heymarket', 'dateCursor', edge);
	const at = scenario('message_received');
	await poll(at);
	arrive('2026-11-28T09:00:00.000Z', '2026-11-28T09:00:00.000Z');
	expect(await textsOf(at)).toHaveLength(2);
	arrive('2026-11-28T09:00:00.000Z');
	expect(await textsOf(at)).toHaveLength(1);
	expect(await poll(at)).toBeNull();
});

test('a manual run shows the newest and leaves the cursor alone', async () => {
	const at = scenario('message_received');
	await poll(at);
	const kept = JSON.stringify(at.staticData);
	arrive('2026-11-28T09:00:00.000Z');
	const shown = await poll({ ...at, isManual: true });
	expect(shown?.[0]?.json.text).toBe('2026-11-28T09:00:00.000Z');
	expect(shown!.length).toBeLessThanOrEqual(3);
	expect(JSON.stringify(at.staticData)).toBe(kept);
	expect(await textsOf(at)).toHaveLength(1);
});

test('what is kept is plain JSON, and an execution’s copy of it does as well', async () => {
	const at = scenario('message_received');
	await poll(at);
	arrive('2026-11-28T09:00:00.000Z');
	const copy = JSON.parse(JSON.stringify(at.staticData)) as IDataObject;
	expect(copy).toEqual(at.staticData);
	expect(await textsOf({ ...at, staticData: copy })).toHaveLength(1);
});

test('a backlog comes over several polls, none lost and none twice, also with new ones meanwhile', async () => {
	const at = scenario('message_received');
	await poll(at);
	const start = Date.parse('2026-11-28T09:00:00.000Z');
	// Every second has five.
	const times = Array.from({ length: 2_300 }, (_, index) => new Date(start + Math.floor(index / 5) * 1_000).toISOString());
	arrive(...times);
	const ids: unknown[] = [];
	const counts: number[] = [];
	for (let round = 0; round < 5; round += 1) {
		const items = (await poll(at)) ?? [];
		counts.push(items.length);
		ids.push(...items.map(({ json }) => json.messageId));
		if (round === 0) arrive('2026-11-28T12:00:00.000Z');
	}
	expect(Math.max(...counts)).toBeLessThanOrEqual(1_100);
	expect(ids).toHaveLength(2_301);
	expect(new Set(ids).size).toBe(2_301);
}, 120_000);

test('what the team sent is no new message', async () => {
	const at = scenario('message_received');
	await poll(at);
	arrive('2026-11-28T09:00:00.000Z');
	sandbox().state.heymarket.messages.at(-1)!.user = 101;
	expect(await poll(at)).toBeNull();
});

test('a message that was not delivered is told once, with the reason, however often it changes', async () => {
	const at = scenario('messageNotDelivered');
	await poll(at);
	const { messages } = sandbox().state.heymarket;
	const sent = messages[0]!;
	Object.assign(sent, { status: 'failed', raw_error: 'Carrier violation', target_errors: { '14155550123': 'Unreachable' }, updated: '2026-11-28T09:00:00.000Z' });
	const [item, ...others] = (await poll(at))!;
	expect(others).toEqual([]);
	expect(item!.json).toMatchObject({ event: 'messageNotDelivered', direction: 'outbound', messageId: sent.id, reason: 'Carrier violation; 14155550123: Unreachable', status: 'failed' });
	Object.assign(sent, { flagged: true, updated: '2026-11-28T10:00:00.000Z' });
	expect(await poll(at)).toBeNull();
});

test('a contact that is new or has changed is told each time', async () => {
	const at = scenario('contactChanged');
	await poll(at);
	const [contact] = sandbox().state.heymarket.contacts;
	for (const updated of ['2026-11-28T09:00:00.000Z', '2026-11-28T10:00:00.000Z']) {
		Object.assign(contact!, { updated });
		const items = (await poll(at))!;
		expect(items.map(({ json }) => json)).toMatchObject([{ event: 'contactChanged', contact: contact!.id, isNew: false, date: updated }]);
	}
	expect(await poll(at)).toBeNull();
});

test('filters count', async () => {
	const at = scenario('message_received', { filters: { keywords: '01.000Z' } });
	await poll(at);
	arrive('2026-11-28T09:00:00.000Z', '2026-11-28T09:00:01.000Z');
	expect(await textsOf(at)).toEqual(['2026-11-28T09:00:01.000Z']);
	expect(await poll(at)).toBeNull();
});

test('another event begins anew', async () => {
	const at = scenario('message_received');
	await poll(at);
	expect(await poll({ ...at, parameters: { event: 'contactChanged' } })).toBeNull();
});

test.each([
	[{ type: 'status', status: 503 } as const, { cause: 'temporarily-unavailable' }],
	[{ type: 'status', status: 403 } as const, { cause: 'configuration-invalid' }],
	[{ type: 'unauthorized' } as const, { cause: 'credential-invalid' }],
])('%j: n8n learns why, and nothing is lost', async (fault, failure) => {
	const at = scenario('message_received');
	await poll(at);
	arrive('2026-11-28T09:00:00.000Z');
	sandbox().faults.add({ provider: 'heymarket', times: 'always', fault });
	await expect(poll(at)).rejects.toMatchObject({ failure });
	sandbox().faults.clear();
	expect(await textsOf(at)).toHaveLength(1);
}, 60_000);

test('the time that n8n gives a poll is kept', async () => {
	const at = scenario('message_received');
	await poll(at);
	sandbox().faults.add({ provider: 'heymarket', times: 'always', fault: { type: 'hang' } });
	const startedAt = performance.now();
	await expect(poll({ ...at, budgetMs: 1_000 })).rejects.toMatchObject({ failure: { cause: 'temporarily-unavailable' } });
	expect(performance.now() - startedAt).toBeLessThan(4_000);
});
