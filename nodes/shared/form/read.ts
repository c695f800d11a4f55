import type { IDataObject } from 'n8n-workflow';
import type { Content, Target } from '../content';
import { attempt, empty, InvalidValue, isLeftOut, quoted, type Attempt } from '../values/invalid';
import { SWITCH_TO_EXPRESSION } from '../values/meant';
import { putAt, valueAt } from '../values/nested';
import { asMeant } from './asMeant';
import type { Field, ValueContext } from './field';
import type { ChoicePart, CollectionPart, Part, SentPart, SettingPart } from './parts';
import { everyPart, nameOf } from './properties';

/** What a person filled in for one item. */
export interface ItemForm {
	/** The workflow's time zone, an IANA name. */
	timezone: string;
	/** A parameter's value, a dotted path within a collection too: expressions resolved, locators as their value; undefined where it has none. */
	parameter: (name: string) => unknown;
	/** A parameter as it is saved, locators as their value: an expression begins with `=`. */
	raw: (name: string) => unknown;
	/** The data of the input item. */
	input: () => IDataObject;
	/** Whether an AI model calls the node as a tool. */
	isTool?: true;
	/** The IDs that were looked up for names that the model gave, by parameters. `parameter` gives them. */
	lookedUp?: ReadonlyMap<string, string>;
}

/** Something that is wrong with an item, in the words of the form. */
export interface Fault {
	/** Begins with the label of the field. */
	sentence: string;
	advice: string | undefined;
}

/** What a form makes of one item. The content is of use only where there are no faults. */
export interface ReadForm {
	content: Content;
	faults: Fault[];
}

/** What n8n's RoutingNode has made of the parameters, where it was asked: the values of the body and of the query. */
export type Routed = { query: IDataObject; body: IDataObject };

/**
 * Reads a form for one item: only the fields that are shown by what is chosen, each converted and checked.
 *
 * @param request the request that is made unless a choice of the form brings another
 * @param defaultCountry ISO 3166 code from the credential, undefined where it has none
 * @param routed where it is given, values that are sent are taken from it
 */
export function readForm(
	form: readonly Part[],
	request: Target,
	item: ItemForm,
	{ defaultCountry, routed }: { defaultCountry?: string; routed?: Routed },
): ReadForm {
	return new FormReader(form, request, item, defaultCountry, routed).read();
}

const NOTHING_ADVICE = 'Correct the expression, or let it give an empty text to leave the field out.';

const BRACES_ADVICE = 'The expression gives these braces. If somebody wrote them, take them out in the expression: .replaceAll("{{", "{"). Otherwise evaluate them where they come from.';

class FormReader {
	private readonly content: Content;

	private readonly faults: Fault[] = [];

	/** What was read of the fields that are sent, in their order. */
	private readonly sent: Array<{ part: SentPart; isFilledIn: boolean }> = [];

	private readonly context: ValueContext;

	private readonly facts: FormFacts;

	constructor(
		private readonly form: readonly Part[],
		request: Target,
		private readonly item: ItemForm,
		defaultCountry: string | undefined,
		private readonly routed: Routed | undefined,
	) {
		this.content = { request, ids: {}, query: {}, body: {}, settings: {} };
		this.facts = factsOf(form);
		const ahead = (name: string) => this.settingAhead(name);
		this.context = {
			timezone: item.timezone,
			// The field stands below the number that it is needed for.
			get country() {
				const chosen = ahead('country');
				return chosen.fault ? undefined : ((chosen.good as string | undefined) ?? defaultCountry);
			},
			countryHelp: this.facts.fields.has('country') ? 'choose a Country below the number' : 'choose a Default Country in the credential',
			setting: (name) => ahead(name).good,
			input: () => item.input(),
		};
	}

	read(): ReadForm {
		this.readParts(this.form);
		this.compare();
		this.requireChange();
		return { content: this.content, faults: this.faults };
	}

	private readParts(parts: readonly Part[]): void {
		for (const part of parts) {
			if (part.kind === 'choice') this.readChoice(part);
			else if (part.kind === 'collection') this.readCollection(part);
			else if (part.kind !== 'notice') this.readField(part, nameOf(part));
		}
	}

	/**
	 * A setting that another field needs, perhaps before its own turn. If it can't be read, it is refused at once. So a person
	 * who chose a Country that doesn't exist reads about it before the number that needs it.
	 */
	private settingAhead(name: string): Attempt<unknown> {
		const field = this.facts.fields.get(name);
		if (!field) return { good: undefined };
		const value = asMeant(this.item, name, this.item.parameter(name));
		if (isLeftOut(value)) {
			if (this.givesNothing(name, value)) this.refuseNothing(field.property.displayName);
			return { good: undefined };
		}
		const made = attempt(() => field.convert(value, this.context));
		if (made.fault) this.refuse(field.property.displayName, made.fault);
		return made;
	}

