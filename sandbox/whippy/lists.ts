import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call } from '../provider.ts';
import { fits, number, within } from './query.ts';
import { invalid } from './refusals.ts';
import { instantOf } from './state.ts';
import type { Contact, Message, WhippyState } from './state.ts';

/** A row's place in a sorted list. It stays where it is when other rows come or go. */
interface Place {
	id: string;
	[key: string]: string | number | null;
}

/** How a list is sorted, and by which of a row's values. */
interface Order<Row, At extends Place> {
	placeOf: (row: Row) => At;
	compare: (one: At, other: At) => number;
}

function byText(one: string, other: string): number {
	return one === other ? 0 : one < other ? -1 : 1;
}

/** A cursor as the vendor's page describes it: URL-safe base64 without padding of a place as JSON. */
function cursorOf(place: Place): string {
	return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeIn<At extends Place>(cursor: string, like: At): At {
	try {
		const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as At;
		if (Object.keys(like).every((key) => Object.hasOwn(place, key))) return place;
	} catch {
		// It is refused below.
	}
	throw invalid('cursor is not valid');
}

/** A page of rows, which are sorted already, and the cursors that lead on from it. */
function page<Row, At extends Place>(rows: Row[], { query }: Call, { placeOf, compare }: Order<Row, At>) {
	const { cursor, direction } = query;
	const limit = number(query, 'limit', 50);
	let start = number(query, 'offset', 0);
	let end = start + limit;
	if (typeof cursor === 'string') {
		const place = rows[0] && placeIn(cursor, placeOf(rows[0]));
		// The row itself may be gone, or the filters may differ: a cursor is a place, no row.
		const first = (isPast: (at: number) => boolean) => {
			const index = place ? rows.findIndex((row) => isPast(compare(placeOf(row), place))) : -1;
			return index === -1 ? rows.length : index;
		};
		if (direction === 'backward') {
			end = first((at) => at >= 0);
			start = Math.max(0, end - limit);
		} else {
			start = first((at) => at > 0);
			end = start + limit;
		}
	}
	const data = rows.slice(start, end);
	const [top, bottom] = [data[0], data.at(-1)];
	return {
		data,
		next: bottom !== undefined && end < rows.length ? cursorOf(placeOf(bottom)) : null,
		previous: top !== undefined && start > 0 ? cursorOf(placeOf(top)) : null,
	};
}

const byTime: Order<Message, { at: string; id: string }> = {
	placeOf: ({ created_at: at, id }) => ({ at, id }),
	compare: (one, other) => instantOf(one.at) - instantOf(other.at) || byText(one.id, other.id),
};

/** Those without a name come last. Where the real server has them isn't known. */
const byName: Order<Contact, { name: string | null; id: string }> = {
	placeOf: ({ name, id }) => ({ name, id }),
	compare(one, other) {
		if (one.name === null || other.name === null) {
			return Number(one.name === null) - Number(other.name === null) || byText(one.id, other.id);
		}
		return byText(one.name, other.name) || byText(one.id, other.id);
	},
};

function sorted<Row, At extends Place>(rows: Row[], { placeOf, compare }: Order<Row, At>): Row[] {
	return rows.toSorted((one, other) => compare(placeOf(one), placeOf(other)));
}

/** Messages of all conversations; a page leads on in both directions. Asking backward needs a place to start from. */
export function getMessages(state: WhippyState, call: Call): Answer {
	const { query } = call;
	if (query['direction'] === 'backward' && query['cursor'] === undefined) throw invalid('direction: backward needs a cursor');
	const rows = state.messages.filter(
		(each) =>
			fits(query, {
				conversation_id: each.conversation_id,
				contact_id: each.contact_id,
				channel_id: each.channel_id,
				campaign_id: each.campaign_id,
				type: each.type,
				delivery_status: each.delivery_status,
				user_id: each.user_id,
				// No message in the sandbox is one of a sequence or of an integration.
				sequence_id: null,
				integration_id: null,
			}) && within(query, undefined, each.created_at),
	);
	const { data, next, previous } = page(sorted(rows, byTime), call, byTime);
	return json(200, { data, metadata: { next_cursor: next, prev_cursor: previous } });
}

/** Contacts by name, forward by cursor or by offset. */
export function getContacts(state: WhippyState, call: Call): Answer {
	const { query } = call;
	if (query['cursor'] !== undefined && query['offset'] !== undefined) throw invalid('cursor and offset exclude each other');
	const rows = state.contacts.filter((each) => {
		const phones = state.channels.filter(({ id }) => each.channels.includes(id)).map(({ phone }) => phone);
		return (
			fits(query, {
				name: each.name,
				email: each.email,
				phone: each.phone,
				'channels[][id]': each.channels,
				'channels[][phone]': phones,
				// No contact in the sandbox comes from an integration.
				has_integration: null,
			}) && within(query, 'created_at', each.created_at)
		);
	});
	const { data, next } = page(sorted(rows, byName), call, byName);
	return json(200, { data: data.map(shown), total: rows.length, metadata: { next_cursor: next } });
}

/** A contact as the API gives it: the channels that it is opted in to are preferences there. */
function shown({ channels, ...contact }: Contact): object {
	const [first = null, ...rest] = contact.name?.split(' ') ?? [];
	return {
		...contact,
		first_name: first,
		last_name: rest.length > 0 ? rest.join(' ') : null,
		external_id: null,
		state: 'open',
		blocked: false,
		language: 'en',
		default_channel_id: channels[0] ?? null,
		communication_preferences: channels.map((channel) => ({
			id: channel.replace(/^\d{8}/, '0000000a'),
			contact_id: contact.id,
			channel_id: channel,
			opt_in: true,
		})),
	};
}
