import type { Target } from '../content';
import type { Answer, Effect } from '../provider';
import { withoutSecrets } from '../security/credentials';
import type { PreparedRequest, RequestSettings, Sender } from './exchange';
import { CANCELED, failureOf, limitedUntil, unknownOutcome, type Failure } from './failure';
import type { Outcome } from './outcome';
import { pacesFor, Refusals, takeTurn } from './pace';
import { backoff, passed, pause } from './wait';

/** What the tries of one request took. */
export interface Effort {
	tries: number;
	/** Time spent waiting for a free place or before another try, in milliseconds. */
	waitedMs: number;
}

/** How a request ended after all its tries. */
export type Result = { answer: Answer; effort: Effort } | { failure: Failure; effort: Effort };

/** Told by `attempt` as it goes, so that what is under way is remembered before it leaves. */
export interface Watcher {
	/** The next try is about to leave. */
	leaving(): void;
	/** The last try is known not to have been taken. */
	notTaken(): void;
	/** Nobody knows what became of the last try; it is the `tries`th of which that is so. */
	unknown(tries: number): void;
}

/** For how long a request may wait, and how often it may be made. */
export interface Patience {
	/** The longest single wait for the provider's limit. */
	maxWaitMs: number;
	/** Whether it goes in front of those of node runs: somebody waits for the answer. */
	first?: boolean;
	/** Most tries after a first one that didn't reach the provider, or whose outcome is unknown and may be repeated. */
	repeats?: number;
	/** Whether a message of which nobody knows what became goes out once more. */
	sendAgainIfUnknown?: boolean;
}

/** What is to be known of an operation whose request is tried. */
export interface Attempted {
	effect: Effect;
	/** How a person finds out whether a message whose outcome is unknown went out. */
	howToCheck?: string;
	/** The body property by which the provider drops a repeated send, if there is one. */
	localId?: string;
}

/** Where and how a request is tried. */
export interface Attempt {
	sender: Sender;
	operation: Attempted;
	/** Which request it is, for the limits that cover it. */
	target: Pick<Target, 'method' | 'path'>;
	request: PreparedRequest;
	settings: RequestSettings;
	patience: Patience;
	/** The workflow's, in which times are told. */
	timezone: string;
	/** The execution's, which ends every wait. */
	signal?: AbortSignal;
	watcher?: Watcher;
	/** How many tries of it ended unknown on earlier passes over the node; 0 where it is left out. */
	unknownBefore?: number;
}

/** Tries after a first one that didn't reach the provider, or whose outcome is unknown and may be repeated. */
const MOST_REPEATS = 3;

/** Who chooses Send Again accepts that a message arrives twice, however often the node or the execution is tried again. */
const MOST_UNKNOWN = 2;

/** Makes a request, waiting for the limit and trying again as far as the table of outcomes allows. Never throws. */
export async function attempt(all: Attempt): Promise<Result> {
	const { sender, operation, target, request, settings, patience, timezone, signal, watcher = UNWATCHED } = all;
	const { effect, howToCheck } = operation;
	const { provider, credentials } = sender;
	const endeavour = { provider, credentials, effect, howToCheck, timezone };
	const mostRepeats = patience.repeats ?? MOST_REPEATS;
	const paces = pacesFor(provider, credentials, { method: target.method, path: target.path, effect });
	const effort: Effort = { tries: 0, waitedMs: 0 };
	const count = { repeats: 0, unauthorized: 0 };
	/** A try whose outcome stayed unknown; whatever follows, the first may have gone out. */
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
		if (turn.kind === 'closed') return fail(limitedUntil(turn.until, turn.words, endeavour, throttled));
		effort.waitedMs += turn.waitedMs;
		effort.tries += 1;
		watcher.leaving();
		const used = sender.credentials;
		const outcome = await sender.exchange(request, settings);
		if (outcome.kind === 'throttled') refusals.add();
		turn.ended(outcome);
		switch (outcome.kind) {
			case 'accepted': {
				if (effect !== 'read' || isReadable(outcome.answer)) return { answer: outcome.answer, effort };
				const unreadable = { kind: 'unknown', reason: 'its answer could not be read', answer: outcome.answer } as const;
				if (count.repeats === mostRepeats) return fail(failureOf(unreadable, endeavour));
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
				if (!mayRepeatUnknown(all, count.repeats, unknownTries)) return fail(failureOf(outcome, endeavour));
				if (!(await waitAndRepeat())) return fail(CANCELED);
				break;
			}
			default: {
				if (!unknown) watcher.notTaken();
				return fail(failureOf(outcome, endeavour));
			}
		}
	}
}

/**
 * Repeating is harmless for reads, PUT and DELETE, and where the provider drops repeats; another send goes out at most
 * once more, and only where the person accepts that it may arrive twice.
 */
function mayRepeatUnknown({ operation: { effect, localId }, target, patience }: Attempt, repeats: number, unknownTries: number): boolean {
	const isHarmless = effect === 'read' || localId !== undefined || (effect === 'write' && ['PUT', 'DELETE'].includes(target.method));
	if (isHarmless) return repeats < (patience.repeats ?? MOST_REPEATS);
	return effect === 'send' && maySendAgain(patience, unknownTries);
}

/** Whether a message may go out once more after so many tries of which nobody knows what became. */
export function maySendAgain({ sendAgainIfUnknown = false }: Patience, unknownTries: number): boolean {
	return sendAgainIfUnknown && unknownTries < MOST_UNKNOWN;
}

const UNWATCHED: Watcher = { leaving() {}, notTaken() {}, unknown() {} };

/**
 * A read's answer that isn't JSON (a page of a proxy, a cut body) tells nothing: n8n hands on as text what it can't parse,
 * and no read answers with a bare JSON string (only writes do). An empty body is an answer without rows.
 */
function isReadable({ body }: Answer): boolean {
	return body !== undefined && (typeof body !== 'string' || body === '');
}
