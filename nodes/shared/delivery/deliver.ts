import { breathe } from '../transport/breath';
import { CANCELED, type Failure, type Checked } from '../transport/failure';
import { earlierOf } from './earlier';
import type { CheckedItem } from './item';
import { ItemDelivery } from './itemDelivery';
import { inLanes } from './lanes';
import type { ItemResult, Notes, Run, RunResult } from './run';
import { senderOf } from './runCredentials';

/**
 * Delivers a run: checks every item before anything leaves, then makes the requests, at most so many at once, one after
 * another where they share a recipient. After a failure nothing more starts, unless the node continues on fail; what is
 * under way ends and is counted. Never throws.
 */
export async function deliver(run: Run): Promise<RunResult> {
	const results = new Map<number, ItemResult>();
	const faults: RunResult['faults'] = new Map();
	const previews = new Set<number>();
	const notes: Notes = { previewed: [], waitedMs: 0, changed: [] };
	let stoppedBy: RunResult['stoppedBy'];
	const stop = new AbortController();
	const settle = (index: number, result: ItemResult) => {
		results.set(index, 'failure' in result ? (earlierOf(run, index, previews) ?? result) : result);
		if (!('failure' in result) || run.continueOnFail) return;
		stoppedBy ??= { index, failure: result.failure };
		stop.abort();
	};
	const sender = await senderOf(run);
	if ('failure' in sender) {
		for (let index = 0; index < run.count; index += 1) settle(index, sender);
		return { results, stoppedBy, faults, previews, notes };
	}
	// What only waits when the run stops would keep a person from reading why, and then be sent after the failure.
	const waiting = run.signal ? AbortSignal.any([run.signal, stop.signal]) : stop.signal;
	const items = new ItemDelivery({ ...run, waiting }, sender.good, previews, notes);

	const verdicts: Array<Checked<CheckedItem> | ItemResult> = [];
	const unasked: number[] = [];
	for (let index = 0; index < run.count; index += 1) {
		await breathe();
		const verdict = await items.check(index);
		verdicts.push(verdict);
		if ('good' in verdict && verdict.good.lookUp) unasked.push(index);
	}
	const first = verdicts.find((verdict): verdict is { good: CheckedItem } => 'good' in verdict);
	const atOnce = first?.good.options.maxParallelRequests ?? 1;
	await inLanes(unasked, atOnce, () => [], async (index) => {
		verdicts[index] = await items.checkRecipients((verdicts[index] as { good: CheckedItem }).good);
	});
	const good: CheckedItem[] = [];
	verdicts.forEach((verdict, index) => {
		if ('good' in verdict) good.push(verdict.good);
		else settle(index, verdict);
		if ('failure' in verdict && isCorrectable(verdict.failure)) faults.set(index, verdict.failure);
	});
	verdicts.length = 0;

	await inLanes(good, atOnce, ({ lanes }) => lanes, async (item) => {
		const isDue = !waiting.aborted && (!items.makesRequest(item) || (await run.spacing.turn(waiting)));
		if (!stoppedBy) settle(item.index, isDue ? await items.deliver(item) : { failure: CANCELED });
	});
	return { results, stoppedBy, faults, previews, notes };
}

/** Whether a person can mend an item by correcting it: not what may have gone out, or did, on an earlier try. */
function isCorrectable({ code, outcome }: Failure): boolean {
	return outcome !== 'unknown' && code !== 'already_done_differently';
}
