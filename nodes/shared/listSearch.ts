import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IHttpRequestMethods,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { attempting, exchanging } from './later';
import type { Provider } from './provider';
import { isBlank, trimmed } from './values/invalid';
import { objectsIn } from './values/objects';

/** A request for the entries of a list in the editor. */
export interface Question {
	method: IHttpRequestMethods;
	/** Without anything from a person in it: lists are asked for by query and body. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** Whether what the provider wraps around its data is wanted as well. */
	whole?: boolean;
}

/** The list search functions of a node, under the names that its locators give. */
export type ListSearches = Record<
	string,
	(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>
>;

/**
 * What is chosen in a locator of the form; undefined where nothing is. n8n's own way throws if the form has no such field,
 * and a form may still hold the value of another one.
 */
export function chosenIn(context: ILoadOptionsFunctions, name: string): string | undefined {
	const held = context.getCurrentNodeParameter(name) as { value?: unknown } | string | number | undefined | null;
	const chosen = typeof held === 'object' ? held?.value : held;
	return chosen === undefined || chosen === null || chosen === '' ? undefined : String(chosen);
}

/** As `chosenIn`, of a locator that has to be filled in before this one. @throws NodeOperationError where nothing is chosen */
export function chosenFirst(context: ILoadOptionsFunctions, name: string): string {
	const chosen = chosenIn(context, name);
	if (chosen === undefined) throw new NodeOperationError(context.getNode(), `Choose ${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name} first`);
	return chosen.toLowerCase();
}

/** So much of a text that a person knows it by. */
export function beginning(text: unknown): string | undefined {
	if (typeof text !== 'string') return undefined;
	const characters = Array.from(text);
	return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : text;
}

/** Nobody looks at an opening list for longer. */
const PATIENCE = { maxWaitMs: 5_000, first: true, repeats: 0 };

/**
 * Asks the provider for a list while a person looks at the editor: through the same limits as the runs of this process, in
 * front of them.
 * @returns the answer without the provider's envelope
 * @throws NodeApiError in the provider's own words, with what to do
 */
export async function ask(context: ILoadOptionsFunctions, provider: Provider, { method, path, query = {}, body = {}, whole = false }: Question): Promise<unknown> {
	const credentials = await context.getCredentials(provider.credential);
	const sender = new (exchanging().Sender)(provider, context, credentials);
	const result = await attempting().attempt({
		sender,
		operation: { effect: 'read' },
		target: { method, path },
		request: { method, url: path, query, body },
		settings: {},
		patience: PATIENCE,
		timezone: context.getTimezone(),
	});
	if ('answer' in result) return whole ? result.answer.body : provider.unwrap(result.answer.body);
	const { message, advice, status, code } = result.failure;
	throw new NodeApiError(context.getNode(), {}, {
		message,
		description: code === 'rate_limited' || code === 'no_answer' ? 'Open the list again later.' : advice,
		httpCode: status === undefined ? undefined : String(status),
	});
}

/** Asks as `ask` does for a list; what is no list has no rows. */
export async function rowsFor(context: ILoadOptionsFunctions, provider: Provider, question: Question): Promise<IDataObject[]> {
	return objectsIn(await ask(context, provider, question));
}

/** By which words an entry may be named, where that is not the whole of what a list shows. */
const calledBy = new WeakMap<INodeListSearchItems, string[]>();

/**
 * An entry that an AI model may name by each of these words: what the person who is meant would call it. Empty ones and those
 * that are no text drop.
 */
export function called(entry: INodeListSearchItems, ...words: unknown[]): INodeListSearchItems {
	calledBy.set(entry, words.filter((word): word is string => typeof word === 'string' && !isBlank(word)));
	return entry;
}

/** Whether an entry has exactly this name, in capitals or not, or this number, however it is written. */
export function isCalled(entry: INodeListSearchItems, words: string): boolean {
	const digits = digitsTyped(words);
	return [entry.name, ...(calledBy.get(entry) ?? [])].some(
		(name) => alike(name) === alike(words) || (digits !== undefined && digits.length > 5 && digitsTyped(name) === digits),
	);
}

function alike(words: string): string {
	return inOneLine(words).normalize('NFC').toLowerCase();
}

/** Words without blanks around them, and with one space between two. */
export function inOneLine(words: string): string {
	return trimmed(words).replace(/\s+/g, ' ');
}

/** The entries whose name or value holds what the person typed, a phone number in any spelling. */
export function matching(entries: INodeListSearchItems[], filter: string | undefined): INodeListSearchItems[] {
	const typed = filter?.trim().toLowerCase();
	if (!typed) return entries;
	const digits = digitsTyped(typed);
	return entries.filter(
		({ name, value }) =>
			name.toLowerCase().includes(typed) ||
			String(value).toLowerCase().includes(typed) ||
			(digits !== undefined && numbersIn(name).some((number) => number.includes(digits))),
	);
}

/** The digits of what may be (a part of) a phone number, without the zeros that it isn't written with abroad; undefined for other words. */
function digitsTyped(typed: string): string | undefined {
	if (!/^[+\d\s().\p{Pd}/]+$/u.test(typed)) return undefined;
	const digits = typed.replace(/\D/g, '').replace(/^0+/, '');
	return digits.length > 2 ? digits : undefined;
}

/** The phone numbers that a name shows, in digits. */
function numbersIn(name: string): string[] {
	return Array.from(name.matchAll(/\+?\d[\d ().-]{5,}/g), ([number]) => number.replace(/\D/g, ''));
}

/** A list that the provider gives page by page without searching: pages of one look into the list are bounded. */
const MOST_PAGES_SEARCHED = 20;

/**
 * Goes through pages until some entries match or the list ends.
 * @param pageAt the entries behind a pagination token (undefined for the first page) and the token of the next page
 */
export async function searchPages(
	pageAt: (token: string | undefined) => Promise<{ entries: INodeListSearchItems[]; next?: string }>,
	filter: string | undefined,
	from: string | undefined,
): Promise<INodeListSearchResult> {
	let token = from;
	for (let page = 1; ; page++) {
		const { entries, next } = await pageAt(token);
		const results = matching(entries, filter);
		if (results.length > 0 || next === undefined || page === MOST_PAGES_SEARCHED) return { results, paginationToken: next };
		token = next;
	}
}
