import type { INodeProperties } from 'n8n-workflow';
import type { Target } from '../content';
import { oneOfField, type Choice, type Field, type Look } from './field';

/*
 * A form is a list of parts, in the order in which a person sees them. A field says what is shown and what a value becomes;
 * the part around it says what an operation does with it: under which name it is sent, or that it is only a setting.
 */

/** Where a value goes in a request: into a placeholder of its path, its query, or its body. */
export type Place = 'ids' | 'query' | 'body';

/** A field whose value is sent to the provider. */
export interface SentPart {
	kind: 'sent';
	place: Place;
	/** What the API calls it. In the body, a dot leads into an object: `address.city`. */
	wire: string;
	field: Field;
	rules: SentRules;
}

/** How a field depends on other fields of its form. These are named as the API calls them. */
export interface SentRules {
	/** It may be left out, though it is required where the field is used otherwise. */
	optional?: true;
	/** It may be left out where this one is filled in. */
	unless?: string;
	/** It can't be filled in where one of these is. */
	notWith?: string[];
}

/** A field that is not sent itself: it changes how others are read, or what is done with the answer. */
export interface SettingPart {
	kind: 'setting';
	field: Field;
	/** The value where the field is left out; none by default. */
	otherwise?: unknown;
}

/** A field that chooses which others are shown. Only those of the chosen branch are read. */
export interface ChoicePart {
	kind: 'choice';
	field: Field<string | boolean>;
	branches: Branch[];
}

/** What one value of a chooser brings. */
export interface Branch {
	value: string | boolean;
	parts: readonly Part[];
	/** The request that is made where this one is chosen, where it depends on that. */
	request?: Target;
}

/** Fields that a person adds one by one. */
export interface CollectionPart {
	kind: 'collection';
	property: INodeProperties;
	parts: ReadonlyArray<SentPart | SettingPart>;
	/** Whether it holds the fields of an update, which must change something. */
	isUpdate?: true;
}

/** Words between the fields. */
export interface NoticePart {
	kind: 'notice';
	property: INodeProperties;
}

/** One part of a form. */
export type Part = SentPart | SettingPart | ChoicePart | CollectionPart | NoticePart;

/** What the parts of a form send: the values of each place under the names of the API. */
type Values = Record<Place, object>;

declare const values: unique symbol;

/** Carries what a part makes from the form to the functions of its operation, for the compiler only. */
export interface Makes<Made extends Partial<Values>> {
	readonly [values]?: Made;
}

type MadeBy<One> = One extends Makes<infer Made> ? Made : never;

type All<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer Together) => void ? Together : never;

/** The content that a form makes, typed by its fields: a name that no field of it has doesn't compile. */
export type ContentOf<Form extends readonly unknown[]> = { [Each in Place]: unknown } & { settings: Record<string, unknown> } & All<MadeBy<Form[number]>>;

type Entry<Name extends string, Value, Required> = Name extends `${infer Outer}.${infer Inner}`
	? { [Key in Outer]?: Entry<Inner, Value, false> }
	: Required extends true ? { [Key in Name]: Value } : { [Key in Name]?: Value };

type Optional<Made> = { [Place in keyof Made]: Partial<Made[Place]> };

type IsRequired<Required, Rules> = Rules extends { optional: true } | { unless: string } ? false : Required;

/** A value in the body, under the name that the API has for it. */
export function body<const Wire extends string, Value, Required extends boolean, const Rules extends SentRules = object>(
	wire: Wire,
	field: Field<Value, Required>,
	rules?: Rules,
): SentPart & Makes<{ body: Entry<Wire, Value, IsRequired<Required, Rules>> }> {
	return { kind: 'sent', place: 'body', wire, field, rules: rules ?? {} };
}

/** A value in the query, under the name that the API has for it. */
export function query<const Wire extends string, Value, Required extends boolean, const Rules extends SentRules = object>(
	wire: Wire,
	field: Field<Value, Required>,
	rules?: Rules,
): SentPart & Makes<{ query: Entry<Wire, Value, IsRequired<Required, Rules>> }> {
	return { kind: 'sent', place: 'query', wire, field, rules: rules ?? {} };
}

