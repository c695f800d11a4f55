import type { IDataObject, INodeProperties, INodePropertyMode, INodePropertyOptions } from 'n8n-workflow';
import { emailAddress, emailAddresses } from '../values/addresses';
import { hexColor } from '../values/colors';
import { dateTime, inFuture } from '../values/dates';
import { calendarDay, type CalendarDay } from '../values/days';
import { binaryFields, type BinaryField } from '../values/binaryFields';
import { flag } from '../values/flags';
import { attempt, each, invalid, InvalidValue } from '../values/invalid';
import { entriesOf, separated, withoutDuplicates } from '../values/lists';
import { refuseUnmeant } from '../values/meant';
import { atLeast, wholeNumber } from '../values/numbers';
import { anObject } from '../values/objects';
import { phoneNumber, phoneNumbers, withoutPlus } from '../values/phone';
import { oneOf, singleLine, text, withinLength } from '../values/text';
import { publicUrl, publicUrls } from '../values/urls';

/** What a conversion may know beside the value. */
export interface ValueContext {
	/** The workflow's time zone, an IANA name. */
	timezone: string;
	/** ISO 3166 code of the country of phone numbers that are written without a country code; undefined where nobody chose one. */
	readonly country: string | undefined;
	/** Where a person chooses that country, as the end of a sentence. */
	countryHelp: string;
	/** What a setting of the same form is for this item, converted; undefined where it has none. */
	setting: (name: string) => unknown;
	/** The data of the input item. */
	input: () => IDataObject;
}

/** What a person sees of a field. Its type, and its default unless one is given, come from its kind. */
export type Look = Pick<INodeProperties, 'displayName' | 'name'> &
	Partial<Pick<INodeProperties, 'description' | 'hint' | 'placeholder' | 'required' | 'default'>>;

/** One field of a form: what n8n shows, and what a value of it becomes. */
export interface Field<Value = unknown, Required extends boolean = boolean> {
	/** Without a display condition and without where it is sent: the form adds both. */
	readonly property: INodeProperties & { required?: Required };
	/**
	 * Makes the value that is sent. It takes what it has made as well.
	 * @throws InvalidValue whose message is the end of a sentence that begins with the label
	 */
	readonly convert: (value: unknown, context: ValueContext) => Value;
	/** Whether a value that is there says nothing; n8n saves a resource mapper without any field as an object. */
	readonly isEmpty?: (value: unknown, context: ValueContext) => boolean;
}

/** A field of a kind, required where its look says so. */
export type Made<Value, Shown extends Look> = Field<Value, Shown extends { required: true } ? true : false>;

/** Makes a field of a kind that `look` shows. */
export function made<Value, Shown extends Look>(
	look: Shown,
	kind: Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties>,
	convert: Field<Value>['convert'],
): Made<Value, Shown> {
	const isLocator = kind.type === 'resourceLocator';
	const { displayName, name, ...others } = look;
	// n8n's rules want the label first.
	const property = { displayName, name, ...kind, ...others };
	return {
		property: property as Made<Value, Shown>['property'],
		convert(value, context) {
			if (typeof value === 'string') refuseUnmeant(value);
			if (!isLocator) refuseLocator(value);
			return convert(value, context);
		},
	};
}

/** n8n keeps the values of fields of the same name when a person switches the operation. */
function refuseLocator(value: unknown): void {
	if (typeof value === 'object' && value !== null && '__rl' in value) {
		throw new InvalidValue('still holds what was chosen from a list for another operation', 'Clear the field and fill it in again.');
	}
}

const STRING = { type: 'string', default: '' } as const;

/** Text with its blanks and line breaks. `rows` is the height of the field; `max` the most characters that are taken. */
export function textField<const Shown extends Look>({ rows = 4, max = Infinity, ...look }: Shown & { rows?: number; max?: number }): Made<string, Shown> {
	return made<string, Shown>(look as never, { ...STRING, typeOptions: { rows } }, (value) => withinLength(text(value), max));
}

/** Text of one line without blanks around it. `max` is the most characters that are taken. */
export function lineField<const Shown extends Look>({ max = Infinity, ...look }: Shown & { max?: number }): Made<string, Shown> {
	return made<string, Shown>(look as never, STRING, (value) => withinLength(singleLine(value), max));
}

/** Single lines, such as labels, separated by commas or as a list. Duplicates drop. */
export function linesField<const Shown extends Look>(look: Shown): Made<string[], Shown> {
	return made<string[], Shown>(look, STRING, (value) => [...new Set(each(entriesOf(value, separated), singleLine))]);
}

