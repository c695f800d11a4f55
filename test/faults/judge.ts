import type { Misfortune } from '../../sandbox/faults.ts';
import type { LedgerSnapshot, RequestEntry } from '../../sandbox/ledger.ts';
import { itemIn, operations } from './operations';
import { recipientOf, wordsOf, type Plan } from './plan';
import type { Said } from './said';

/** What a plan came to: the ledger after each execution, and what the node said of it. */
export interface Course {
	steps: Array<{ said: Said; ledger: LedgerSnapshot; sendsAgain: boolean; isCanceled?: boolean }>;
	/** The longest time that this process stood still meanwhile, in milliseconds. */
	standstill: number;
}

/** Faults after which nobody can know what became of a request. */
const UNCERTAIN = new Set(['status', 'reset', 'hang', 'html', 'truncate', 'invalidJson', 'delay']);

/** How often each item's words were accepted. */
function acceptedOf({ accepted, requests }: LedgerSnapshot): Map<number, string[]> {
	const ids = new Map<number, string[]>();
	for (const { request, messageId } of accepted) {
		const item = itemIn(requests[request - 1].body) ?? -1;
		ids.set(item, [...(ids.get(item) ?? []), messageId]);
	}
	return ids;
}

/** Everything that is wrong with a course; none is none. */
export function wrongs(plan: Plan, { steps, standstill }: Course): string[] {
	const operation = operations[plan.operation];
	const found: string[] = [];
	const expected = Array.from({ length: plan.executeOnce ? 1 : plan.count }, (_, item) => item);
	steps.forEach(({ said, ledger, sendsAgain, isCanceled = false }, step) => {
		const wrong = (words: string) => found.push(`execution ${step}: ${words}`);
		found.push(...ledger.violations.map(({ kind, detail }) => `violation ${kind}: ${detail}`));
		for (const item of expected) {
			const states = said.states.get(item) ?? [];
			// Before the node had all of its items, n8n itself ends it, and nothing was sent.
			const isBefore = isCanceled && said.states.size === 0 && ledger.accepted.length === 0;
			if (states.length !== 1 && !isBefore) wrong(`item ${item} is reported ${states.length} times: ${states.join(', ')}`);
		}
		for (const item of said.states.keys()) if (!expected.includes(item)) wrong(`an item ${item} is reported`);
		if (operation.kind === 'read') return;

		const accepted = acceptedOf(ledger);
		const groups = new Map<number, number[]>();
		for (const item of expected) groups.set(wordsOf(plan, item), [...(groups.get(wordsOf(plan, item)) ?? []), item]);
		for (const item of accepted.keys()) if (!groups.has(item)) wrong(`something was accepted that is no item: ${item}`);
		const hasSentAgain = sendsAgain || steps.slice(0, step).some((earlier) => earlier.sendsAgain);
		for (const [mark, items] of groups) {
			const times = accepted.get(mark)?.length ?? 0;
			const states = items.map((item) => said.states.get(item)?.[0]);
			const sent = states.filter((state) => state === 'sent').length;
			const hasUnknown = states.includes('unknown');
			const told = `items ${items.join(', ')} (${states.join(', ')}) were accepted ${times} times`;
			if (times < sent) wrong(`reported as sent, but ${told}`);
			if (times > sent && !hasUnknown && !(hasSentAgain && sent > 0)) wrong(`reported otherwise, but ${told}`);
			if (times > sent + (hasUnknown ? 1 : 0) && !hasSentAgain) wrong(`sent twice: ${told}`);
			// Who chooses Send Again accepts that a message arrives twice.
			if (times > items.length * 2) wrong(`sent too often: ${told}`);
			if (hasUnknown && plan.timeout === 0 && !steps.some((each) => each.isCanceled) && !wasStruck(ledger, mark)) wrong(`unknown without a reason: ${told}`);
			for (const item of items) {
				const foreign = said.ids.get(item)?.filter((id) => !accepted.get(mark)?.includes(id)) ?? [];
				if (foreign.length > 0) wrong(`item ${item} has the receipt of another: ${foreign.join(', ')}`);
			}
		}
		const all = new Set(ledger.accepted.map(({ messageId }) => messageId));
		const invented = said.listed.filter((id) => !all.has(id));
		if (invented.length > 0) wrong(`lists IDs that the provider never gave: ${invented.join(', ')}`);
	});
	const { ledger } = steps[steps.length - 1];
	if (operation.kind === 'send') {
		found.push(...orderWrongs(plan, ledger, steps.length));
		if (plan.bad.some((item) => !plan.executeOnce || item === 0) && plan.onError === 'stopWorkflow' && plan.way === 'node' && steps.length === 1) {
			const left = ledger.requests.filter(({ operationId }) => operationId?.startsWith('send') || operationId?.startsWith('reply'));
			if (left.length > 0) found.push(`${left.length} requests left although an item is bad`);
		}
	}
	found.push(...limitWrongs(plan, ledger, standstill));
	return found;
}

