import type { IDataObject } from 'n8n-workflow';
import type { Ask, Asked, Question } from '../../shared/trigger/ask';
import { dataOf, isObject, NotRegistered, type FoundHook, type HookIds, type Registration, type Removed, type Wanted } from '../../shared/trigger';

const APPLICATIONS = '/v1/developers/applications';
const APPLICATION = '/v1/developers/applications/{id}';
const ENDPOINTS = '/v1/developers/endpoints';
const ENDPOINT = '/v1/developers/endpoints/{id}';

/** An organization has a handful of them; a list that goes on and on doesn't heed its pages. */
const PAGE = 100;
const MOST_PAGES = 10;

/** Whippy has applications, each of one API key, and each with endpoints: addresses that it tells of events. */
export const registration: Registration = {
	/** Endpoints of this address: those of an application that this place has made come first. */
	async find(ask, { url, place }) {
		const endpoints = (await listOf(ask, ENDPOINTS))?.filter((endpoint) => endpoint.url === url) ?? [];
		if (endpoints.length === 0) return [];
		const applications = await listOf(ask, APPLICATIONS);
		const found = endpoints.map((endpoint): FoundHook => {
			const application = applications?.find(({ id }) => id === endpoint.developer_application_id);
			return {
				ids: idsOf(endpoint),
				events: [endpoint.event_types].flat().map(String),
				// Where applications can't be listed, the events have to tell.
				...(applications && { isOurs: isOf(application, place) }),
				isOff: endpoint.active === false || application?.active === false,
			};
		});
		return found.toSorted((one, other) => Number(other.isOurs ?? false) - Number(one.isOurs ?? false));
	},
	/** Its applications, also one whose endpoint was never made. */
	async left(ask, { place }) {
		const applications = (await listOf(ask, APPLICATIONS)) ?? [];
		return applications.filter((application) => isOf(application, place)).map(({ id }) => ({ application: String(id) }));
	},
	async exists(ask, { endpoint }) {
		if (endpoint === undefined) return false;
		const endpoints = await listOf(ask, ENDPOINTS);
		return endpoints === undefined || endpoints.some(({ id, active }) => id === endpoint && active !== false);
	},
	async create(ask, wanted, keep, kept) {
		if (kept.endpoint !== undefined && (await isDone(ask, changeOf(kept.endpoint, wanted)))) {
			await switchOn(ask, kept.application);
			return;
		}
		const known = kept.application ?? (await listOf(ask, APPLICATIONS))?.find((one) => isOf(one, wanted.place))?.id;
		const application = typeof known === 'string' ? known : await make(ask, APPLICATIONS, applicationOf(wanted));
		keep({ application });
		await switchOn(ask, known === undefined ? undefined : application);
		const endpoint = await make(ask, ENDPOINTS, { developer_application_id: application, url: wanted.url, event_types: wanted.events, active: true });
		keep({ endpoint });
	},
	async update(ask, wanted, { application, endpoint = '' }) {
		await dataOf(ask(changeOf(endpoint, wanted)));
		await switchOn(ask, application);
	},
	async remove(ask, { application, endpoint: known }, url) {
		const isOwn = (one: IDataObject) => one.developer_application_id === application && one.url === url;
		const endpoint = known ?? (await listOf(ask, ENDPOINTS))?.filter(isOwn).map(({ id }) => String(id))[0];
		const gone = endpoint === undefined ? undefined : await take(ask, ENDPOINTS, ENDPOINT, endpoint);
		if (gone === 'off') return { off: { ...(application !== undefined && { application }), endpoint: endpoint! } };
		if (gone === 'left') return { byHand: byHand(`the endpoint ${endpoint!}`, application) };
		return application === undefined ? {} : await removeApplication(ask, application);
	},
};

/** Removes what made the application of no use. An endpoint in it that isn't ours keeps it. */
async function removeApplication(ask: Ask, application: string): Promise<Removed> {
	const inside = (await listOf(ask, ENDPOINTS))?.filter(({ developer_application_id: of }) => of === application) ?? [];
	if (inside.length > 0) return {};
	const gone = await take(ask, APPLICATIONS, APPLICATION, application);
	if (gone === 'off') return { off: { application } };
	return gone === 'left' ? { byHand: byHand(`the application ${application}`) } : {};
}