/** An object with whatever fields, as JSON or from an expression. */
export function objectField<const Shown extends Look>(look: Shown): Made<IDataObject, Shown> {
	return made<IDataObject, Shown>(look, { type: 'json', default: '' }, anObject);
}

/** One phone number in E.164; without its plus where `plus` is false. */
export function phoneNumberField<const Shown extends Look>({ plus = true, ...look }: Shown & { plus?: boolean }): Made<string, Shown> {
	return made<string, Shown>(look as never, STRING, (value, context) => spelled(phoneNumber(value, context), plus));
}

/** `atLeast` different phone numbers, spelled as in `phoneNumberField`. */
export function phoneNumbersField<const Shown extends Look>(
	{ plus = true, atLeast: fewest = 1, ...look }: Shown & { plus?: boolean; atLeast?: number },
): Made<string[], Shown> {
	return made<string[], Shown>(look as never, STRING, (value, context) =>
		enough(phoneNumbers(value, context), fewest).map((number) => spelled(number, plus)),
	);
}

function spelled(number: string, plus: boolean): string {
	return plus ? number : withoutPlus(number);
}

function enough(numbers: string[], fewest: number): string[] {
	if (numbers.length >= fewest) return numbers;
	const found = numbers.length === 1 ? 'is only 1 phone number' : `are only ${numbers.length} phone numbers`;
	throw new InvalidValue(`${numbers.join(', ')} ${found}`, `Give at least ${fewest} different ones.`);
}

/** Exactly one bare email address. */
export function emailAddressField<const Shown extends Look>(look: Shown): Made<string, Shown> {
	return made<string, Shown>(look, STRING, (value) => emailAddress(value).address);
}

/** Bare email addresses, at least one. */
export function emailAddressesField<const Shown extends Look>(look: Shown): Made<string[], Shown> {
	return made<string[], Shown>(look, STRING, (value) => emailAddresses(value).map(({ address }) => address));
}

/** One http or https address, from which the provider fetches a file. */
export function urlField<const Shown extends Look>(look: Shown): Made<string, Shown> {
	return made<string, Shown>(look, STRING, publicUrl);
}

/** Several http or https addresses, from which the provider fetches files. */
export function urlsField<const Shown extends Look>(look: Shown): Made<string[], Shown> {
	return made<string[], Shown>(look, STRING, publicUrls);
}

/** Names of binary fields of the input item, or binary objects from an expression. */
export function binaryFieldsField<const Shown extends Look>(look: Shown): Made<BinaryField[], Shown> {
	return made<BinaryField[], Shown>(look, STRING, binaryFields);
}

const MOMENT = { type: 'dateTime', default: '' } as const;

/** An AI model sees the label of a field and nothing else of it, so the label says how a moment or a day is written. */
export function asMoment<const Shown extends Look>(look: Shown): Shown {
	return { ...look, displayName: `${look.displayName} (ISO 8601)` };
}

/** A moment as ISO 8601 in UTC. A value without a zone is meant in the workflow's. The label gets the form in which it is written. */
export function dateTimeField<const Shown extends Look>(look: Shown): Made<string, Shown> {
	return made<string, Shown>(asMoment(look), MOMENT, (value, { timezone }) => dateTime(value, timezone));
}

/** A day without a time, such as one of birth. */
export function dayField<const Shown extends Look>(look: Shown): Made<CalendarDay, Shown> {
	return made<CalendarDay, Shown>(asMoment(look), MOMENT, calendarDay);
}

/** As `dateTimeField`, a moment that is still to come; undefined for now. */
export function futureTimeField<const Shown extends Look>(look: Shown): Made<string | undefined, Shown> {
	return made<string | undefined, Shown>(asMoment(look), MOMENT, (value, { timezone }) => inFuture(dateTime(value, timezone), timezone));
}

/** A whole number within bounds. */
export function wholeNumberField<const Shown extends Look>(
	{ min, max, ...look }: Shown & { min: number; max?: number; default: number },
): Made<number, Shown> {
	const typeOptions = { minValue: min, ...(max !== undefined && { maxValue: max }) };
	return made<number, Shown>(look as never, { type: 'number', default: min, typeOptions }, (value) => wholeNumber(value, { min, max }));
}

