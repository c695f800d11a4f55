import {
	NodeApiError,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestMethods,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { failureOf, limitedUntil } from './delivery/failure';
import { outcomeOf, outcomeOfThrown, type Outcome } from './delivery/outcome';
import type { Answer, Provider } from './provider';
import { baseUrlOf, withoutSecrets } from './request/credentials';

/** A request for the entries of a list in the editor. */
export interface Question {
	method: IHttpRequestMethods;
	/** Without anything from a person in it: lists are asked for by query and body. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
}

/** The list search functions of a node, under the names that its locators give. */
export type Pickers = Record<
	string,
	(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>
>;

/**
 * Asks the provider for a list while a person looks at the editor.
 * @returns the answer without the provider's envelope
 * @throws NodeApiError in the provider's own words, with what to do
 */
export async function ask(context: ILoadOptionsFunctions, provider: Provider, question: Question): Promise<unknown> {
	const credentials = await context.getCredentials(provider.credential);
	let outcome = await exchangeOnce(context, provider, credentials, question);
	if (outcome.kind === 'unauthorized' && provider.forgetToken) {
		provider.forgetToken(credentials);
		outcome = await exchangeOnce(context, provider, credentials, question);
	}
	if (outcome.kind === 'accepted') return provider.unwrap(outcome.answer.body);
	const endeavour = { provider, credentials, effect: 'read', timezone: context.getTimezone() } as const;
	const failure =
		outcome.kind === 'throttled'
			? limitedUntil(Date.now() + (outcome.waitMs ?? 1_000), 'too many requests', endeavour)
			: failureOf(outcome, endeavour);
	throw new NodeApiError(context.getNode(), {}, {
		message: withoutSecrets(failure.message, credentials),
		description: failure.advice,
		httpCode: failure.status === undefined ? undefined : String(failure.status),
	});
}

/** Asks as `ask` does for a list; an answer that is none has no rows. */
export async function rowsFor(context: ILoadOptionsFunctions, provider: Provider, question: Question): Promise<IDataObject[]> {
	const rows = await ask(context, provider, question);
	return Array.isArray(rows) ? rows : [];
}

async function exchangeOnce(
	context: ILoadOptionsFunctions,
	provider: Provider,
	credentials: ICredentialDataDecryptedObject,
	question: Question,
): Promise<Outcome> {
	try {
		const baseURL = baseUrlOf(credentials);
		const { statusCode, headers, body } = await context.helpers.httpRequestWithAuthentication.call(
			context,
			provider.credential,
			{
				method: question.method,
				baseURL,
				url: question.path,
				qs: question.query,
				// n8n leaves out a body that is an empty object; these APIs want one.
				...(question.body && { body: Object.keys(question.body).length > 0 ? question.body : '{}' }),
				headers: { Accept: 'application/json', ...(question.body && { 'Content-Type': 'application/json' }) },
				json: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				returnFullResponse: true,
			},
		);
		return outcomeOf(provider, { status: statusCode, headers, body } as Answer);
	} catch (thrown) {
		return outcomeOfThrown(provider, thrown);
	}
}

/** The entries whose name or value holds what the person typed. */
export function matching(entries: INodeListSearchItems[], filter: string | undefined): INodeListSearchItems[] {
	const typed = filter?.trim().toLowerCase();
	if (!typed) return entries;
	return entries.filter(
		({ name, value }) => name.toLowerCase().includes(typed) || String(value).toLowerCase().includes(typed),
	);
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
