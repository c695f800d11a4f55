import { tryToParseDateTime } from 'n8n-workflow';
import { empty, invalid, InvalidValue, isLeftOut, trimmed } from './invalid';

const help = 'Choose it in the calendar, or write it like 2026-01-31T14:30 or 2026-01-31T14:30:00Z.';

// ISO 8601 and SQL: a date, perhaps a time, perhaps a zone. n8n would parse other spellings too, but by the machine's settings.
const written = /^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

// In 1973. A smaller number may be in seconds, or no time at all.
const earliestMilliseconds = 100_000_000_000;

/** The numbers of days that spreadsheets count from 1900 or 1904, for the years 1982 to 2118. */
const FIRST_DAY = 30_000;
const LAST_DAY = 80_000;

/** Seconds from 2001 to 2286. */
const FIRST_SECOND = 1_000_000_000;
const LAST_SECOND = 10_000_000_000;

/**
 * A moment as ISO 8601 in UTC with milliseconds. It is read from an ISO or SQL string, a Date, a luxon DateTime (which n8n's
 * expressions give) or milliseconds since 1970.
 *
 * @param timezone IANA name of the zone for a string that has none, such as one from n8n's calendar
 * @throws InvalidValue
 */
export function dateTime(value: unknown, timezone: string): string {
	if (isLeftOut(value)) throw empty();
	const count = typeof value === 'number' ? value : Number(typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? value : Number.NaN);
	if (count > FIRST_DAY && count < LAST_DAY) throw invalid(value, 'is how a spreadsheet stores a day', 'Format the column as text in the spreadsheet, and write it like 2026-01-31 14:30.');
	if (count > FIRST_SECOND && count < LAST_SECOND) throw invalid(value, 'may be seconds since 1970', 'Multiply it by 1000 in the expression, since milliseconds are taken.');
	if (value instanceof Date && Number.isNaN(value.getTime())) throw new InvalidValue('is a date that doesn’t exist', help);
	const moment = millisecondsOf(value, timezone);
	// From the year 10000 on, ISO 8601 needs a plus sign in front, which few APIs understand.
	if (moment === undefined || !(moment >= 0 && moment < Date.UTC(10_000, 0))) {
		throw invalid(value, 'is not a date and time', help);
	}
	return new Date(moment).toISOString();
}

function millisecondsOf(value: unknown, timezone: string): number | undefined {
	if (value instanceof Date) return value.getTime();
	if (typeof value === 'number') return value >= earliestMilliseconds ? value : undefined;
	const iso = isDateTime(value) ? value.toISO() : value;
	if (typeof iso !== 'string') return undefined;
	const bare = trimmed(iso);
	if (/^\d{12,13}$/.test(bare)) return millisecondsOf(Number(bare), timezone);
	// So n8n writes a moment that an expression puts into a text.
	const [, inText = bare] = /^\[DateTime: (.*)\]$/.exec(bare) ?? [];
	const [found, day] = written.exec(inText) ?? [];
	if (found === undefined) return undefined;
	try {
		const parsed = tryToParseDateTime(found, timezone);
		// n8n's parser takes the 30th of February for a day in March.
		return parsed.toISODate() === day ? parsed.toMillis() : undefined;
	} catch {
		return undefined;
	}
}

function isDateTime(value: unknown): value is { toISO: () => unknown } {
	return typeof value === 'object' && value !== null && 'toISO' in value && typeof value.toISO === 'function';
}

/** A moment counts as past only after so long: clocks differ, and an expression's "now" is past when it is checked. Until then it is now. */
const STILL_NOW_MS = 60_000;

/**
 * @param labels what the two are called in the form
 * @throws InvalidValue if a list would begin after it ends: it would have no rows, and nobody would know why
 */
export function refuseReversed(after: unknown, before: unknown, labels: readonly [after: string, before: string] = ['After', 'Before']): void {
	if (typeof after !== 'string' || typeof before !== 'string' || Date.parse(after) <= Date.parse(before)) return;
	throw new InvalidValue(`${labels[0]}: is later than ${labels[1]}, so nothing lies between them`, 'Exchange the two times, or correct one of them.');
}

/** A moment in local time, with the name of the time zone: `2026-11-28 09:00 America/New_York`. */
export function localTime(moment: string, timezone: string): string {
	const parts = new Intl.DateTimeFormat('sv-SE', {
		timeZone: timezone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
	}).format(new Date(moment));
	return `${parts} ${timezone}`;
}

/**
 * @param moment ISO 8601
 * @param timezone the one in which a person reads it
 * @returns the moment itself, or undefined for now: no provider says what it does with a moment that has passed when it comes
 * @throws InvalidValue if it has passed, by a minute or more
 */
export function inFuture(moment: string, timezone: string): string | undefined {
	const ahead = Date.parse(moment) - Date.now();
	if (ahead > 0) return moment;
	if (ahead > -STILL_NOW_MS) return undefined;
	throw new InvalidValue(`${localTime(moment, timezone)} has passed`, 'Choose a moment in the future.');
}
