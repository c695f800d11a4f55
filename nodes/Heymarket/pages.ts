import type { IDataObject } from 'n8n-workflow';
import { STUCK, type Content, type Page, type Pager } from '../shared/content';
import { endsOf, justAfter, justBefore, laterFirst } from '../shared/values/moments';

/** The fewest rows that a full page is known to have (providers/heymarket.md section 4.1). */
const FULL_PAGE = 30;

/** Whether a page could not hold more rows: no shorter than any before, and than the shortest that is known. */
function isFull({ rows, longest }: Page): boolean {
	return rows.length >= Math.max(longest, FULL_PAGE);
}

/**
 * The next page behind a time. Whether the provider takes the time inclusively is unknown, and rows may share one. So the
 * cursor lies just after the earliest row, and what comes twice is dropped by ID. The list ends with a page that leads no
 * further. If that page is full, there may be more rows of its time than fit on one, or the provider ignores the cursor.
 *
 * @param next the same request with its cursor behind the page
 */
export function behind(content: Content, page: Page, next: Content): ReturnType<Pager['next']> {
	if (JSON.stringify(next) !== JSON.stringify(content)) return next;
	return isFull(page) ? STUCK : undefined;
}

/**
 * Pages behind a date cursor in the body: `property` of the request is `field` of the last row. Which way a list is ordered
 * is seen by its first page, since it is not documented of each.
 */
export function byDate(property: string, field: string): Pager {
	return {
		id: 'id',
		next(content, page) {
			const times = page.rows.map((row) => row[field]);
			const ends = endsOf(times);
			if (!ends) return behind(content, page, content);
			const isAscending = laterFirst(times[0], times.at(-1)) > 0;
			return behind(content, page, withBody(content, { [property]: isAscending ? justBefore(ends.latest) : justAfter(ends.earliest) }));
		},
	};
}

function withBody(content: Content, added: IDataObject): Content {
	return { ...content, body: { ...content.body, ...added } };
}

/** Pages by number, the first of which is 1; they end with one that has nothing new. A page that comes again may be the last. */
export const byNumber: Pager = {
	id: 'id',
	first: (content, wanted) => withBody(content, { limit: Math.min(wanted ?? MOST_ROWS, MOST_ROWS), page: 1 }),
	next(content, page) {
		if (page.fresh.length > 0) return withBody(content, { page: Number(content.body.page) + 1 });
		return isFull(page) ? STUCK : undefined;
	},
};

/** The most rows of one page that anybody is known to ask for (providers/heymarket.md section 4.1). */
export const MOST_ROWS = 200;
