import { json, Refusal } from '../answer.ts';
import type { Collection, Operate } from '../collections.ts';
import { asStored, house, inData } from './house.ts';
import { invalid, notFound, refusal } from './refusals.ts';
import { newId, timeOf } from './state.ts';
import type { WhippyState } from './state.ts';

/** What endpoints belong to. Its API key signs what is posted to them. */
export interface Application {
	id: string;
	name: string;
	description: string;
	active: boolean;
	created_at: string;
	updated_at: string;
}

/** An address that is told of events. */
export interface Endpoint {
	id: string;
	developer_application_id: string;
	url: string;
	event_types: string[];
	active: boolean;
	created_at: string;
	updated_at: string;
}

const { list, create, update, remove } = house;

const applications: Collection<WhippyState, Application> = { name: 'Developer application', rows: (state) => state.applications };
const endpoints: Collection<WhippyState, Endpoint> = { name: 'Developer endpoint', rows: (state) => state.endpoints };

function stored<Row>(body: unknown): Row {
	const now = timeOf(Date.now());
	return { id: newId(), ...(body as object), created_at: now, updated_at: now } as Row;
}

function change(row: Application | Endpoint, { body }: { body: unknown }): void {
	Object.assign(row, body, { updated_at: timeOf(Date.now()) });
}

/** Nobody has seen these requests, so the sandbox can also do without them. */
function listable(operate: Operate<WhippyState>): Operate<WhippyState> {
	return (state, call) => {
		if (state.unknowns.developerLists === 'missing') throw notFound('Not Found');
		return operate(state, call);
	};
}

function changeable(kind: 'update' | 'delete', operate: Operate<WhippyState>): Operate<WhippyState> {
	return (state, call) => {
		const may = state.unknowns.developerChanges;
		if (may === 'none') throw notFound('Not Found');
		if (may === 'update' && kind === 'delete') throw new Refusal(refusal(405, 'Method Not Allowed'));
		return operate(state, call);
	};
}

/** The requests about webhooks. */
export const developers: Record<string, Operate<WhippyState>> = {
	getDeveloperApplications: listable(list(applications, asStored)),
	createDeveloperApplication: create(applications, ({ body }) => stored<Application>(body), inData, 201),
	updateDeveloperApplication: changeable('update', update(applications, change, inData)),
	deleteDeveloperApplication: changeable('delete', (state, call) => {
		const answer = remove(applications, inData)(state, call);
		state.endpoints = state.endpoints.filter(({ developer_application_id: of }) => of !== call.params['id']);
		return answer;
	}),
	getDeveloperEndpoints: listable(list(endpoints, asStored)),
	createDeveloperEndpoint(state, call) {
		const endpoint = stored<Endpoint>(call.body);
		if (!state.applications.some(({ id }) => id === endpoint.developer_application_id)) throw invalid('developer_application_id: does not exist');
		state.endpoints.push(endpoint);
		return json(201, inData(endpoint));
	},
	updateDeveloperEndpoint: changeable('update', update(endpoints, change, inData)),
	deleteDeveloperEndpoint: changeable('delete', remove(endpoints, inData)),
};
