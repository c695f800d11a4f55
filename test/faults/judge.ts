import type { Misfortune } from '../../sandbox/faults.ts';
import type { LedgerSnapshot, RequestEntry } from '../../sandbox/ledger.ts';
import { itemIn, operations } from './operations';
import type { Places } from './places';
import { forbiddenIn, isForbidden, looksUp, recipientOf, wordsOf, type Plan } from './plan';
import type { Said } from './said';

/** The course of a plan: for each execution, the ledger and what the node reported. */
export interface Course {
	steps: Array<{
		said: Said;
		ledger: LedgerSnapshot;
		sendsAgain: boolean;
		isCanceled?: boolean;
		/** The node's operation and account, if they were changed. */
		doing?: string;
	}>;
	places: Places;
}

/** How often each item's words were accepted. */
function acceptedOf({ accepted, requests }: LedgerSnapshot): Map<number, string[]> {
	const ids = new Map<number, string[]>();
	for (const { request, messageId } of accepted) {
		const item = itemIn(requests[request - 1].body) ?? -1;
		ids.set(item, [...(ids.get(item) ?? []), messageId]);
	}
	return ids;
}

/** Everything that is wrong with a course; empty if nothing is. */
export function wrongs(plan: Plan, { steps, places }: Course): string[] {
	const operation = operations[plan.operation];
	const found: string[] = [];
	const expected = Array.from({ length: plan.executeOnce ? 1 : plan.count }, (_, item) => item);
	steps.forEach(({ said, ledger, sendsAgain, isCanceled = false, doing = '' }, step) => {
		const wrong = (words: string) => found.push(`execution ${step}: ${words}`);
		found.push(...ledger.violations.map(({ kind, detail }) => `violation ${kind}: ${detail}`));
		for (const item of expected) {
			const states = said.states.get(item) ?? [];
			// If n8n ends the node before it has read all items, nothing was sent.
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
			const sent = states.filter((state) => state === 'sent' || state === 'done').length;
			const unknown = states.filter((state) => state === 'unknown').length;
			const hasUnknown = unknown > 0;
			// n8n's Agents have no memory between two calls. Others don't repeat an identical call of unknown outcome.
			const mayHave = plan.way === 'by n8n’s Agents' ? unknown : Number(hasUnknown);
			const told = `items ${items.join(', ')} (${states.join(', ')}) were accepted ${times} times`;
			if (times < sent) wrong(`reported as sent, but ${told}`);
			if (times > sent && !hasUnknown && !(hasSentAgain && sent > 0)) wrong(`reported otherwise, but ${told}`);
			if (times > sent + mayHave && !hasSentAgain) wrong(`sent twice: ${told}`);
			// With Send Again, a message may arrive twice.
			if (times > items.length * 2) wrong(`sent too often: ${told}`);
			if (hasUnknown && plan.timeout === 0 && !steps.some((each) => each.isCanceled) && !wasStruck(ledger, mark)) wrong(`unknown without a reason: ${told}`);
			for (const item of items) {
				const foreign = said.ids.get(item)?.filter((id) => !accepted.get(mark)?.includes(id)) ?? [];
				if (foreign.length > 0) wrong(`item ${item} has the receipt of another: ${foreign.join(', ')}`);
			}
		}
		if (step > 0) found.push(...laterWrongs(steps[step - 1], { said, doing }, expected).map((words) => `execution ${step}: ${words}`));
		else found.push(...badWrongs(plan, said, expected));
		found.push(...recipientWrongs(plan, said, ledger, expected).map((words) => `execution ${step}: ${words}`));
		const all = new Set(ledger.accepted.map(({ messageId }) => messageId));
		const invented = said.listed.filter((id) => !all.has(id));
		if (invented.length > 0) wrong(`lists IDs that the provider never gave: ${invented.join(', ')}`);
	});
	const { ledger } = steps[steps.length - 1];
	if (operation.kind === 'send') {
		found.push(...orderWrongs(plan, ledger, steps.length));
		const keepsBack = expected.some((item) => plan.bad.includes(item) || isForbidden(plan, item));
		if (keepsBack && plan.onError === 'stopWorkflow' && plan.way === 'node' && steps.length === 1) {
			const left = ledger.requests.filter(({ operationId }) => operationId?.startsWith('send') || operationId?.startsWith('reply'));
			if (left.length > 0) found.push(`${left.length} requests left although an item is bad or forbidden`);
		}
	}
	found.push(...batchWrongs(plan, places, steps.length));
	found.push(...limitWrongs(plan, ledger, places, steps.some(({ isCanceled }) => isCanceled)));
	return found;
}