function wasStruck({ requests }: LedgerSnapshot, mark: number): boolean {
	return requests.some(({ body, faults, status }) => {
		const isItems = itemIn(body) === mark || body === undefined;
		return isItems && (status === undefined || status >= 500 || faults.some((fault) => UNCERTAIN.has(fault)));
	});
}

/** One after another for each recipient, in item order: within a pass over the node, that is. */
function orderWrongs(plan: Plan, { requests, overlaps, maxInFlight }: LedgerSnapshot, executions: number): string[] {
	const operation = operations[plan.operation];
	if (operation.kind !== 'send') return [];
	const found: string[] = [];
	if (plan.way === 'node') {
		found.push(...overlaps.map(({ recipient, requests: both }) => `${recipient} had two requests at once: ${both.join(', ')}`));
		const passes = executions * Math.max(1, plan.maxTries);
		const lanes = new Map<string, RequestEntry[]>();
		for (const request of requests) {
			const item = itemIn(request.body);
			if (item === undefined) continue;
			const lane = recipientOf(plan, operation, item);
			lanes.set(lane, [...(lanes.get(lane) ?? []), request]);
		}
		for (const [lane, inOrder] of lanes) {
			const items = inOrder.map(({ body }) => itemIn(body)!);
			const descents = items.filter((item, at) => at > 0 && item < items[at - 1]).length;
			if (descents > passes - 1) found.push(`${lane} got items in the order ${items.join(', ')}`);
		}
		// A client that no longer waits is gone before the sandbox knows.
		if (plan.timeout === 0 && executions === 1 && maxInFlight > plan.requestsAtOnce) {
			found.push(`${maxInFlight} requests were under way, ${plan.requestsAtOnce} are allowed`);
		}
	}
	return found;
}

/** The documented limits are never passed; after being told to wait, nobody asks again before. */
function limitWrongs(plan: Plan, ledger: LedgerSnapshot, standstill: number): string[] {
	return [...overLimit(plan, ledger, standstill), ...tooSoon(plan, ledger)];
}

/** Requests at Once where the form has no such field. */
const DEFAULT_AT_ONCE = 10;

/** Those that were under way when the provider asked to slow down may still arrive; nobody else. */
function tooSoon(plan: Plan, { requests }: LedgerSnapshot): string[] {
	// A client that no longer waits for its answer isn't told.
	if (plan.timeout > 0) return [];
	const waits = plan.trouble.flatMap(({ fault }) => (fault.type === 'throttle' ? [waitOf(plan, fault)] : []));
	const wait = Math.min(...waits);
	const atOnce = operations[plan.operation].kind === 'send' ? plan.requestsAtOnce : DEFAULT_AT_ONCE;
	const together = plan.way === 'node' ? atOnce : plan.callsTogether;
	return requests
		.filter(({ faults, status }) => status === 429 && faults.includes('throttle'))
		.flatMap(({ sequence, operationId, finishedAt }) => {
			const early = requests.filter(
				(other) => other.operationId === operationId && other.receivedAt > finishedAt! && other.receivedAt < finishedAt! + wait,
			);
			return early.length >= together ? [`${early.length} came within ${wait} ms after ${sequence} was told to wait`] : [];
		});
}

/** Milliseconds that the node has to wait at least: what the provider says, else the least of its own waits. */
function waitOf(plan: Plan, { style = 'provider', milliseconds = 1_000 }: Extract<Misfortune, { type: 'throttle' }>): number {
	const { provider } = operations[plan.operation];
	const seconds = Math.ceil(milliseconds / 1_000) * 1_000;
	if (style.endsWith('Quota')) return 0;
	if (style === 'milliseconds' || (style === 'provider' && provider === 'whippy')) return milliseconds;
	if (style === 'retryAfterDate') return milliseconds;
	if (style === 'none' || (style === 'provider' && provider === 'heymarket')) return 100;
	return seconds;
}

/** The documented limits, which the nodes keep whatever the provider makes of them. */
const documented = {
	heymarket: { count: 500, window: 60_000 },
	whippy: { count: 25, window: 1_000 },
	sendook: { count: 100, window: 3_600_000 },
};

/** Milliseconds by which one request may travel longer than another on this machine. */
const JITTER = 200;

/** @param standstill the longest time that this process, which is sender and provider, stood still, in milliseconds */
function overLimit(plan: Plan, { requests }: LedgerSnapshot, standstill: number): string[] {
	const { provider } = operations[plan.operation];
	const { count, window } = documented[provider];
	const counted = requests.filter(({ method }) => provider !== 'sendook' || method === 'POST').map(({ receivedAt }) => receivedAt);
	const over = counted.filter((time, at) => at >= count && time - counted[at - count] < window - JITTER - 2 * standstill);
	return over.length > 0 ? [`${over.length} requests came over the documented limit`] : [];
}
