import type { Pager } from '../shared/content';

/** The most rows that one answer holds (docs.whippy.ai/docs/pagination). */
const MOST_ROWS = 500;

/** Pages by offset and limit. */
export const byOffset: Pager = {
	id: 'id',
	first: (content, wanted) => ({
		...content,
		query: { ...content.query, limit: Math.min(wanted ?? MOST_ROWS, MOST_ROWS), offset: 0 },
	}),
	next(content, rows) {
		const { limit, offset } = content.query as { limit: number; offset: number };
		return rows.length < limit ? undefined : { ...content, query: { ...content.query, offset: offset + rows.length } };
	},
};
