import { inFile } from '../mutation.ts';

const LISTS = ['unit/shared/delivery/lists', 'engine/operations/heymarketLists'];

/** Lists: where they end, and what is in them once. */
export const read = [
	...inFile('nodes/shared/delivery/read.ts', LISTS, [
		{ find: ' || rows.length >= limit) break', replace: ' || rows.length > limit) break', breaks: 'a page more is asked for than the limit needs' },
		{ find: ' || rows.length >= limit) break', replace: ') break', breaks: 'a list is read to its end whatever the limit' },
		{ find: 'rows: rows.slice(0, limit)', replace: 'rows', breaks: 'a list holds more than the limit' },
		{ find: 'page ? found.filter((row) => !seen.has(keyOf(row, page))) : found', replace: 'found', breaks: 'rows that come twice stand twice' },
		{ find: 'row[id] ?? JSON.stringify(row)', replace: 'row[id]', breaks: 'of rows without an ID only one is given' },
		{ find: 'following === STUCK || (following && idle === MOST_IDLE_PAGES)', replace: 'following === STUCK', breaks: 'an offset that is not heeded is asked for again and again' },
		{ find: 'following === STUCK || (following && idle === MOST_IDLE_PAGES)', replace: 'following && idle === MOST_IDLE_PAGES', breaks: 'a list that could not be read to its end passes for the whole' },
		{ find: 'const MOST_IDLE_PAGES = 2;', replace: 'const MOST_IDLE_PAGES = 1;', breaks: 'a list ends where rows are added while it is read' },
		{ find: 'Math.max(longest, found.length)', replace: 'found.length', breaks: 'a last page that comes again passes for one that can’t be left' },
		{ find: 'fresh.some(isTooOld) || ', replace: '', breaks: 'a history is read to its end though After is set' },
		{ find: 'rows.toSorted((one, other) => laterFirst(one[time], other[time]))', replace: 'rows', breaks: 'a history is in the order that the provider happens to have' },
		{ find: 'timeOf(row) < from', replace: 'timeOf(row) <= from', breaks: 'a message of exactly the time of After is left out' },
		{ find: 'timeOf(row) > to', replace: 'false', breaks: 'messages later than Before are given, where Heymarket means another direction', judges: ['engine/operations/heymarketUnknowns'] },
		{ find: '!isTooOld(row) && !isTooNew(row)', replace: '!isTooNew(row)', breaks: 'After is not heeded' },
		{ find: 'page?.first?.(content, limit === Number.POSITIVE_INFINITY ? undefined : limit) ?? content', replace: 'content', breaks: 'a first page is as long as the provider likes' },
		{ find: "if ('failure' in result) return { failure: result.failure };", replace: "if ('failure' in result) break;", breaks: 'a list whose second page can’t be read ends there in silence', judges: [...LISTS, 'operations/filled', 'engine/operations/heymarket', 'engine/pacing'] },
		{ find: '[after, before].map(', replace: '[before, after].map(', breaks: 'After gives nothing' },
	]),
	...inFile('nodes/shared/values/moments.ts', ['unit/shared/values/moments'], [
		{ find: "zone = 'Z'", replace: "zone = ''", breaks: 'a time without a zone is read in the machine’s' },
		{ find: 'second.second - first.second || ', replace: '', breaks: 'times are put in order by their fractions only' },
		{ find: "fraction.padEnd(digits, '0')", replace: 'fraction', breaks: '5 tenths are earlier than 45 hundredths' },
		{ find: 'Number(!first) - Number(!second)', replace: '0', breaks: 'what is no time stands between times' },
		{ find: '.toSorted(laterFirst);', replace: ';', breaks: 'the last time passes for the earliest' },
		{ find: ".padStart(fraction.length, '0')", replace: '', breaks: 'leading zeros of a fraction are lost' },
		{ find: 'return moved(time, -1n);', replace: 'return moved(time, 1n);', breaks: 'the moment before is the one after' },
		{ find: 'const { second, fraction } = moment;', replace: 'const { second } = moment; const fraction = moment.fraction.slice(0, 3);', breaks: 'rows within one millisecond are lost' },
	]),
];