	private readChoice({ field, branches }: ChoicePart): void {
		const { name, displayName } = field.property;
		const value = this.item.parameter(name);
		const chosen = attempt(() => field.convert(value, this.context));
		if (chosen.fault) return this.refuse(displayName, chosen.fault);
		this.content.settings[name] = chosen.good;
		const { parts, request } = branches.find(({ value }) => value === chosen.good)!;
		if (request) this.content.request = request;
		this.readParts(parts);
	}

	private readCollection(part: CollectionPart): void {
		const { name, displayName } = part.property;
		const added = asMeant(this.item, name, this.item.parameter(name));
		if (added === undefined || added === null || added === '') {
			if (this.givesNothing(name, added)) this.refuseNothing(displayName);
			return;
		}
		if (typeof added !== 'object' || Array.isArray(added)) {
			const help = 'Give an object whose keys are the names of its fields, or add the fields one by one.';
			return this.refuse(displayName, new InvalidValue(`is ${quoted(added)}, not a set of fields`, help));
		}
		const unknown = Object.keys(added).filter((key) => !part.parts.some((one) => nameOf(one) === key));
		if (unknown.length > 0) {
			const known = part.parts.map(nameOf).join(', ');
			return this.refuse(displayName, new InvalidValue(`has no field ${quoted(unknown[0])} in this operation`, `Its fields are ${known}.`));
		}
		for (const one of part.parts) if (Object.hasOwn(added, nameOf(one))) this.readField(one, `${name}.${nameOf(one)}`, part);
	}

	/** @param within the collection that a person added it from */
	private readField(part: SentPart | SettingPart, path: string, within?: CollectionPart): void {
		const { displayName, required } = part.field.property;
		const mayBeLeftOut = within !== undefined || !required || (part.kind === 'sent' && (part.rules.optional === true || part.rules.unless !== undefined));
		const given = this.valueOf(part, path);
		const value = mayBeLeftOut ? this.meant(part, path, given) : given;
		const isNone = within !== undefined && value !== given && value === '';
		// An empty text leaves other fields out. To a switch such as Preview Only it says neither on nor off.
		const isUndecided = part.field.property.type === 'boolean' && value !== undefined && value !== null && this.isExpression(path) && !isNone;
		const isFilledIn = isUndecided || !(isLeftOut(value) || this.isEmpty(part.field, value));
		if (part.kind === 'sent') this.sent.push({ part, isFilledIn });
		if (!isFilledIn) {
			if (!mayBeLeftOut) this.refuse(displayName, empty());
			// What a person added is not left out because an expression failed: a message for tomorrow would go out today.
			else if (this.givesNothing(path, value)) this.refuseNothing(displayName);
			else if (part.kind === 'setting' && part.otherwise !== undefined) this.content.settings[part.field.property.name] = part.otherwise;
			return;
		}
		// Only such a field has fields of the account within it, each with an expression of its own.
		const silent = part.field.isEmpty && this.silentWithin(path, value);
		if (silent) return this.refuse(displayName, new InvalidValue(`the expression of field ${silent} gives nothing for this item`, NOTHING_ADVICE));
		const made = attempt(() => part.field.convert(value, this.context));
		if (made.fault) {
			const isGiven = made.fault.help === SWITCH_TO_EXPRESSION && this.isExpression(path);
			return this.refuse(displayName, isGiven ? new InvalidValue(made.fault.message, BRACES_ADVICE) : made.fault);
		}
		if (part.kind === 'setting') this.content.settings[part.field.property.name] = made.good;
		else if (part.place === 'ids') this.content.ids[part.wire] = String(made.good);
		else if (part.place === 'body') putAt(this.content.body, part.wire, made.good);
		else this.content.query[part.wire] = made.good as IDataObject;
	}

	/** What can't be read is no empty value: its conversion says what is wrong with it. */
	private isEmpty({ isEmpty }: Field, value: unknown): boolean {
		return attempt(() => isEmpty?.(value, this.context) ?? false).good ?? false;
	}

	/** As `asMeant`, for the account's own fields within one field too. */
	private meant({ field }: SentPart | SettingPart, path: string, given: unknown): unknown {
		const values = field.isEmpty && (given as { value?: unknown } | null | undefined)?.value;
		if (typeof values !== 'object' || values === null) return asMeant(this.item, path, given);
		const meant = Object.entries(values).map(([id, value]) => [id, asMeant(this.item, `${path}.value.${id}`, value)] as const);
		return { ...(given as object), value: Object.fromEntries(meant) };
	}

