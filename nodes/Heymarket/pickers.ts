import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';
import { ask, matching, searchPages, type Pickers, type Question } from '../shared/picker';
import { justAfter } from './pages';
import { heymarket } from './provider';

async function rowsFor(context: ILoadOptionsFunctions, question: Question): Promise<IDataObject[]> {
	const rows = await ask(context, heymarket, question);
	return Array.isArray(rows) ? rows : [];
}

async function inboxes(context: ILoadOptionsFunctions): Promise<IDataObject[]> {
	return await rowsFor(context, { method: 'GET', path: '/v1/inboxes' });
}

/** The inbox chosen in the form, whichever of the operations' inbox fields is shown. */
function chosenInbox(context: ILoadOptionsFunctions): string | undefined {
	for (const name of ['inbox', 'emailInbox']) {
		const chosen = context.getCurrentNodeParameter(name, { extractValue: true });
		if (chosen !== undefined && chosen !== null && chosen !== '') return String(chosen);
	}
	return undefined;
}

function named(row: IDataObject, details: unknown): INodeListSearchItems {
	const name = String(row.name ?? row.id);
	return { name: details ? `${name} (${String(details)})` : name, value: String(row.id) };
}

/** A list that comes page by page behind a date cursor: `updated` of its last row. */
function byDate(path: string, entry: (row: IDataObject) => INodeListSearchItems, asked: IDataObject = {}): Pickers[string] {
	return async function search(this, filter, paginationToken) {
		const seen = new Set<string>();
		return await searchPages(
			async (token) => {
				const rows = await rowsFor(this, { method: 'POST', path, body: token ? { ...asked, date: token } : asked });
				const entries = rows.map(entry).filter(({ value }) => !seen.has(String(value)));
				for (const { value } of entries) seen.add(String(value));
				const last = rows.at(-1)?.updated;
				const next = entries.length > 0 && typeof last === 'string' ? justAfter(last) : undefined;
				return { entries, next: next === token ? undefined : next };
			},
			filter,
			paginationToken,
		);
	};
}

/** What the locators of the Heymarket node search. */
export const pickers: Pickers = {
	async searchInboxes(filter) {
		const rows = await inboxes(this);
		return { results: matching(rows.map((row) => named(row, row.phone ?? (row.phones as string[] | undefined)?.[0])), filter) };
	},

	/** Members by name: an inbox holds their numbers only, the team their names. */
	async searchMembers(filter) {
		const chosen = chosenInbox(this);
		const team = (await ask(this, heymarket, { method: 'GET', path: '/v1/team' })) as { members?: IDataObject[] };
		const inbox = chosen === undefined ? undefined : (await inboxes(this)).find(({ id }) => String(id) === chosen);
		const ofInbox = inbox?.members as number[] | undefined;
		const members = (team.members ?? []).filter(({ id }) => ofInbox?.includes(Number(id)) ?? true);
		return { results: matching(members.map((member) => named(member, member.role)), filter) };
	},

	searchTemplates: byDate('/v1/templates', (row) => named(row, undefined)),

	searchLists: byDate('/v1/lists', (row) => named(row, undefined)),

	async searchSurveys(filter, paginationToken) {
		return await searchPages(
			async (token) => {
				const page = Number(token ?? 1);
				const limit = 50;
				const rows = await rowsFor(this, { method: 'POST', path: '/v1/surveys', body: { limit, page } });
				return { entries: rows.map((row) => named(row, row.type)), next: rows.length < limit ? undefined : String(page + 1) };
			},
			filter,
			paginationToken,
		);
	},

	// The member number 0 stands for all inboxes (providers/heymarket.md section 6).
	searchConversations: byDate('/v1/conversations', (row) => named(row, row.target), { id: 0, filters: {} }),
};
