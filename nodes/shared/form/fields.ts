import { z } from '../libraries';
import { emailAddress, emailAddresses } from '../values/addresses';
import { dateTime, inFuture } from '../values/dates';
import { integerId, objectId24, uuid } from '../values/ids';
import { attempt, each, empty, invalid, InvalidValue, isLeftOut } from '../values/invalid';
import { entriesOf, separated } from '../values/lists';
import { refuseUnmeant } from '../values/meant';
import { phoneNumber, phoneNumbers, withoutPlus } from '../values/phone';
import { wholeNumber } from '../values/numbers';
import { refuse } from './rules';
import { oneOf, singleLine, text, withinLength } from '../values/text';
import { httpUrl, httpUrls } from '../values/urls';

/** A schema that takes anything and makes `Value`; its issues read like the end of a sentence that starts with the label. */
export type Field<Value> = z.ZodMiniType<Value, unknown>;

/** A schema from a conversion that throws `InvalidValue`; text that nobody means is refused before (see `refuseUnmeant`). */
export function fieldOf<Value>(convert: (value: unknown) => Value): Field<Value> {
	return z.pipe(
		z.unknown(),
		z.transform((value: unknown, context) => {
			const made = attempt(() => {
				if (typeof value === 'string') refuseUnmeant(value);
				return convert(value);
			});
			if (!made.fault) return made.good;
			context.issues.push(refuse(value, made.fault.message, made.fault.help));
			return undefined as never;
		}),
	);
}

/** The advice that goes with an issue of one of these fields: a sentence, or undefined. */
export function adviceOf(issue: z.Issue): string | undefined {
	const help: unknown = issue.code === 'custom' ? issue.params?.help : undefined;
	return typeof help === 'string' ? help : undefined;
}

/**
 * The kinds of values that operations check. Every one is required, and refuses what was left out as empty, since an
 * expression that throws a TypeError gives undefined; `optional` makes it the other way.
 */
export const field = {
	/** Bare addresses, at least one: see `emailAddresses`. */
	emailAddresses: () => fieldOf((value) => emailAddresses(value).map(({ address }) => address)),

	/** One bare address. */
	oneEmailAddress: () => fieldOf((value) => emailAddress(value).address),

	/** E.164; `plus: false` for digits only. `country` is the one of numbers without a country code. */
	phoneNumber: ({ country, plus = true }: PhoneNumberSettings = {}) =>
		fieldOf((value) => spelled(phoneNumber(value, country), plus)),

	/** As `phoneNumber`, `atLeast` different ones. */
	phoneNumbers: ({ country, plus = true, atLeast = 1 }: PhoneNumberSettings & { atLeast?: number } = {}) =>
		fieldOf((value) => enough(phoneNumbers(value, country), atLeast).map((number) => spelled(number, plus))),

	/** Text of one line, trimmed; `max` characters. */
	singleLine: ({ max = Infinity }: { max?: number } = {}) => fieldOf((value) => withinLength(singleLine(value), max)),

	/** Text with its blanks and line breaks; `max` characters. */
	text: ({ max = Infinity }: { max?: number } = {}) => fieldOf((value) => withinLength(text(value), max)),

	integerId: () => fieldOf(integerId),

	uuid: () => fieldOf(uuid),

	/** 24 hexadecimal digits. */
	objectId24: () => fieldOf(objectId24),

	httpUrl: () => fieldOf(httpUrl),

	httpUrls: () => fieldOf(httpUrls),

	/** ISO 8601 in UTC. `timezone` is the one of values without a zone. */
	dateTime: ({ timezone }: { timezone: string }) => fieldOf((value) => dateTime(value, timezone)),

	/** As `dateTime`, a moment that is still to come. */
	futureDateTime: ({ timezone }: { timezone: string }) => fieldOf((value) => inFuture(dateTime(value, timezone))),

	/** Whole seconds since 1970, from what `dateTime` takes. */
	unixTime: ({ timezone }: { timezone: string }) =>
		fieldOf((value) => Math.floor(Date.parse(dateTime(value, timezone)) / 1000)),

	/** A whole number of `min` to `max`. */
	wholeNumber: (bounds: { min: number; max?: number }) => fieldOf((value) => wholeNumber(value, bounds)),

	/** A boolean, or `true` or `false` as text. */
	flag: () => fieldOf(flag),

	/** One of the given values. */
	oneOf: <const Choice extends string>(choices: readonly Choice[]) => fieldOf((value) => oneOf(value, choices)),

	/** Single lines, such as labels: a list, JSON of a list, or text with commas or line breaks. Duplicates drop. */
	strings: ({ max = Infinity }: { max?: number } = {}) =>
		fieldOf((value) => [
			...new Set(each(entriesOf(value, separated), (entry) => withinLength(singleLine(entry), max))),
		]),

	/** Undefined, null, blank text and an empty list mean left out and make undefined; else as the schema says. */
	optional: <Value>(schema: z.ZodMiniType<Value, unknown>) =>
		z.pipe(
			fieldOf((value): unknown => (isLeftOut(value) ? undefined : value)),
			z.optional(schema),
		),
};

interface PhoneNumberSettings {
	country?: string | undefined;
	plus?: boolean;
}

function spelled(number: string, plus: boolean): string {
	return plus ? number : withoutPlus(number);
}

function enough(numbers: string[], atLeast: number): string[] {
	if (numbers.length >= atLeast) return numbers;
	const found = numbers.length === 1 ? 'is only 1 phone number' : `are only ${numbers.length} phone numbers`;
	throw new InvalidValue(`${numbers.join(', ')} ${found}`, `Give at least ${atLeast} different ones.`);
}

function flag(value: unknown): boolean {
	if (isLeftOut(value)) throw empty();
	if (typeof value === 'boolean') return value;
	const written = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
	if (written === 'true' || written === 'false') return written === 'true';
	throw invalid(value, 'is neither true nor false', 'Switch it on or off, or give true or false in the expression.');
}
