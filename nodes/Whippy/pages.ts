import type { IDataObject } from 'n8n-workflow';
import { STUCK, type Content, type Pager } from '../shared/content';

/** The most rows that one answer holds (docs.whippy.ai/docs/pagination). */
const MOST_ROWS = 500;

const limitOf = (wanted: number | undefined) => Math.min(wanted ?? MOST_ROWS, MOST_ROWS);

/** A search has its fields in the body, and those of its pages as well. */
function placeOf({ request: { method } }: Content): 'body' | 'query' {
	return method === 'POST' ? 'body' : 'query';
}

function withFields(content: Content, added: IDataObject): Content {
	const place = placeOf(content);
	return { ...content, [place]: { ...content[place], ...added } };
}

/** Pages by offset and limit. The answer tells how many rows there are in all; where it doesn't, an empty page is the last. */
export const byOffset: Pager = {
	id: 'id',
	first: (content, wanted) => withFields(content, { limit: limitOf(wanted), offset: 0 }),
	next(content, { rows, fresh, body }) {
		const offset = Number(content[placeOf(content)].offset) + rows.length;
		const { total = Number.POSITIVE_INFINITY } = body as { total?: number };
		// A page that has nothing new is no end: rows may have been added in front, or the offset may not be heeded.
		const isLast = rows.length === 0 || (fresh.length > 0 && offset >= total);
		return isLast ? undefined : withFields(content, { offset });
	},
};

/** Pages behind the cursor that each answer names; the last answer names none. */
export const byCursor: Pager = {
	id: 'id',
	first: (content, wanted) => withFields(content, { limit: limitOf(wanted) }),
	next(content, { rows, body }) {
		const { metadata } = body as { metadata?: { next_cursor?: unknown } | null };
		// Without what leads to the next page, a full one may not be the last.
		if (!metadata) return rows.length < Number(content[placeOf(content)].limit) ? undefined : STUCK;
		const cursor = metadata.next_cursor;
		if (cursor === undefined || cursor === null || cursor === '') return undefined;
		return cursor === content[placeOf(content)].cursor ? STUCK : withFields(content, { cursor: cursor as string });
	},
};