/** A value in the path, in the place of the placeholder of this name. */
export function path<const Wire extends string>(wire: Wire, field: Field<string | number>): SentPart & Makes<{ ids: { [Key in Wire]: string } }> {
	return { kind: 'sent', place: 'ids', wire, field, rules: {} };
}

/** A field that is not sent itself. @param otherwise its value where it is left out */
export function setting(field: Field, otherwise?: unknown): SettingPart {
	return { kind: 'setting', field, ...(otherwise !== undefined && { otherwise }) };
}

/** What one choice brings: its name and description in the list, its fields, and its request where that depends on it. */
export function branch<const Parts extends readonly Part[]>(
	name: string,
	description: string,
	parts: Parts,
	request?: Target,
): { choice: Choice; parts: Parts; request?: Target } {
	return { choice: [name, description], parts, request };
}

type OfBranches<Branches extends Record<string, { parts: readonly Part[] }>> = Optional<All<MadeBy<Branches[keyof Branches]['parts'][number]>>>;

/** A field that chooses which of several kinds of others are filled in. The first branch is chosen at first. */
export function choose<const Branches extends Record<string, { choice: Choice; parts: readonly Part[]; request?: Target }>>(
	look: Look,
	branches: Branches,
): ChoicePart & Makes<OfBranches<Branches>> {
	const field = oneOfField(look, Object.fromEntries(Object.entries(branches).map(([value, { choice }]) => [value, choice])));
	return {
		kind: 'choice',
		field,
		branches: Object.entries(branches).map(([value, { parts, request }]) => ({ value, parts, request })),
	};
}

/** A switch that shows other fields while it is off. */
export function unless(field: Field<boolean>, parts: SettingPart[]): ChoicePart {
	return { kind: 'choice', field, branches: [{ value: true, parts: [] }, { value: false, parts }] };
}

/** A switch that shows other fields while it is on. */
export function when(field: Field<boolean>, parts: SettingPart[]): ChoicePart {
	return { kind: 'choice', field, branches: [{ value: false, parts: [] }, { value: true, parts }] };
}

type OfCollection<Parts extends readonly unknown[]> = Optional<All<MadeBy<Parts[number]>>>;

/** Fields that a person adds one by one, by name. */
export function collection<const Parts extends ReadonlyArray<SentPart | SettingPart>>(
	look: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder' | 'description'>,
	parts: Parts,
): CollectionPart & Makes<OfCollection<Parts>> {
	return { kind: 'collection', property: { ...look, type: 'collection', default: {} }, parts };
}

/** Fields that most people don't need. */
export function additionalFields<const Parts extends ReadonlyArray<SentPart | SettingPart>>(...parts: Parts): CollectionPart & Makes<OfCollection<Parts>> {
	return collection({ displayName: 'Additional Fields', name: 'additionalFields', placeholder: 'Add Field' }, parts);
}

/** The fields that an update changes, added one by one. An update that changes nothing is refused. */
export function updateFields<const Parts extends ReadonlyArray<SentPart | SettingPart>>(...parts: Parts): CollectionPart & Makes<OfCollection<Parts>> {
	return { ...collection({ displayName: 'Update Fields', name: 'updateFields', placeholder: 'Add Field' }, parts), isUpdate: true };
}

/** What limits the rows of a list. */
export function filters<const Parts extends ReadonlyArray<SentPart | SettingPart>>(...parts: Parts): CollectionPart & Makes<OfCollection<Parts>> {
	return collection({ displayName: 'Filters', name: 'filters', placeholder: 'Add Filter' }, parts);
}

/** Words between the fields. */
export function notice(name: string, words: string): NoticePart {
	return { kind: 'notice', property: { displayName: words, name, type: 'notice', default: '' } };
}
