import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Direction } from '../conversation/message';

/** One thing that happened at a provider, as a post tells of it. */
export interface ReportedEvent {
	/** The provider's word for what happened. */
	wire: string;
	/**
	 * What every post of this very event has in common, and no other event has: an ID, with a time where one thing can happen
	 * to a record again and again. Left out where nothing tells, and the content is compared.
	 */
	id?: string;
	/** Which way a message went; left out of events that are about something else. */
	direction?: Direction;
	/** Columns of the item, named as the fields of the action nodes. `phoneNumber` and `to` are the person, whichever way it went. */
	fields: IDataObject;
	/** The event's own data, copied by `copyOf`. */
	data: IDataObject;
	/** The record of the provider as it came, for reads before the start. */
	record: IDataObject;
}

/** One entry of the list of events in the form. */
export interface EventKind {
	/** In the list, Title Case. */
	name: string;
	/** In saved workflows and in the item's `event`. */
	value: string;
	/** The provider's words for it; its value where they are left out. */
	wires?: readonly string[];
	/** Only events of this direction are meant, where the provider has one word for both. */
	direction?: Direction;
	description?: string;
}

/** The kind of an event among those that a person chose; undefined where they didn't choose it. */
export function kindOf({ wire, direction }: ReportedEvent, kinds: readonly EventKind[]): EventKind | undefined {
	return kinds.find(({ value, wires = [value], direction: wanted }) => wires.includes(wire) && (wanted === undefined || wanted === direction));
}

/** How long an event is remembered by its own ID: no provider repeats a post for longer than some hours. */
const LASTS_MS = 24 * 3_600_000;

/** How long it is remembered by its content. Two events without an ID and a time of their own may be alike and yet different. */
const CONTENT_LASTS_MS = 15 * 60_000;

/** By what an event is recognised when it is posted again, and for how long. */
export interface Identity {
	id: string;
	forMs: number;
}

/** The identity of an event: its own, or else that of its content. */
export function identityOf({ wire, id, data }: ReportedEvent, kind: EventKind | undefined): Identity {
	const name = kind?.value ?? wire;
	if (id !== undefined && id !== '') return { id: `${name}:${id}`, forMs: LASTS_MS };
	const content = createHash('sha256').update(JSON.stringify(data)).digest('base64url');
	return { id: `${name}:${content}`, forMs: CONTENT_LASTS_MS };
}
