import type { IBinaryKeyData, IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { Target } from '../../nodes/shared/content';
import type { CollectionPart, Part, SentPart, SettingPart } from '../../nodes/shared/form/parts';
import { everyPart, nameOf } from '../../nodes/shared/form/properties';
import { contractFiles } from '../contract/contracts';
import { declaredOperations, type DeclaredOperation } from '../contract/declared';
import { byId, type NodeName } from '../engine/sandboxed';
import { knownRequest, type KnownField, type KnownRequest } from './examples';
import { examplesByHand, settingsByHand } from './byHand';

/*
 * Fills in a form with the examples of its contract. A conversion takes what it has made, so the example of the request is
 * a good value for the field; the request must have it again.
 */

/** One operation of a node. */
export interface Subject {
	node: NodeName;
	/** `heymarket message.send` */
	key: string;
	operation: DeclaredOperation;
}

/** A field that is filled in. */
export interface Entry {
	/** `to`, or `additionalFields.cc` inside a collection. */
	path: string;
	label: string;
	part: SentPart | SettingPart;
	/** What stands in the field, without the object around a locator's ID. */
	value: unknown;
	/** What is expected in the request; undefined for a setting. */
	example?: unknown;
	known?: KnownField;
	/** Whether a person leaves it as it is, and its default is sent. */
	isLeft?: true;
}

/** A way of filling in a form. */
export interface Filling extends Subject {
	/** `only what is required`, `sendTo group: everything` */
	name: string;
	/** The branches that are chosen other than by default. */
	chosen: Record<string, string | boolean>;
	target: Target;
	known: KnownRequest;
	entries: Entry[];
	/** The files that a field names. */
	binary?: IBinaryKeyData;
}

/** Why an operation can't be filled in, and what to add. */
export class CannotFillIn extends Error {
	constructor({ key }: Subject, why: string) {
		super(`${key}: ${why}`);
	}
}

/** Every operation of all nodes. */
export const subjects: Subject[] = (Object.keys(contractFiles) as NodeName[]).flatMap((node) =>
	declaredOperations(node).map((operation) => ({ node, operation, key: `${node} ${operation.fullName}` })),
);

type Choices = Record<string, string | boolean>;
type Field = SentPart | SettingPart;

/** Which fields a filling has. */
type Wanted = (part: Field, within: CollectionPart | undefined) => boolean;

/** Of the fields of an update, at least one is required: the first. */
export const requiredOnly: Wanted = (part, within) => {
	if (within) return within.isUpdate === true && part === within.parts.find((one) => one.kind === 'sent' && one.place === 'body');
	return part.field.property.required === true && !(part.kind === 'sent' && part.rules.optional);
};

/** All but Preview Only, with which nothing is sent. */
export const everything: Wanted = (part) => part.field.property.name !== 'previewOnly';

/** The branch that a chooser has chosen. */
function branchOf(part: Part & { kind: 'choice' }, chosen: Choices) {
	const value = chosen[nameOf(part)] ?? (part.field.property.default as string | boolean);
	return part.branches.find((branch) => branch.value === value)!;
}

/** The parts that are shown where these branches are chosen. */
export function shownParts(parts: readonly Part[], chosen: Choices): Part[] {
	return parts.flatMap((part) => (part.kind === 'choice' ? [part, ...shownParts(branchOf(part, chosen).parts, chosen)] : [part]));
}

/** The fields among parts, those of collections too. */
export function fieldsIn(parts: readonly Part[]): Array<{ part: Field; path: string; within?: CollectionPart }> {
	return parts.flatMap((part) => {
		if (part.kind === 'collection') return part.parts.map((one) => ({ part: one, path: `${nameOf(part)}.${nameOf(one)}`, within: part }));
		return part.kind === 'sent' || part.kind === 'setting' ? [{ part, path: nameOf(part) }] : [];
	});
}

/** The request that is made where these branches are chosen. */
function targetOf({ form, request }: DeclaredOperation, chosen: Choices): Target {
	return shownParts(form, chosen).reduce((target, part) => (part.kind === 'choice' && branchOf(part, chosen).request) || target, request);
}

/** Fills in the fields that are wanted and shown. A field that can't go with another one is left out. */
export function fill(subject: Subject, name: string, chosen: Choices, wanted: Wanted, { together = false } = {}): Filling {
	const { operation, node } = subject;
	const target = targetOf(operation, chosen);
	const known = knownRequest(node, target.method, target.path);
	if (!known) throw new CannotFillIn(subject, `no contract has ${target.method} ${target.path}`);
	const shown = fieldsIn(shownParts(operation.form, chosen)).filter(({ part, within }) => wanted(part, within));
	const wires = shown.flatMap(({ part }) => (part.kind === 'sent' ? [part.wire] : []));
	const fields = shown.filter(({ part }) => together || part.kind !== 'sent' || !part.rules.notWith?.some((wire) => wires.includes(wire)));
	const binary: IBinaryKeyData = {};
	const entries = fields.map(({ part, path }): Entry => {
		const common = { path, part, label: part.field.property.displayName };
		if (part.kind === 'setting') return { ...common, value: settingValue(subject, part) };
		const found = exampleFor(subject, known, target, part);
		if (operation.attachments?.property === part.wire) {
			const files = found.example as Array<{ content: string; name?: string; contentType?: string }>;
			files.forEach(({ content, name: fileName, contentType }, at) => {
				binary[`file${at}`] = { data: content, mimeType: contentType ?? 'text/plain', ...(fileName && { fileName }) };
			});
			return { ...common, ...found, value: Object.keys(binary).join(', ') };
		}
		return { ...common, ...found, value: found.example };
	});
	entries.push(...defaultsOf(subject, known, target, fieldsIn(shownParts(operation.form, chosen)).filter((one) => !wanted(one.part, one.within))));
	return { ...subject, name, chosen, target, known, entries, ...(Object.keys(binary).length > 0 && { binary }) };
}

/** A switch, a number or a choice that is not in a collection has a value, and is sent, where a person leaves it as it is. */
function defaultsOf(subject: Subject, known: KnownRequest, target: Target, left: ReturnType<typeof fieldsIn>): Entry[] {
	return left.flatMap(({ part, path, within }): Entry[] => {
		const { type, default: usual, displayName: label } = part.field.property;
		if (part.kind !== 'sent' || within || !['boolean', 'number', 'options'].includes(type)) return [];
		return [{ path, label, part, value: usual, ...exampleFor(subject, known, target, part), example: usual, isLeft: true }];
	});
}

/** The example of a field that is sent. */
function exampleFor(subject: Subject, known: KnownRequest, { path: template }: Target, part: SentPart): { example: unknown; known?: KnownField } {
	const byHand = examplesByHand[subject.key]?.[nameOf(part)];
	if (byHand !== undefined) return { example: byHand };
	const field = known.field(part.place, part.wire, template);
	const where = `${known.operationId} of contracts/${subject.node}`;
	const what = `${part.place === 'ids' ? 'path' : part.place} ${part.wire} (${part.field.property.displayName})`;
	if (!field) throw new CannotFillIn(subject, `${where} has no ${what}; if the operation makes something else of it, it needs an example in test/operations/byHand.ts`);
	if (field.example === undefined) throw new CannotFillIn(subject, `${where} has no example of ${what}`);
	return { example: ahead(subject, field), known: field };
}

/** A message can't be sent at a time that has passed, and the examples get older. */
function ahead({ operation: { effect } }: Subject, { schema, example }: KnownField): unknown {
	const isTime = schema.format === 'date-time' && typeof example === 'string';
	return isTime && effect === 'send' ? example.replace(/^\d{4}/, '2099') : example;
}

/** A value for a field that is not sent: another one than its default where that can be. */
function settingValue({ key, ...subject }: Subject, { field: { property } }: SettingPart): unknown {
	const byHand = settingsByHand[`${key} ${property.name}`] ?? settingsByHand[property.name];
	if (byHand !== undefined) return byHand;
	const { type, default: usual, options = [], typeOptions = {}, modes, placeholder = modes?.at(-1)?.placeholder } = property;
	if (type === 'boolean') return usual !== true;
	if (type === 'number') return Math.min(Number(usual) + 1, typeOptions.maxValue ?? Infinity);
	const last = (options as INodePropertyOptions[]).at(-1)?.value;
	if (type === 'options') return last;
	if (type === 'multiOptions') return [last];
	if (type === 'dateTime') return '2026-01-05T09:00:00.000Z';
	const shown = placeholder?.replace(/^e\.g\. /, '');
	if (!shown) throw new CannotFillIn({ ...subject, key }, `${property.displayName} is not sent, so no contract has an example of it; give it a placeholder`);
	return shown;
}

/** What a person has in the fields: n8n's parameters. `written` makes what stands in a field of its value. */
export function parametersOf({ operation, chosen, entries }: Filling, written: (entry: Entry) => unknown = inField): IDataObject {
	const parameters: IDataObject = { resource: operation.resource, operation: operation.value, ...chosen };
	for (const entry of entries.filter(({ isLeft }) => !isLeft)) {
		const [name, option] = entry.path.split('.');
		const value = located(entry, written(entry)) as IDataObject[string];
		if (option === undefined) parameters[name] = value;
		else parameters[name] = { ...(parameters[name] as IDataObject | undefined), [option]: value };
	}
	return parameters;
}

/** A locator stands in an object, and the fields of an account's own in another. */
function located({ part }: Entry, value: unknown): unknown {
	const { type } = part.field.property;
	if (type === 'resourceLocator') return byId(value as string);
	if (type === 'resourceMapper' && typeof value !== 'string') return { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] };
	return value;
}

