import type { Target } from '../content';
import type { Answer, Effect } from '../provider';
import { withoutSecrets } from '../security/credentials';
import type { PreparedRequest, RequestSettings, Sender } from './exchange';
import { failureOf, limitedUntil, unknownOutcome } from './explain';
import { CANCELED, type Checked, type Failure } from './failure';
import type { Outcome } from './outcome';
import { pacesFor, Refusals, takeTurn } from './pace';
import { backoff, passed, pause } from './wait';

/** How many tries a request needed, and how long it waited. */
export interface Effort {
	tries: number;
	/** Milliseconds spent on waiting for a free slot or before another try. */
	waitedMs: number;
}

/** How a request ended after all its tries. */
export type Result = { answer: Answer; effort: Effort } | { failure: Failure; effort: Effort };

/** `attempt` calls these functions as it goes on. So the caller can remember a try before it leaves. */
export interface Watcher {
	/** The next try is about to leave. */
	leaving(): void;
	/** The provider certainly did not process the last try. */
	notTaken(): void;
	/** Nobody knows what became of the last try. `tries` is how many tries have ended so by now. */
	unknown(tries: number): void;
}

/** For how long a request may wait, and how often it may be made. */
export interface Patience {
	/** The longest single wait for the provider's limit. */
	maxWaitMs: number;
	/** Whether it goes before the requests of node runs, because somebody is waiting for the answer. */
	first?: boolean;
	/** How often a request is repeated at most, if it didn't reach the provider or if it may be repeated after an unknown outcome. */
	repeats?: number;
	/** Whether a message goes out once more when its outcome is unknown. */
	sendAgainIfUnknown?: boolean;
}

/** What is to be known of an operation whose request is tried. */
export interface Attempted {
	effect: Effect;
	/** How a person finds out whether a message whose outcome is unknown went out. */
	howToCheck?: string;
	/** Whether an answer can be read that is bare text; no answer of a read is, if it is left out. */
	isAnswer?: (body: string) => boolean;
}

/** Where and how a request is tried. */
export interface Attempt {
	sender: Sender;
	operation: Attempted;
	/** Which request it is, for the limits that cover it. */
	target: Pick<Target, 'method' | 'path'>;
	/** The request, or what makes it anew before each try: from what the provider has stored at that moment. */
	request: PreparedRequest | (() => Promise<Checked<PreparedRequest>>);
	settings: RequestSettings;
	patience: Patience;
	/** The workflow's time zone, for the times in messages. */
	timezone: string;
	/** Aborted when the execution is canceled; that ends every wait. */
	signal?: AbortSignal;
	watcher?: Watcher;
	/** How many tries of it ended unknown in earlier attempts, before n8n ran the node again; 0 if it is left out. */
	unknownBefore?: number;
}

/** How often a request is repeated, unless `Patience` says otherwise. */
const MOST_REPEATS = 3;

/**
 * With Send Again, a message may go out twice, but not more often. This counts all tries, also those of Retry On Fail and
 * Retry Execution.
 */
const MOST_UNKNOWN = 2;

