import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';
import { asMeant, isFromModel } from '../form/asMeant';
import type { Field } from '../form/field';
import type { Part, SentPart, SettingPart } from '../form/parts';
import { nameOf } from '../form/properties';
import type { ItemForm } from '../form/read';
import { inOneLine, isCalled } from '../listSearch';
import { invalidInput, type Checked, type Failure } from '../transport/failure';
import { attempt, quoted } from '../values/invalid';
import type { Item } from './item';
import type { Run } from './run';

/* An AI model knows a person, a conversation or a template by its name, where the provider wants an ID. */

/** The steps through a list before it is given up: each brings what was found, or has gone through many pages for nothing. */
const MOST_STEPS = 10;

/** Where the form has Max Sends per Execution. */
const TOOL_LIMIT = 'delivery.maxToolSends';

/** The entries that an answer lists. */
const MOST_CANDIDATES = 10;

/**
 * A tool call with an ID in place of each name that its model gave in a field of the list. A name stands for an ID only where
 * exactly one entry of the whole list is called so: what is sent must not go to somebody who was only probably meant. Else
 * the answer lists the entries that the model may have meant.
 */
export async function asCalled(item: Item, run: Run): Promise<Checked<Item>> {
	if (isFromModel(item.form, TOOL_LIMIT) && item.form.parameter(TOOL_LIMIT) !== undefined) return { failure: invalidInput('Max Sends per Execution: an AI model can’t choose it', 'A person sets it in the node, as a number.') };
	const lookedUp = new Map<string, string>();
	const form: ItemForm = { ...item.form, lookedUp, parameter: (path) => lookedUp.get(path) ?? item.form.parameter(path) };
	for (const { part, path } of shownParts(run.operation.form, form)) {
		const typed = nameGiven(part.field, path, form);
		if (typed === undefined) continue;
		const found = await idCalled(typed, part.field, form, run);
		if ('failure' in found) return found;
		lookedUp.set(path, found.good);
	}
	return { good: lookedUp.size > 0 ? { ...item, form } : item };
}

/** The fields that are shown by what is chosen, those of collections only where they were added; each when it is its turn. */
function* shownParts(form: readonly Part[], item: ItemForm): Generator<{ part: SentPart | SettingPart; path: string }> {
	for (const part of form) {
		if (part.kind === 'choice') {
			const branch = part.branches.find(({ value }) => value === item.parameter(nameOf(part)));
			yield* shownParts(branch?.parts ?? [], item);
		} else if (part.kind === 'collection') {
			const added = item.parameter(nameOf(part));
			const names = typeof added === 'object' && added !== null ? Object.keys(added) : [];
			for (const one of part.parts) if (names.includes(nameOf(one))) yield { part: one, path: `${nameOf(part)}.${nameOf(one)}` };
		} else if (part.kind !== 'notice') {
			yield { part, path: nameOf(part) };
		}
	}
}

/** What a model gave for a field of a list, if that can't be an ID. */
function nameGiven({ property, convert }: Field, path: string, form: ItemForm): string | undefined {
	if (property.type !== 'resourceLocator' || !isFromModel(form, path)) return undefined;
	const given = asMeant(form, path, form.parameter(path));
	if (typeof given !== 'string' || given === '') return undefined;
	const context = { timezone: form.timezone, country: undefined, countryHelp: '', setting: () => undefined, input: () => form.input() };
	return attempt(() => convert(given, context)).fault ? given : undefined;
}

async function idCalled(typed: string, { property: { displayName, modes } }: Field, form: ItemForm, run: Run): Promise<Checked<string>> {
	const { searches = {}, signal } = run;
	const search = searches[String(modes?.[0].typeOptions?.searchListMethod)];
	const context = asEditor(form, run);
	const found = new Map<string, INodeListSearchItems>();
	let token: string | undefined;
	let steps = 0;
	try {
		do {
			const { results, paginationToken } = await search.call(context, inOneLine(typed), token);
			for (const entry of results) found.set(String(entry.value), entry);
			token = paginationToken as string | undefined;
			steps += 1;
		} while (token !== undefined && steps < MOST_STEPS && !signal?.aborted);
	} catch (thrown) {
		const why = thrown instanceof Error ? thrown.message : String(thrown);
		return { failure: invalidInput(`${displayName}: ${quoted(typed)} is not an ID, and the list of names can’t be read: ${why}`, 'Give the ID.') };
	}
	const all = [...found.values()];
	const meant = all.filter((entry) => isCalled(entry, typed));
	if (meant.length === 1 && token === undefined) return { good: String(meant[0].value) };
	return { failure: notUnique(`${displayName}: ${quoted(typed)}`, { meant, all, isWhole: token === undefined }) };
}

function notUnique(what: string, { meant, all, isWhole }: { meant: INodeListSearchItems[]; all: INodeListSearchItems[]; isWhole: boolean }): Failure {
	const giveId = 'Give the ID of the one that is meant; ask the person if that isn’t clear.';
	if (meant.length > 1) return invalidInput(`${what} is the name of ${meant.length}: ${listed(meant)}`, giveId);
	const whole = isWhole ? '' : ', as far as its list could be read, which is long';
	if (meant.length === 1) return invalidInput(`${what} may be the name of more than one${whole}. Found: ${listed(meant)}`, giveId);
	if (all.length === 0) return invalidInput(`${what} is neither an ID nor the name of any in the list${whole}`, 'Give the ID, or the whole name.');
	return invalidInput(`${what} is neither an ID nor a whole name${whole}. Alike: ${listed(all)}`, giveId);
}

/** `"Sales (+1 415 555 0100)" has the ID 11; …` */
function listed(entries: INodeListSearchItems[]): string {
	const shown = entries.slice(0, MOST_CANDIDATES).map(({ name, value }) => `${quoted(name)} has the ID ${String(value)}`);
	const more = entries.length > MOST_CANDIDATES ? `; and ${entries.length - MOST_CANDIDATES} more` : '';
	return `${shown.join('; ')}${more}`;
}

/** What a list search knows in the editor: the form as it is filled in, and the way to the provider. */
function asEditor(form: ItemForm, { context, operationName, timezone }: Run): ILoadOptionsFunctions {
	const [resource, operation] = operationName.split('.');
	return {
		getNode: () => context.getNode(),
		getCredentials: async (type: string) => await context.getCredentials(type, 0),
		getTimezone: () => timezone,
		getCurrentNodeParameter: (name: string) => (({ resource, operation }) as Record<string, string>)[name] ?? form.parameter(name),
		helpers: context.helpers,
	} as unknown as ILoadOptionsFunctions;
}