/** A number that is not below `min`. */
export function numberField<const Shown extends Look>({ min, ...look }: Shown & { min: number; default: number }): Made<number, Shown> {
	return made<number, Shown>(look as never, { type: 'number', default: min, typeOptions: { minValue: min } }, (value) => atLeast(value, min));
}

/** A color, as `#RRGGBB`. */
export function colorField<const Shown extends Look>(look: Shown): Made<string, Shown> {
	return made<string, Shown>(look, { type: 'color', default: '' }, hexColor);
}

/** A switch. */
export function switchField<const Shown extends Look>(look: Shown): Made<boolean, Shown> {
	return made<boolean, Shown>(look, { type: 'boolean', default: false }, flag);
}

/** The name that a choice has in the form, or the name and a description. */
export type Choice = string | readonly [name: string, description: string];

/** The options of a list, as n8n has them. */
export function optionsOf(choices: Record<string, Choice>): INodePropertyOptions[] {
	return Object.entries(choices).map(([value, choice]) => {
		if (typeof choice === 'string') return { name: choice, value };
		const [name, description] = choice;
		return { name, value, description };
	});
}

/** One of the choices, whose keys are the values that are sent. The first one is chosen at first. */
export function oneOfField<const Shown extends Look, const Choices extends Record<string, Choice>>(
	look: Shown,
	choices: Choices,
): Made<Extract<keyof Choices, string>, Shown> {
	const values = Object.keys(choices) as Array<Extract<keyof Choices, string>>;
	return made<Extract<keyof Choices, string>, Shown>(look, { type: 'options', options: optionsOf(choices), default: values[0] }, (value) =>
		oneOf(value, values),
	);
}

/** Any of the choices. */
export function someOfField<const Shown extends Look, const Choices extends Record<string, Choice>>(
	look: Shown,
	choices: Choices,
): Made<Array<Extract<keyof Choices, string>>, Shown> {
	const values = Object.keys(choices) as Array<Extract<keyof Choices, string>>;
	return made<typeof values, Shown>(look, { type: 'multiOptions', options: optionsOf(choices), default: [] }, (value) => [
		...new Set(each(entriesOf(value, separated), (entry) => oneOf(entry, values))),
	]);
}

/** Any of the entries that the provider has, such as its tags, by their IDs. `load` is the name of the function (in `methods.loadOptions`) that reads them. */
export function someLoadedField<Value, const Shown extends Look>(
	{ load, most, convert, ...look }: Shown & { load: string; most: number; convert: (entry: unknown) => Value },
): Made<Value[], Shown> {
	const kind = { type: 'multiOptions', typeOptions: { loadOptionsMethod: load }, default: [] } as const;
	return made<Value[], Shown>(look as never, kind as never, (value) => {
		const entries = withoutDuplicates(each(entriesOf(value, separated), convert), (entry) => JSON.stringify(entry));
		if (entries.length > most) throw new InvalidValue(`are ${entries.length}, but only ${most} are taken`, `Leave out ${entries.length - most}.`);
		return entries;
	});
}

/** What is particular about a field that is chosen from a searchable list or given by ID. */
interface Locator<Value> {
	/** The name of the list search (in `methods` of the provider). */
	search: string;
	/** For the ID field: `e.g. 12345`. */
	placeholder: string;
	/** Makes the ID. */
	convert: Field<Value>['convert'];
	/** What the API calls an ID, where that is something else to people: By Phone Number. */
	idMode?: string;
	/** Ways to give it beside list and ID, such as By Address. */
	modes?: Array<Pick<INodePropertyMode, 'displayName' | 'name' | 'placeholder'>>;
}

/** A resource locator in n8n's manner: From List first, then By ID. */
export function locatorField<Value, const Shown extends Look>(
	{ search, placeholder, convert, idMode = 'By ID', modes = [], ...look }: Shown & Locator<Value>,
): Made<Value, Shown> {
	const kind: Pick<INodeProperties, 'type' | 'default' | 'modes'> = {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: search, searchable: true } },
			...modes.map((mode) => ({ ...mode, type: 'string' as const })),
			{ displayName: idMode, name: 'id', type: 'string', placeholder },
		],
	};
	return made<Value, Shown>(look as never, kind, (value, context) => {
		if (typeof value === 'object' && value !== null) throw invalid(value, 'is not an ID', 'Choose from the list, or give the ID.');
		const { good, fault } = attempt(() => convert(value, context));
		if (fault) throw new InvalidValue(fault.message, fault.help?.replace(/^Give /, 'Choose from the list, or give '));
		return good;
	});
}
