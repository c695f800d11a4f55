import type { Reach } from '../shared/operation';

/**
 * Whom a request about many people reaches: those that it names by these fields. Requests for one person keep their order.
 */
export function reachOfPeople(people: Array<Record<string, unknown>>, by: readonly string[]): Reach {
	const named = people.flatMap((person) => by.map((field) => person[field]));
	return { recipients: named.filter((one): one is string => typeof one === 'string') };
}
