import { tryToParseDateTime } from 'n8n-workflow';
import { empty, invalid, InvalidValue, isLeftOut } from './invalid';

const help = 'Choose it in the calendar, or write it like 2026-01-31T14:30 or 2026-01-31T14:30:00Z.';

// ISO 8601 and SQL: date first, then perhaps a time, then perhaps a zone. What else n8n would parse depends on the machine.
const written = /^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

// Smaller numbers may be seconds or anything; this one is a moment of 1973.
const earliestMilliseconds = 100_000_000_000;

/**
 * A moment as ISO 8601 in UTC with milliseconds: from an ISO or SQL string, a Date, a luxon DateTime (n8n's expressions
 * give those) or milliseconds since 1970.
 *
 * @param timezone IANA name of the zone that a string without one (from n8n's calendar) is meant in
 * @throws InvalidValue
 */
export function dateTime(value: unknown, timezone: string): string {
	if (isLeftOut(value)) throw empty();
	const moment = millisecondsOf(value, timezone);
	// Beyond the year 9999, ISO 8601 needs a sign that few APIs know.
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
	const [trimmed, day] = written.exec(iso.trim()) ?? [];
	if (trimmed === undefined) return undefined;
	try {
		const parsed = tryToParseDateTime(trimmed, timezone);
		// The 30th of February is parsed as well, as a day in March.
		return parsed.toISODate() === day ? parsed.toMillis() : undefined;
	} catch {
		return undefined;
	}
}

function isDateTime(value: unknown): value is { toISO: () => unknown } {
	return typeof value === 'object' && value !== null && 'toISO' in value && typeof value.toISO === 'function';
}

/** Clocks differ by as much, and an expression's "now" is over when it is looked at. */
const STILL_NOW_MS = 60_000;

/**
 * @param moment ISO 8601
 * @returns the moment itself
 * @throws InvalidValue where it has passed, a minute ago at least
 */
export function inFuture(moment: string): string {
	if (Date.parse(moment) > Date.now() - STILL_NOW_MS) return moment;
	throw new InvalidValue(`${moment} has passed`, 'Choose a moment in the future.');
}