/** As a person would write it: a list of words with commas between them, an ID alone; anything else as it is. */
export function inWriting({ value, part }: Entry): unknown {
	// What limits a list takes several in the API, and one in a form.
	if (part.field.property.type === 'resourceLocator' && Array.isArray(value) && value.length === 1) return value[0];
	const isPlain = Array.isArray(value) && value.every((one) => typeof one !== 'object' && !String(one).includes(','));
	return isPlain && part.field.property.type === 'string' ? value.join(', ') : value;
}

/** What stands in a field: what can't be written stands there as an expression. Two braces would end it. */
export function inField(entry: Entry): unknown {
	const written = inWriting(entry);
	const { type } = entry.part.field.property;
	if (typeof written !== 'object' || written === null || type === 'multiOptions' || type === 'resourceMapper') return written;
	const json = JSON.stringify(written);
	return type === 'json' ? json : `={{ ${json.replaceAll('}}', '} }')} }}`;
}

/** The ways to choose branches: by default, and for each other branch of each chooser; an inner one with the outer ones it needs. */
export function waysToChoose(parts: readonly Part[], outer: Choices = {}): Choices[] {
	return parts.flatMap((part) => {
		if (part.kind !== 'choice') return [];
		return part.branches.flatMap(({ value, parts: inner }) => {
			const own = { ...outer, [nameOf(part)]: value };
			return [...(value === part.field.property.default ? [] : [own]), ...waysToChoose(inner, own)];
		});
	});
}

