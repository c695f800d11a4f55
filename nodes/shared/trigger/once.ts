import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Identity } from './event';

/** So many events of one trigger are remembered in this process. */
const MOST_OF_ONE = 2_000;

/** So many of them are saved with the workflow, which n8n writes with each post. */
const MOST_SAVED = 300;

/** So long an event is remembered of which nobody knows yet whether it is true: a read before the start takes no longer. */
export const UNTRUSTED_MS = 120_000;

/** So many triggers are remembered. */
const MOST_TRIGGERS = 500;

/** The events of one trigger by their short names, the oldest first, each with the time until which it is remembered. */
type Known = Map<string, number>;

/** In this process only; those of the trigger that was asked last stand at the end. */
const triggers = new Map<string, Known>();

/** Whose events are told apart: two workflows, two nodes, and a test beside production each get every event. */
export interface Place {
	workflow: string;
	node: string;
	isTest: boolean;
}

/**
 * Keeps the events that are new, and remembers all of them at once: nothing is awaited in between, so that of two posts of one
 * event that arrive together only one is new. What an earlier process has saved counts too.
 *
 * @param saved the node's static data, into which the newest are written
 */
export function onlyNew<Event extends { identity: Identity }>(events: Event[], place: Place, saved: IDataObject, now: number): Event[] {
	const known = knownIn(place, saved, now);
	const fresh = events.filter(({ identity: { id, forMs } }) => {
		const name = shortName(id);
		const isNew = (known.get(name) ?? 0) <= now;
		if (isNew) {
			known.delete(name);
			known.set(name, now + forMs);
		}
		return isNew;
	});
	for (const [name] of [...known].slice(0, -MOST_OF_ONE)) known.delete(name);
	if (fresh.length > 0) save(known, saved);
	return fresh;
}

/** Remembers an event for its whole time, now that it is known to be true. */
export function remember({ id, forMs }: Identity, place: Place, saved: IDataObject, now: number): void {
	const known = knownIn(place, saved, now);
	known.set(shortName(id), now + forMs);
	save(known, saved);
}

/** Forgets an event that isn't true, or that could not be read: a stranger must not make a trigger ignore the real one. */
export function forget({ id }: Identity, place: Place, saved: IDataObject, now: number): void {
	const known = knownIn(place, saved, now);
	known.delete(shortName(id));
	save(known, saved);
}

const SAVED = 'seenEvents';

function save(known: Known, saved: IDataObject): void {
	// n8n sees a change only where a whole value is replaced.
	saved[SAVED] = Object.fromEntries([...known].slice(-MOST_SAVED));
}

function nameOf({ workflow, node, isTest }: Place): string {
	return JSON.stringify([workflow, node, isTest]);
}

function knownIn(place: Place, saved: IDataObject, now: number): Known {
	const name = nameOf(place);
	const known = triggers.get(name) ?? new Map<string, number>();
	triggers.delete(name);
	triggers.set(name, known);
	for (const oldest of [...triggers.keys()].slice(0, -MOST_TRIGGERS)) triggers.delete(oldest);
	for (const [event, until] of entriesOf(saved[SAVED])) {
		if (until > now && until > (known.get(event) ?? 0)) known.set(event, until);
	}
	return known;
}

/** What was saved may be of an older version, or changed by hand. */
function entriesOf(saved: unknown): Array<[string, number]> {
	if (typeof saved !== 'object' || saved === null) return [];
	return Object.entries(saved).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
}

/** Short, since three hundred of them are saved each time; 96 bits never meet by chance. */
function shortName(id: string): string {
	return createHash('sha256').update(id).digest('base64url').slice(0, 16);
}
