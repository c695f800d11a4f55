import type { IDataObject } from 'n8n-workflow';
import type { RequestEntry } from '../../sandbox/ledger.ts';
import { putAt } from '../../nodes/shared/values/nested';
import { shapeOf } from '../contract/contracts';
import { bodiesByHand, madeOfOthers } from './byHand';
import type { Entry, Filling } from './filling';

/** A request to a provider, as the ledger records it. */
export type SeenRequest = Pick<RequestEntry, 'method' | 'path' | 'query' | 'body'>;

/** A time written in one way, and a value of a query as the text that it is there; anything else as it is. */
function plain(value: unknown, { known }: Entry, place: 'query' | 'body'): unknown {
	const moment = known?.schema.format === 'date-time' ? Date.parse(String(value)) : NaN;
	if (!Number.isNaN(moment)) return new Date(moment).toISOString();
	if (place === 'body') return value;
	return Array.isArray(value) ? value.map(String) : String(value);
}

/** The path with the examples in the places of its placeholders. */
function pathWith({ target, entries, known }: Filling): string {
	return target.path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
		const id = entries.find(({ part }) => part.kind === 'sent' && part.place === 'ids' && part.wire === name);
		// What the form doesn't have is in the credential.
		return encodeURIComponent(String(id?.example ?? known.field('ids', name, target.path)?.example));
	});
}

/** What must stand in the query or the body: the examples, under the names of the API. */
function expectedIn(place: 'query' | 'body', filling: Filling): IDataObject | IDataObject[] {
	const { entries, operation, key, known, target } = filling;
	const sent = entries.flatMap((entry) => (entry.part.kind === 'sent' && entry.part.place === place ? [[entry.part.wire, plain(entry.example, entry, place)] as const] : []));
	const made: IDataObject = {};
	for (const [wire, value] of sent) {
		if (place === 'body') putAt(made, wire, value);
		else made[wire] = value as IDataObject;
	}
	if (place === 'query') return made;
	// The contract's examples of a text and of its HTML say the same, so that one is what is made of the other.
	const others = Object.fromEntries((madeOfOthers[key] ?? []).map((name) => [name, known.field('body', name, target.path)?.example])) as IDataObject;
	const whole = bodiesByHand[key]?.(made) ?? made;
	return Array.isArray(whole) ? whole : { ...others, ...whole, ...operation.constants };
}

/** The names that a request may have beside those that are filled in, because the operation adds them. */
function mayAdd({ target, operation }: Filling, place: 'query' | 'body'): (name: string) => boolean {
	if (target.page) return () => true;
	return (name) => place === 'body' && name === operation.localId;
}

function objectIn(value: unknown): IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as IDataObject) : {};
}

/** The requests of this operation among all; a list may take several, and an update reads first. */
function ownOf({ target }: Filling, requests: SeenRequest[]): SeenRequest[] {
	const shape = new RegExp(`^${shapeOf(target.path).replace(/[.]/g, '\\.').replaceAll('{}', '[^/]+')}$`);
	return requests.filter(({ method, path }) => method === target.method && shape.test(path));
}

/** What is wrong with the requests that a filling made, in sentences. */
export function faultsIn(filling: Filling, requests: SeenRequest[]): string[] {
	const { known, operation } = filling;
	const own = ownOf(filling, requests);
	const [first] = own;
	if (!first) return [`${known.operationId} was not requested, but ${JSON.stringify(requests)}`];
	const others = requests.filter((one) => !own.includes(one));
	const isRead = ({ method, path: asked }: SeenRequest) => method === 'GET' || (operation.readFirst?.asks && asked === operation.readFirst.path);
	const faults = others.filter((one) => !isRead(one)).map((one) => `it made another change: ${JSON.stringify(one)}`);
	if (own.length > 1 && operation.effect !== 'read') faults.push(`it was made ${own.length} times`);
	const path = pathWith(filling);
	if (first.path !== path) faults.push(`the path is ${first.path}, not ${path}`);
	const wholeBody = expectedIn('body', filling);
	if (known.isList && !isSame(first.body, [wholeBody].flat())) faults.push(`the body is ${JSON.stringify(first.body)}, not ${JSON.stringify(wholeBody)}`);
	// What was read before a change is carried over.
	const isMerged = others.length > 0 || operation.readFirst !== undefined;
	for (const [place, actual] of [['query', first.query], ['body', objectIn(first.body)]] as const) {
		if (place === 'body' && known.isList) continue;
		const expected = expectedIn(place, filling) as IDataObject;
		const added = mayAdd(filling, place);
		const byWire = new Map(filling.entries.flatMap((entry) => (entry.part.kind === 'sent' && entry.part.place === place ? [[entry.part.wire, entry] as const] : [])));
		for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
			if (!(name in expected) && (isMerged || added(name))) continue;
			const entry = byWire.get(name);
			const found = entry ? plain(actual[name], entry, place) : actual[name];
			const wanted = expected[name];
			if (!isSame(found, wanted)) {
				faults.push(`${place} ${name} is ${JSON.stringify(actual[name])}, not ${JSON.stringify(wanted)}`);
			}
		}
	}
	return faults;
}

function isSame(one: unknown, other: unknown): boolean {
	return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** An object with its keys in order. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).sort().map(([key, inner]) => [key, sorted(inner)]));
}

/** Requests without what is made anew for each of them, so that both doors can be compared. */
export function comparable({ operation, entries }: Filling, requests: SeenRequest[]): SeenRequest[] {
	const { localId } = operation;
	if (!localId || entries.some(({ part }) => part.kind === 'sent' && part.wire === localId)) return requests;
	return requests.map((request) => ({ ...request, body: { ...objectIn(request.body), [localId]: '(made)' } }));
}