/** `sendTo group: `, or nothing for the defaults. */
function inWords(chosen: Choices): string {
	const words = Object.entries(chosen).map(([name, value]) => `${name} ${String(value)}`);
	return words.length > 0 ? `${words.join(', ')}: ` : '';
}

/** Every operation, filled in with what is required and with everything, for each branch of each chooser. */
export function fillingsOf(subject: Subject): Filling[] {
	return [{}, ...waysToChoose(subject.operation.form)].flatMap((chosen) => {
		const all = fill(subject, `${inWords(chosen)}everything`, chosen, everything);
		// Return All changes nothing about what is required.
		if (Object.values(chosen).includes(true)) return [all];
		return [fill(subject, `${inWords(chosen)}only what is required`, chosen, requiredOnly), all, ...leftOutOf(subject, all)];
	});
}

/** Each field of an update that can't go with another one, in place of that. */
export function leftOutOf(subject: Subject, { chosen, entries }: Filling, others: Wanted = everything): Filling[] {
	const filled = entries.map(({ part }) => part);
	return fieldsIn(shownParts(subject.operation.form, chosen)).flatMap(({ part, within }) => {
		if (!within?.isUpdate || part.kind !== 'sent' || filled.includes(part)) return [];
		const isApart = (one: Field) => one.kind === 'sent' && (part.rules.notWith?.includes(one.wire) || one.rules.notWith?.includes(part.wire));
		const wanted: Wanted = (one, collection) => one === part || (!isApart(one) && others(one, collection));
		return [fill(subject, `${inWords(chosen)}${part.field.property.displayName} in place of what can’t go with it`, chosen, wanted)];
	});
}

