import { NodeOperationError, type IDataObject, type ILoadOptionsFunctions, type INodeListSearchItems } from 'n8n-workflow';
import { ask, called, chosenIn, matching, rowsFor, type ListSearches } from '../../shared/listSearch';
import { pathOf } from '../../shared/security/path';
import { uuid } from '../../shared/values/ids';
import { attempt } from '../../shared/values/invalid';
import { objectOrNone, objectsIn } from '../../shared/values/objects';
import { shownNumber } from '../../shared/values/phone';
import { whippy } from '../provider';
import { searchByOffset } from './listSearch';

/** The most rows that one answer holds. */
const MOST_ROWS = 500;

/** A row by its title or name, and by what else tells it apart. */
function entryOf(row: IDataObject, name: unknown, ...details: unknown[]): INodeListSearchItems {
	const words = typeof name === 'string' && name.trim() !== '' ? name.trim() : String(row.id);
	return called({ name: [words, ...details.filter(Boolean).map(String)].join(', '), value: String(row.id) }, words);
}

/** The ID that is chosen in another locator of the form. @throws NodeOperationError that says what to choose */
function chosen(context: ILoadOptionsFunctions, name: string, words: string): string {
	const { good } = attempt(() => uuid(chosenIn(context, name)));
	if (good === undefined) throw new NodeOperationError(context.getNode(), `Choose ${words} first`);
	return good;
}

/** The custom object that is chosen in the form. */
async function chosenCustomObject(context: ILoadOptionsFunctions): Promise<IDataObject | undefined> {
	const id = chosen(context, 'customObject', 'a custom object');
	const rows = await rowsFor(context, whippy, { method: 'GET', path: '/v1/custom_objects', query: { limit: MOST_ROWS, offset: 0 } });
	return rows.find((row) => row.id === id);
}

/** The properties of the custom object that is chosen in the form. */
export async function chosenProperties(context: ILoadOptionsFunctions): Promise<IDataObject[]> {
	const { custom_properties: properties } = (await chosenCustomObject(context)) ?? {};
	return objectsIn(properties);
}

/** A person of a row. */
function personIn({ contact }: IDataObject): string | undefined {
	const { name, phone, email } = (contact ?? {}) as IDataObject;
	return [name, phone && shownNumber(String(phone)), email].filter(Boolean).map(String).join(', ') || undefined;
}

/** A list under one path, whose pages come by offset. */
function listAt(path: string, entry: (row: IDataObject) => INodeListSearchItems): ListSearches[string] {
	return async function search(this, filter, paginationToken) {
		return await searchByOffset(this, { path, entry }, filter, paginationToken);
	};
}

/** What the locators of campaigns, sequences, custom objects and AI agents search. */
export const outreachSearch: ListSearches = {
	searchCampaigns: listAt('/v1/campaigns', (row) => entryOf(row, row.title, row.status)),

	searchSequences: listAt('/v1/sequences', (row) => entryOf(row, row.title, row.status === 'active' ? undefined : row.status)),

	searchAgents: listAt('/v1/agents', (row) => entryOf(row, row.name, row.status === 'active' ? undefined : row.status)),

	searchCustomObjects: listAt('/v1/custom_objects', (row) => entryOf(row, row.label ?? row.key)),

	searchAutomationTemplates: listAt('/v1/automations/templates', (row) => entryOf(row, row.title, row.archived ? 'archived' : undefined)),

	/** The steps of the chosen sequence. */
	async searchSteps(filter) {
		const id = chosen(this, 'sequence', 'a sequence');
		const { steps } = objectOrNone(await ask(this, whippy, { method: 'GET', path: pathOf('/v1/sequences/{id}', { id }) }));
		return { results: matching(objectsIn(steps).map((step) => entryOf(step, step.title)), filter) };
	},

	/** The runs of the chosen sequence, by whose they are. */
	async searchRuns(filter, paginationToken) {
		const path = pathOf('/v1/sequences/{id}/sequence_runs', { id: chosen(this, 'sequence', 'a sequence') });
		return await searchByOffset(this, { path, entry: (row) => entryOf(row, personIn(row), row.status) }, filter, paginationToken);
	},

	/** The records of the chosen custom object, by their external IDs. */
	async searchRecords(filter, paginationToken) {
		const path = pathOf('/v1/custom_objects/{id}/records', { id: chosen(this, 'customObject', 'a custom object') });
		return await searchByOffset(this, { path, entry: (row) => entryOf(row, row.external_id, row.associated_resource_type) }, filter, paginationToken);
	},

	/** The properties of the chosen custom object. */
	async searchProperties(filter) {
		const properties = await chosenProperties(this);
		return { results: matching(properties.map((row) => entryOf(row, row.label ?? row.key)), filter) };
	},
};