/** Checks that sent items stay sent in a later try, and are never taken for sent by another operation or account. */
function laterWrongs(before: Course['steps'][number], { said, doing }: Pick<Course['steps'][number], 'said' | 'doing'>, expected: number[]): string[] {
	return expected.flatMap((item) => {
		const [was] = before.said.states.get(item) ?? [];
		const [is] = said.states.get(item) ?? [];
		if (was !== 'sent' && was !== 'done') return is === 'done' && was !== 'unknown' && was !== undefined ? [`item ${item} was ${was}, and is done already`] : [];
		const wanted = was === 'done' || (before.doing ?? '') !== doing ? 'done' : 'sent';
		return is === wanted ? [] : [`item ${item} was ${was}, and is ${is} in place of ${wanted} (${doing})`];
	});
}

/** Checks that items which can't be sent are reported on the first try: each by itself, or together in the message that stops the run. */
function badWrongs(plan: Plan, { codes, words }: Said, expected: number[]): string[] {
	const bad = expected.filter((item) => plan.bad.includes(wordsOf(plan, item)) && !isForbidden(plan, item));
	const otherwise = bad.filter((item) => codes.has(item) && codes.get(item) !== 'invalid_input').map((item) => `item ${item} is bad, and is told so by ${codes.get(item)}`);
	// At most twenty are named.
	const stops = plan.way === 'node' && plan.onError === 'stopWorkflow' && !/; and \d+ more\./.test(words);
	const unnamed = stops ? bad.filter((item) => !words.includes(`item ${item}: `) && !words.includes(`[item ${item}]`)) : [];
	const unmeant = plan.way === 'node' ? null : /\[item \d+\]|undefined|\[object/.exec(words);
	return [...otherwise, ...unnamed.map((item) => `item ${item} is bad, and not named`), ...(unmeant ? [`a model is told ${unmeant[0]}`] : [])];
}

/** Checks that nobody is reached whom the Allowed Recipients forbid, and that everybody else is. */
function recipientWrongs(plan: Plan, { states, words }: Said, { accepted, requests }: LedgerSnapshot, expected: number[]): string[] {
	const forbidden = forbiddenIn(plan).map(bare);
	const reached = accepted.flatMap(({ recipients }) => recipients.map(bare)).filter((recipient) => forbidden.includes(recipient));
	const barred = expected.filter((item) => isForbidden(plan, item));
	const marks = barred.map((item) => wordsOf(plan, item));
	const left = requests.filter(({ method, body }) => method === 'POST' && marks.includes(itemIn(body) ?? -1));
	const named = Array.from(words.matchAll(/(\S+(?:, \S+)*) (?:is|are) not among the Allowed Recipients/g), ([, list]) => list.split(', ')).flat();
	const saysSo = words.includes('Allowed Recipients of this credential');
	return [
		...(reached.length > 0 ? [`reached although forbidden: ${reached.join(', ')}`] : []),
		...(left.length > 0 ? [`${left.length} requests left for items that are forbidden`] : []),
		...barred.filter((item) => ['sent', 'unknown'].includes(states.get(item)?.[0] ?? '')).map((item) => `item ${item} is forbidden and ${states.get(item)?.[0]}`),
		...named.filter((recipient) => !forbidden.includes(bare(recipient))).map((recipient) => `${recipient} is allowed, and was refused`),
		...(saysSo && barred.length === 0 ? [`refused for its recipients, who are all allowed: ${words.slice(0, 200)}`] : []),
	];
}

/** A recipient in one spelling, for comparing. */
function bare(recipient: string): string {
	return recipient.includes('@') ? recipient.toLowerCase() : recipient.replace(/\D/g, '');
}

/**
 * Whether the outcome of one of an item's requests is unknown. A 2xx means success, even if its body is cut. But it does not
 * if the body is a web page or names an error.
 */
function wasStruck({ requests }: LedgerSnapshot, mark: number): boolean {
	return requests.some(({ body, status, faults }) => {
		const isItems = itemIn(body) === mark || body === undefined;
		return isItems && (status === undefined || status === 408 || status >= 500 || (status < 300 && faults.some((fault) => ['html', 'status'].includes(fault))));
	});
}

/** Checks that the messages to each recipient were sent one after another, in item order, each time that n8n ran the node. */
function orderWrongs(plan: Plan, { requests, overlaps, maxInFlight }: LedgerSnapshot, executions: number): string[] {
	const operation = operations[plan.operation];
	if (operation.kind !== 'send') return [];
	const found: string[] = [];
	if (plan.way === 'node') {
		// If a client gives up a request, the provider notices that only later.
		const atOnce = overlaps.filter(({ requests: [first] }) => requests[first - 1].status !== undefined);
		found.push(...atOnce.map(({ recipient, requests: both }) => `${recipient} had two requests at once: ${both.join(', ')}`));
		const passes = executions * Math.max(1, plan.maxTries);
		const lanes = new Map<string, RequestEntry[]>();
		for (const request of requests) {
			const item = itemIn(request.body);
			if (item === undefined) continue;
			const lane = recipientOf(plan, operation, item);
			lanes.set(lane, [...(lanes.get(lane) ?? []), request]);
		}
		// After a change of the operation, the lanes are other ones.
		const isChanged = plan.retries.some(({ change }) => change === 'operation');
		for (const [lane, inOrder] of isChanged ? [] : lanes) {
			const items = inOrder.map(({ body }) => itemIn(body)!);
			const descents = items.filter((item, at) => at > 0 && item < items[at - 1]).length;
			if (descents > passes - 1) found.push(`${lane} got items in the order ${items.join(', ')}`);
		}
		// The sandbox notices only later that a client has given up.
		if (plan.timeout === 0 && executions === 1 && maxInFlight > plan.maxParallelRequests) {
			found.push(`${maxInFlight} requests were under way, ${plan.maxParallelRequests} are allowed`);
		}
	}
	return found;
}

/** Checks that the groups of Batching start with the interval between them, if nothing else delays them. */
function batchWrongs({ operation, batchSize, batchInterval, trouble, limitsRecipients }: Plan, { taken }: Places, executions: number): string[] {
	if (batchSize === 0 || trouble.length > 0 || executions > 1) return [];
	// Pages and look-ups are not spaced: they belong to an item whose turn it is.
	if (operations[operation].kind === 'read' || limitsRecipients !== 'no' || looksUp({ operation, limitsRecipients })) return [];
	const spread = (taken.at(-1) ?? 0) - (taken[0] ?? 0);
	const least = (Math.ceil(taken.length / batchSize) - 1) * batchInterval;
	// Half of the time is enough, since the first request may be late on a busy computer.
	return spread < least / 2 - 20 ? [`${taken.length} requests left within ${spread} ms, in groups that take ${least} ms`] : [];
}

/**
 * Checks that requests never leave faster than a documented limit, that only such requests arrive, and that none leaves before
 * a wait that the provider asked for is over.
 */
export function limitWrongs(plan: Pick<Plan, 'operation' | 'limit' | 'timeout' | 'trouble'>, { requests }: LedgerSnapshot, { taken, told }: Places, isCanceled: boolean): string[] {
	const { provider, kind } = operations[plan.operation];
	const found: string[] = [];
	const { count, window } = documented[provider];
	// Times are whole milliseconds. Sendook counts only sends.
	const isCounted = provider !== 'sendook' || kind === 'send';
	const over = isCounted ? taken.filter((time, at) => at >= count && time - taken[at - count] < window - 2) : [];
	if (over.length > 0) found.push(`${over.length} requests left over the documented limit`);

	const counted = requests.filter(({ method }) => provider !== 'sendook' || kind === 'read' || method === 'POST');
	const unasked = counted.filter(({ receivedAt }, at) => !(receivedAt >= taken[at]));
	if (unasked.length > 0) found.push(`${unasked.length} of ${counted.length} requests left without a place within the limit`);

	const least = Math.min(...plan.trouble.flatMap(({ fault }) => (fault.type === 'throttle' ? waitOf(plan, fault) : [])));
	for (const { at, milliseconds } of told) {
		if (plan.limit === 'off' && milliseconds < least) found.push(`waits ${milliseconds} ms where ${least} ms was asked for`);
		const early = taken.filter((time) => time > at && time < at + milliseconds - 2).length;
		if (early > 0) found.push(`${early} left within ${milliseconds} ms after being told to wait`);
	}
	// A client that gave up a request doesn't get its answer.
	const asked = plan.timeout > 0 || isCanceled ? [] : requests.filter(({ faults, status }) => status === 429 && faults.includes('throttle'));
	const quotas = plan.trouble.some(({ fault }) => fault.type === 'throttle' && fault.style?.endsWith('Quota'));
	if (asked.length > told.length && !quotas) found.push(`told ${asked.length} times to wait, heard ${told.length} times`);
	return found;
}

/** The least milliseconds that the node must wait: what the provider asks for, otherwise the shortest of its own waits. */
function waitOf(plan: Pick<Plan, 'operation'>, { style = 'provider', milliseconds = 1_000 }: Extract<Misfortune, { type: 'throttle' }>): number {
	const { provider } = operations[plan.operation];
	const seconds = Math.ceil(milliseconds / 1_000) * 1_000;
	if (style.endsWith('Quota')) return 0;
	if (style === 'milliseconds' || (style === 'provider' && provider === 'whippy')) return milliseconds;
	if (style === 'retryAfterDate') return milliseconds;
	if (style === 'none' || (style === 'provider' && provider === 'heymarket')) return 100;
	return seconds;
}

/** The documented limits, which the nodes keep to even if the sandbox's limits are others. */
const documented = {
	heymarket: { count: 500, window: 60_000 },
	whippy: { count: 25, window: 1_000 },
	sendook: { count: 100, window: 3_600_000 },
};
