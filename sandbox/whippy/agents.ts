import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Collection, Operate } from '../collections.ts';
import type { Call } from '../provider.ts';
import { asStored, house } from './house.ts';
import { fits } from './query.ts';
import { invalid, notFound } from './refusals.ts';
import { id, newId, timeOf } from './state.ts';
import type { WhippyState } from './state.ts';

export interface Agent {
	id: string;
	name: string;
	status: 'active' | 'inactive';
	current_version: { id: string };
	created_at: string;
	updated_at: string;
}

export interface CustomEvent {
	id: string;
	event: string;
	associated_resources: { resource: string; id: string }[];
	external_id: string | null;
	payload: object;
	timestamp: string | null;
}

/** More agents than fit on a page of the editor's lists; the second is not active. */
export function agentsOf(firstDay: number): Agent[] {
	return Array.from({ length: 55 }, (_, index): Agent => ({
		id: id(30, index + 1),
		name: index === 0 ? 'Front Desk Agent' : `Robot ${index + 1}`,
		status: index === 1 ? 'inactive' : 'active',
		current_version: { id: id(31, index + 1) },
		created_at: timeOf(firstDay + index, 1),
		updated_at: timeOf(firstDay + index, 1),
	}));
}

const agentRows: Collection<WhippyState, Agent> = { name: 'Agent', rows: ({ agents }) => agents };

interface Talk {
	from: string;
	to: string;
	type?: string;
	schedule_at?: string;
}

function activeAgent(state: WhippyState, { params }: Call): Agent {
	const agent = state.agents.find((each) => each.id === params['id']);
	if (agent === undefined) throw notFound('Agent not found');
	if (agent.status !== 'active') throw invalid('the agent is not active');
	return agent;
}

/** POST /v1/agents/{id}/call */
function startAgentCall(state: WhippyState, call: Call): Answer {
	const agent = activeAgent(state, call);
	const { from, to } = call.body as Talk;
	if (!state.channels.some((each) => each.phone === from && each.support_ai_agent)) throw invalid(`from: no channel ${from} that supports AI agents`);
	call.accept({ kind: 'call', recipients: [to], marker: agent.name, messageId: newId() });
	return json(201, { message: 'Call initiated' });
}

/** The words for the types of a chat, in the two ways that are thinkable, with the types of channel that each is for. */
const chatTypes = {
	messages: { sms: 'phone', whatsapp: 'whatsapp', email: 'email' },
	channels: { phone: 'phone', whatsapp: 'whatsapp', email: 'email' },
} satisfies Record<string, Record<string, string>>;

/** POST /v1/agents/{id}/chat */
function startAgentChat(state: WhippyState, call: Call): Answer {
	const agent = activeAgent(state, call);
	const { from, to, type = '', schedule_at: at } = call.body as Talk;
	const kind = (chatTypes[state.unknowns.chatTypes] as Record<string, string>)[type];
	if (kind === undefined) throw invalid(`type: ${type} is none of ${Object.keys(chatTypes[state.unknowns.chatTypes]).join(', ')}`);
	const isFrom = (each: { phone: string | null; address: string | null }) => each.phone === from || each.address?.toLowerCase() === from.toLowerCase();
	if (!state.channels.some((each) => each.type === kind && isFrom(each))) throw invalid(`from: no ${kind} channel ${from}`);
	if ((kind === 'email') !== to.includes('@')) throw invalid(`to: ${to} can't be reached by ${type}`);
	const session = newId();
	call.accept({ kind: 'chat', recipients: [to], marker: agent.name, messageId: session });
	return json(at === undefined ? 201 : 202, { data: { id: session } });
}

function store(state: WhippyState, body: Partial<CustomEvent> & { event: string }): CustomEvent {
	const known: Record<string, { id: string }[]> = {
		campaign: state.campaigns,
		contact: state.contacts,
		conversation: state.conversations,
		message: state.messages,
		sequence: state.sequences,
	};
	const strange = body.associated_resources?.find((each) => !known[each.resource]?.some((row) => row.id === each.id));
	if (strange !== undefined) throw invalid(`associated_resources: no ${strange.resource} ${strange.id}`);
	return { id: newId(), event: body.event, associated_resources: body.associated_resources ?? [], external_id: body.external_id ?? null, payload: body.payload ?? {}, timestamp: body.timestamp ?? null };
}

/** POST /v1/custom_events */
function createCustomEvent(state: WhippyState, { body }: Call): Answer {
	const made = store(state, body as CustomEvent);
	state.customEvents.push(made);
	return json(201, { data: made });
}

/** POST /v1/custom_events/bulk: one bad event refuses all. */
function createCustomEvents(state: WhippyState, { body }: Call): Answer {
	const successful = (body as { events: CustomEvent[] }).events.map((each) => store(state, each));
	state.customEvents.push(...successful);
	return json(201, { data: { successful, queued: [], failed: [] } });
}

/** AI agents and custom events. */
export const agents: Record<string, Operate<WhippyState>> = {
	getAgents: house.list(agentRows, asStored, { wanted: ({ query }) => (row) => fits(query, { name: row.name }) }),
	getAgent: house.get(agentRows),
	startAgentCall,
	startAgentChat,
	createCustomEvent,
	createCustomEvents,
};
