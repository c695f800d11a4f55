import { inFile } from '../mutation.ts';

/** Lists: where they end, and what is in them once. */
export const read = inFile('nodes/shared/delivery/read.ts', ['engine/operations/heymarketLists', 'operations/filled', 'engine/operations/heymarket', 'engine/operations/whippy', 'engine/pacing', 'engine/thousand'], [
	{ find: 'rows.length < (limit ?? Number.POSITIVE_INFINITY)', replace: 'rows.length <= (limit ?? Number.POSITIVE_INFINITY)', breaks: 'a page more is asked for than the limit needs' },
	{ find: 'next && rows.length < (limit ?? Number.POSITIVE_INFINITY)', replace: 'next', breaks: 'a list is read to its end whatever the limit' },
	{ find: 'rows: rows.slice(0, limit)', replace: 'rows', breaks: 'a list holds more than the limit' },
	{ find: 'page ? found.filter((row) => !seen.has(row[page.id])) : found', replace: 'found', breaks: 'rows that come twice stand twice' },
	{ find: 'page && fresh.length > 0 && ', replace: 'page && ', breaks: 'a cursor in a circle is followed for ever' },
	{ find: ' && wantedRows.length === fresh.length', replace: '', breaks: 'a history is read to its end though After is set' },
	{ find: '>= after', replace: '> after', breaks: 'a message of exactly the time of After is left out' },
	{ find: 'fresh.filter(isWanted)', replace: 'fresh', breaks: 'After is not heeded' },
	{ find: 'page?.first?.(content, limit) ?? content', replace: 'content', breaks: 'a first page is as long as the provider likes' },
	{ find: "if ('failure' in result) return { failure: result.failure };", replace: "if ('failure' in result) break;", breaks: 'a list whose second page can’t be read ends there in silence' },
	{ find: 'time === undefined || Number.isNaN(after) ?', replace: 'time === undefined ?', breaks: 'a list without After is empty' },
	{ find: 'Date.parse(String(settings.after))', replace: 'Date.parse(String(settings.before))', breaks: 'After gives nothing' },
]);