	private valueOf(part: SentPart | SettingPart, path: string): unknown {
		if (this.item.lookedUp?.has(path)) return this.item.parameter(path);
		const isRouted = this.routed && part.kind === 'sent' && part.place !== 'ids' && !this.facts.sharedWires.has(part.wire);
		if (!isRouted) return this.item.parameter(path);
		return part.place === 'body' ? valueAt(this.routed!.body, part.wire) : this.routed!.query[part.wire];
	}

	/** Whether a field has an expression that gives nothing. A collection may be one expression as a whole. */
	private givesNothing(path: string, value: unknown): boolean {
		return (value === undefined || value === null) && this.isExpression(path);
	}

	/** The first field within a resource mapper that has an expression which gives nothing. */
	private silentWithin(path: string, value: unknown): string | undefined {
		const [raw, made] = [this.item.raw(path), value].map((mapper) => (mapper as { value?: Record<string, unknown> | null } | null | undefined)?.value);
		if (typeof raw !== 'object' || raw === null) return undefined;
		const isSilent = (id: string) => String(raw[id]).startsWith('=') && (made?.[id] ?? null) === null;
		return Object.keys(raw).find(isSilent);
	}

	private isExpression(path: string): boolean {
		const [collection] = path.split('.');
		return [path, collection].some((name) => {
			const raw = this.item.raw(name);
			return typeof raw === 'string' && raw.startsWith('=');
		});
	}

	/** An update of nothing: perhaps a field's expression gives an empty text, which leaves it out. */
	private requireChange(): void {
		const updates = this.form.find((part): part is CollectionPart => part.kind === 'collection' && part.isUpdate === true);
		if (!updates || this.faults.length > 0) return;
		const isChanged = this.sent.some(({ part, isFilledIn }) => part.place === 'body' && isFilledIn);
		const isCleared = (this.content.settings.clearFields as string[] | undefined ?? []).length > 0;
		if (!isChanged && !isCleared) this.refuse(updates.property.displayName, new InvalidValue('nothing is filled in', 'Add a field that is to be changed.'));
	}

	/** Judges fields by what else is filled in. */
	private compare(): void {
		const named = (wire: string) => this.sent.find(({ part }) => part.wire === wire);
		for (const { part, isFilledIn } of this.sent) {
			const { unless, notWith = [] } = part.rules;
			const { displayName } = part.field.property;
			if (!isFilledIn && unless !== undefined && !named(unless)?.isFilledIn && !this.isRefused(displayName)) {
				this.refuse(displayName, empty(this.whereIs(unless)));
			}
			const other = isFilledIn && notWith.map(named).find((one) => one?.isFilledIn);
			if (other) {
				const label = other.part.field.property.displayName;
				this.refuse(displayName, new InvalidValue(`can’t go with ${label}`, `Clear ${displayName} or ${label}.`));
			}
		}
	}

	private isRefused(label: string): boolean {
		return this.faults.some(({ sentence }) => sentence.startsWith(`${label}: `));
	}

	/** What a field is called, and where it is found if a person has to add it first. */
	private whereIs(wire: string): string {
		for (const part of everyPart(this.form)) {
			const parts = part.kind === 'collection' ? part.parts : [part];
			const found = parts.find((one) => one.kind === 'sent' && one.wire === wire) as SentPart | undefined;
			if (!found) continue;
			const { displayName } = found.field.property;
			return part.kind === 'collection' ? `${displayName} under ${part.property.displayName}` : displayName;
		}
		return wire;
	}

	private refuse(label: string, { message, help }: InvalidValue): void {
		const fault = { sentence: `${label}: ${message}`, advice: help };
		// A setting that others need is read more than once.
		if (!this.faults.some(({ sentence }) => sentence === fault.sentence)) this.faults.push(fault);
	}

	private refuseNothing(label: string): void {
		this.refuse(label, new InvalidValue('its expression gives nothing for this item', NOTHING_ADVICE));
	}
}

/** What is the same for all items of a form. */
interface FormFacts {
	/** The fields at its top level by name, whatever chooses them. */
	fields: Map<string, Field>;
	/** Names of the API under which more than one field is sent. n8n keeps only the value of the last of them. */
	sharedWires: Set<string>;
}

const knownFacts = new WeakMap<readonly Part[], FormFacts>();

function factsOf(form: readonly Part[]): FormFacts {
	const known = knownFacts.get(form);
	if (known) return known;
	const parts = everyPart(form);
	const sent = parts.flatMap((part) => (part.kind === 'sent' ? [part] : []));
	const facts = {
		fields: new Map(parts.flatMap((part) => ('field' in part ? [[nameOf(part), part.field] as const] : []))),
		sharedWires: new Set(sent.filter((one) => sent.some((other) => other.wire === one.wire && nameOf(other) !== nameOf(one))).map(({ wire }) => wire)),
	};
	knownFacts.set(form, facts);
	return facts;
}
