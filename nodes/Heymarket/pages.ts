import type { Pager } from '../shared/content';

/**
 * A date cursor that misses no row: whether the provider takes it inclusively is unknown, and rows may share a time,
 * so the cursor lies a millisecond behind the last row and what comes twice is dropped by ID.
 */
export function justAfter(date: string): string {
	const time = Date.parse(date);
	return Number.isNaN(time) ? date : new Date(time + 1).toISOString();
}

/** Pages behind a date cursor in the body: `property` of the request is `field` of the last row. */
export function byDate(property: string, field: string): Pager {
	return {
		id: 'id',
		next(content, rows) {
			const last = rows.at(-1)?.[field];
			if (typeof last !== 'string') return undefined;
			const cursor = justAfter(last);
			return cursor === content.body[property] ? undefined : { ...content, body: { ...content.body, [property]: cursor } };
		},
	};
}
