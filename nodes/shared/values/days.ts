import { empty, invalid, isLeftOut, trimmed } from './invalid';

/** A day of the calendar, without a time. */
export interface CalendarDay {
	day: number;
	month: number;
	year: number;
}

const HELP = 'Choose it in the calendar, or write it like 1990-04-17.';

/**
 * A day as it stands in a date, whatever the time and the zone behind it: nobody is born a day earlier elsewhere. It takes what
 * it has made as well.
 *
 * @throws InvalidValue
 */
export function calendarDay(value: unknown): CalendarDay {
	if (isLeftOut(value)) throw empty();
	const [, year, month, day] = /^(?:\[DateTime: )?(\d{4})-(\d\d)-(\d\d)(?![\d-])/.exec(textOf(value)) ?? [];
	const made = { day: Number(day), month: Number(month), year: Number(year) };
	const date = new Date(0);
	date.setUTCFullYear(made.year, made.month - 1, made.day);
	if (date.getUTCMonth() + 1 !== made.month || date.getUTCDate() !== made.day) throw invalid(value, 'is not a day', HELP);
	return made;
}

function textOf(value: unknown): string {
	if (typeof value === 'string') return trimmed(value);
	if (typeof value !== 'object' || value === null) return '';
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	if ('toISO' in value && typeof value.toISO === 'function') return String((value as { toISO: () => unknown }).toISO());
	const { year, month, day } = value as Record<string, unknown>;
	const isDay = Object.keys(value).length === 3 && [year, month, day].every((part) => Number.isInteger(part));
	return isDay ? `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` : '';
}

function padded(part: unknown, length: number): string {
	return String(part).padStart(length, '0');
}