/** Makes a request. It waits for the provider's limit, and tries again where the outcome allows that. Never throws. */
export async function attempt(all: Attempt): Promise<Result> {
	const { sender, operation, target, request, settings, patience, timezone, signal, watcher = UNWATCHED } = all;
	const { effect, howToCheck } = operation;
	const { provider, credentials } = sender;
	const endeavour = { provider, credentials, effect, howToCheck, timezone };
	const mostRepeats = patience.repeats ?? MOST_REPEATS;
	const paces = pacesFor(provider, credentials, { method: target.method, path: target.path, effect });
	const effort: Effort = { tries: 0, waitedMs: 0 };
	const count = { repeats: 0, unauthorized: 0 };
	/** The last try whose outcome stayed unknown. Its message may have gone out, however later tries end. */
	let unknown: Extract<Outcome, { kind: 'unknown' }> | undefined;
	let unknownTries = all.unknownBefore ?? 0;
	let throttled: Answer | undefined;
	const refusals = new Refusals();
	const fail = (failure: Failure): Result => {
		const final = unknown && effect !== 'read' ? unknownOutcome(unknown, { ...endeavour, tries: unknownTries }) : failure;
		const message = [credentials, sender.credentials].reduce(withoutSecrets, final.message);
		return { failure: { ...final, message }, effort };
	};
	const waitAndRepeat = async (): Promise<boolean> => {
		count.repeats += 1;
		const started = passed();
		const isOver = await pause(backoff(count.repeats), signal);
		effort.waitedMs += passed() - started;
		return isOver;
	};

	for (;;) {
		const turn = await takeTurn(paces, { maxWaitMs: patience.maxWaitMs, first: patience.first, signal, refused: refusals });
		if (turn.kind === 'canceled') return fail(CANCELED);
		if (turn.kind === 'closed') return fail(limitedUntil(turn.until, turn, endeavour, throttled));
		effort.waitedMs += turn.waitedMs;
		effort.tries += 1;
		const used = sender.credentials;
		const prepared = typeof request === 'function' ? await request() : { good: request };
		if (!('failure' in prepared)) watcher.leaving();
		const outcome: Outcome = 'failure' in prepared ? { kind: 'unreadable', failure: prepared.failure } : await sender.exchange(prepared.good, settings);
		if (outcome.kind === 'throttled') refusals.add();
		turn.ended(outcome);
		switch (outcome.kind) {
			case 'accepted': {
				if (effect !== 'read' || isReadable(outcome.answer, operation)) return { answer: outcome.answer, effort };
				const unreadable = { kind: 'unknown', reason: 'its answer could not be read', answer: outcome.answer } as const;
				if (count.repeats === mostRepeats) return fail(failureOf(unreadable, { ...endeavour, tries: effort.tries }));
				if (!(await waitAndRepeat())) return fail(CANCELED);
				break;
			}
			case 'unauthorized': {
				if (!unknown) watcher.notTaken();
				if (count.unauthorized > 0) return fail(failureOf(outcome, endeavour));
				count.unauthorized += 1;
				await sender.renew(used);
				break;
			}
			case 'throttled': {
				if (!unknown) watcher.notTaken();
				throttled = outcome.answer;
				break;
			}
			case 'unreachable': {
				if (!unknown) watcher.notTaken();
				if (count.repeats === mostRepeats) return fail(failureOf(outcome, endeavour));
				if (!(await waitAndRepeat())) return fail(CANCELED);
				break;
			}
			case 'unknown': {
				unknown = outcome;
				unknownTries += 1;
				watcher.unknown(unknownTries);
				if (!mayRepeatUnknown(all, count.repeats, unknownTries)) return fail(failureOf(outcome, { ...endeavour, tries: effort.tries }));
				if (!(await waitAndRepeat())) return fail(CANCELED);
				break;
			}
			default: {
				// What an earlier try may have deleted is deleted.
				if (unknown && outcome.kind === 'rejected' && target.method === 'DELETE' && outcome.answer.status === 404) return { answer: outcome.answer, effort };
				if (!unknown) watcher.notTaken();
				return fail(failureOf(outcome, endeavour));
			}
		}
	}
}

/**
 * Whether a request may be repeated after an unknown outcome. That is harmless for reads, PUT and DELETE. A send goes out at
 * most once more, and only if the person chose Send Again: that a provider drops a repeat may be documented, but nothing
 * proves it before it is too late.
 */
function mayRepeatUnknown({ operation: { effect }, target, patience }: Attempt, repeats: number, unknownTries: number): boolean {
	const isHarmless = effect === 'read' || (effect === 'write' && ['PUT', 'DELETE'].includes(target.method));
	if (isHarmless) return repeats < (patience.repeats ?? MOST_REPEATS);
	return effect === 'send' && maySendAgain(patience, unknownTries);
}

/** Whether a message may go out once more after `unknownTries` tries with an unknown outcome. */
export function maySendAgain({ sendAgainIfUnknown = false }: Patience, unknownTries: number): boolean {
	return sendAgainIfUnknown && unknownTries < MOST_UNKNOWN;
}

const UNWATCHED: Watcher = { leaving() {}, notTaken() {}, unknown() {} };

/**
 * Whether a read's answer is JSON or empty. n8n gives a body that it can't parse as text, such as a proxy's page or a cut
 * body. So text can't be used unless the operation says so. An empty body means no rows.
 */
function isReadable({ body }: Answer, { isAnswer }: Attempted): boolean {
	if (typeof body !== 'string') return body !== undefined;
	return isAnswer ? isAnswer(body) : body === '';
}