/** The form without a field that another one stands in for. */
export function insteadOf(subject: Subject): Array<{ filling: Filling; left: string }> {
	const { operation } = subject;
	const ways = [{}, ...waysToChoose(operation.form)];
	const pairs = new Map<string, { filling: Filling; left: string }>();
	for (const chosen of ways) {
		const fields = fieldsIn(shownParts(operation.form, chosen));
		for (const { part } of fields) {
			if (part.kind !== 'sent' || part.rules.unless === undefined) continue;
			const { wire, rules: { unless } } = part;
			if (!fields.some((one) => one.part.kind === 'sent' && one.part.wire === unless)) continue;
			const label = part.field.property.displayName;
			const name = `${unless} in place of ${label}`;
			const wanted: Wanted = (one, within) => (one.kind === 'sent' && one.wire === unless) || (requiredOnly(one, within) && (one as SentPart).wire !== wire);
			if (!pairs.has(name)) pairs.set(name, { filling: fill(subject, `${inWords(chosen)}${name}`, chosen, wanted), left: label });
		}
	}
	return [...pairs.values()];
}

/** Two fields that can't go together, both filled in. */
export function excludedPairs(subject: Subject): Array<{ filling: Filling; labels: [string, string] }> {
	const { operation } = subject;
	const pairs = new Map<string, { filling: Filling; labels: [string, string] }>();
	for (const chosen of [{}, ...waysToChoose(operation.form)]) {
		const sent = fieldsIn(shownParts(operation.form, chosen)).flatMap(({ part, within }) => (part.kind === 'sent' ? [{ part, collection: within }] : []));
		for (const { part, collection } of sent) {
			for (const { part: other } of sent.filter((one) => part.rules.notWith?.includes(one.part.wire))) {
				const labels = [part.field.property.displayName, other.field.property.displayName] as [string, string];
				// A field of an update is one that changes: no other is needed, which might not go with it either.
				const isEnough = (within?: CollectionPart) => within?.isUpdate === true && within === collection;
				const wanted: Wanted = (one, within) => one === part || one === other || (!isEnough(within) && requiredOnly(one, within));
				const name = `${inWords(chosen)}${labels.join(' with ')}`;
				if (!pairs.has(labels.join())) pairs.set(labels.join(), { filling: fill(subject, name, chosen, wanted, { together: true }), labels });
			}
		}
	}
	return [...pairs.values()];
}

/** How many exclusions the forms declare, each branch counted. */
export function declaredExclusions({ operation }: Subject): string[] {
	return everyPart(operation.form).flatMap((part) => {
		if (part.kind !== 'sent' && part.kind !== 'collection') return [];
		const parts = part.kind === 'collection' ? part.parts : [part];
		return parts.flatMap((one) => (one.kind === 'sent' ? (one.rules.notWith ?? []).map((wire) => `${one.wire} with ${wire}`) : []));
	});
}