function byHand(what: string, application?: string): string {
	const where = application === undefined ? '' : ` of the application ${application}`;
	return `Whippy could neither delete nor switch off ${what}${where}. Remove it in Whippy under Developers, or it goes on posting to this n8n.`;
}

/** Deletes something, or at least switches it off: nobody has seen either request, so Whippy may know neither. */
async function take(ask: Ask, list: string, path: string, id: string): Promise<'gone' | 'off' | 'left'> {
	if (await isDone(ask, { method: 'DELETE', path, ids: { id }, effect: 'write' })) return 'gone';
	const switched = await ask({ method: 'PUT', path, ids: { id }, body: { active: false }, effect: 'write' });
	if (!('failure' in switched)) return 'off';
	if (switched.failure.code !== 'refused') throw new NotRegistered(switched.failure);
	const all = await listOf(ask, list);
	return all === undefined || all.some((one) => one.id === id) ? 'left' : 'gone';
}

/** Whether a request that Whippy may not know was done. @throws NotRegistered where it was refused for another reason */
async function isDone(ask: Ask, question: Question): Promise<boolean> {
	const asked = await ask(question);
	if ('failure' in asked && !isUnknown(asked)) throw new NotRegistered(asked.failure);
	return !isUnknown(asked);
}

/** Whether Whippy has no such request, or no such record. */
function isUnknown(asked: Asked): boolean {
	return 'failure' in asked && (asked.failure.status === 404 || asked.failure.status === 405);
}

/** All records of a list; undefined where Whippy has no such list, or one that can't be read. */
async function listOf(ask: Ask, path: string): Promise<IDataObject[] | undefined> {
	const all = new Map<unknown, IDataObject>();
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const asked = await ask({ method: 'GET', path, query: { limit: PAGE, offset: page * PAGE } });
		if (isUnknown(asked)) return undefined;
		const rows = await dataOf(Promise.resolve(asked));
		if (!Array.isArray(rows)) return undefined;
		const before = all.size;
		for (const row of rows.filter(isObject)) all.set(row.id, row);
		if (rows.length < PAGE || all.size === before) break;
	}
	return [...all.values()];
}

function idsOf({ id, developer_application_id: application }: IDataObject): HookIds {
	return { endpoint: String(id), ...(typeof application === 'string' && { application }) };
}

/** The name tells people which workflow it is for, and this trigger whether it has made it. */
function applicationOf({ name, place }: Wanted): IDataObject {
	return { name: `${name} (${place})`, description: 'Made by a trigger in n8n, which removes it when its workflow is no longer active', active: true };
}

function isOf(application: IDataObject | undefined, place: string): boolean {
	return String(application?.name).endsWith(`(${place})`);
}

function changeOf(endpoint: string, { url, events }: Wanted): Question {
	return { method: 'PUT', path: ENDPOINT, ids: { id: endpoint }, body: { url, event_types: events, active: true }, effect: 'write' };
}

/** An application that was there may be switched off. Where Whippy knows no such request, nothing could have switched it off. */
async function switchOn(ask: Ask, application: string | undefined): Promise<void> {
	if (application === undefined) return;
	await isDone(ask, { method: 'PUT', path: APPLICATION, ids: { id: application }, body: { active: true }, effect: 'write' });
}

/** @returns the ID of what was made. @throws NotRegistered */
async function make(ask: Ask, path: string, body: IDataObject): Promise<string> {
	const made = await dataOf(ask({ method: 'POST', path, body, effect: 'write' }));
	if (isObject(made) && typeof made.id === 'string' && made.id !== '') return made.id;
	throw new NotRegistered({ code: 'outcome_unknown', outcome: 'unknown', message: 'Whippy did not say the ID of what it made', advice: 'Look in Whippy under Developers, and remove what is there of this workflow.' });
}
