import { plainRequests } from '../collections.ts';
import { pageByOffset } from '../pages.ts';
import type { Page } from '../pages.ts';
import type { Call } from '../provider.ts';
import { notFound } from './refusals.ts';
import type { WhippyState } from './state.ts';

/** What all lists and rows of Whippy have in common. */
export const house = plainRequests<WhippyState, { id: string | number }>({
	idOf: ({ id }) => String(id),
	idIn: ({ params }) => params['id'] ?? '',
	missing: (name) => notFound(`${name} not found`),
	listed: ({ rows, total }) => ({ data: rows, total }),
	got: (shown) => ({ data: shown }),
});

/** By offset, in the order in which the rows are stored. A search names its page in the body. */
export function asStored<Row>(rows: Row[], { query, body }: Call): Page<Row> {
	const { offset = 0, limit = 50 } = { ...(body as object | undefined), ...query } as { offset?: number | string; limit?: number | string };
	return pageByOffset(rows, Number(offset), Number(limit));
}

/** The answer with one row. */
export const inData = (row: unknown): object => ({ data: row });
