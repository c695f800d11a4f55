import type { Call } from '../provider.ts';
import { instantOf } from './state.ts';

type Query = Call['query'];

/** The fields of a search, which has them in its body, under the names and in the form of a list's query. */
export function asQuery(body: unknown): Query {
	return Object.fromEntries(Object.entries((body ?? {}) as object).flatMap(([name, value]) => queryOf(name, value)));
}

function queryOf(name: string, value: unknown): [string, string | string[]][] {
	if (Array.isArray(value)) {
		const objects = value.filter((one): one is object => typeof one === 'object');
		if (objects.length === 0) return [[`${name}[]`, value.map(String)]];
		const inner = new Set(objects.flatMap((one) => Object.keys(one)));
		return [...inner].map((key) => [`${name}[][${key}]`, objects.flatMap((one) => (one as Record<string, string>)[key] ?? [])]);
	}
	if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, one]) => [`${name}[${key}]`, String(one)]);
	return [[name, String(value)]];
}

export function number(query: Query, name: string, otherwise: number): number {
	return query[name] === undefined ? otherwise : Number(query[name]);
}

/** Whether a time lies between two that are given, neither of them included. A name that the query doesn't have restricts nothing. */
function between(query: Query, after: string, before: string, time: string | undefined): boolean {
	const [from, to] = [query[after], query[before]];
	const instant = time === undefined ? Number.NaN : instantOf(time);
	return (typeof to !== 'string' || instant < instantOf(to)) && (typeof from !== 'string' || instant > instantOf(from));
}

/** Whether a time lies between `after` and `before`, or between `name[after]` and `name[before]`. */
export function within(query: Query, name: string | undefined, time: string | undefined): boolean {
	return name === undefined ? between(query, 'after', 'before', time) : between(query, `${name}[after]`, `${name}[before]`, time);
}

/** Whether each name that the query has is one of the values that it gives for that name, in any case of letters. */
export function fits(query: Query, values: Record<string, string | null | undefined | Array<string | null>>): boolean {
	return Object.entries(values).every(([name, value]) => {
		const wanted = query[name];
		if (wanted === undefined) return true;
		const those = [value].flat().map((each) => each?.toLowerCase());
		return [wanted].flat().some((each) => those.includes(each.toLowerCase()));
	});
}
