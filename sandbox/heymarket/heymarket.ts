import { randomUUID } from 'node:crypto';

import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Arrival, Call, Provider } from '../provider.ts';
import { accountOf, automationOf } from './authentication.ts';
import { isAutomation, runAutomation } from './automations.ts';
import * as channels from './channelContacts.ts';
import { createContact, createOrUpdateContacts, findContact, getContactStatus, setContactStatus } from './contacts.ts';
import { Deliveries } from '../deliveries.ts';
import { reportMessage } from './events.ts';
import { conversationChanges } from './conversations.ts';
import { createContactFields } from './records.ts';
import * as reading from './reading.ts';
import * as sending from './sending.ts';
import { scheduleMessage, updateScheduledMessage } from './schedules.ts';
import { seed } from './state.ts';
import type { HeymarketState } from './state.ts';
import { table } from './table.ts';
import { unknowns } from './unknowns.ts';
import { updateUsers } from './users.ts';

/** The recipients that a send names: numbers, conversations, lists, and the `to:` addresses of a new mail. */
function recipients(operationId: string, { body }: Pick<Call, 'body'>): string[] {
	if (!/^(?:send|schedule|updateScheduled|run)/.test(operationId) || body === null || typeof body !== 'object') return [];
	const { phone_number, chat_id, convo_id, conversation_id, list_id, targets } = body as Record<string, unknown>;
	const named = Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [];
	return [
		...(typeof phone_number === 'string' ? [phone_number] : []),
		...[chat_id, convo_id, conversation_id].filter((id) => id !== undefined).map((id) => `conversation ${String(id)}`),
		...(list_id === undefined ? [] : [`list ${String(list_id)}`]),
		...(operationId === 'sendEmail' ? sending.addressesOf(named, 'to:').map((each) => each.toLowerCase()) : named),
	];
}

/** A send of a template or a survey without its media, which the contract forbids beside them. */
function withoutMedia(arrival: Arrival): Arrival {
	const { body } = arrival;
	if (arrival.path !== '/v1/message/send' || body === null || typeof body !== 'object') return arrival;
	if (!('template_id' in body) && !('survey_id' in body)) return arrival;
	const rest: Record<string, unknown> = { ...body };
	delete rest['media_url'];
	return { ...arrival, body: rest };
}

/** @param deliveries what posts to webhooks */
export function heymarket(deliveries = new Deliveries()): Provider<HeymarketState> {
	const begin = (): HeymarketState => {
		const state = seed();
		state.stored = (message) => reportMessage(state, deliveries, message);
		return state;
	};
	const operation =
		(operate: (state: HeymarketState, call: Call) => Answer) =>
		(call: Call): Answer =>
			operate(provider.state, call);
	const provider: Provider<HeymarketState> = {
		name: 'heymarket',
		longestBody: 10_000_000,
		state: begin(),
		reset() {
			provider.state = begin();
		},
		unknowns: { table: unknowns, answering: () => provider.state.unknowns },
		judged: (arrival) => (provider.state.unknowns.mediaWithTemplate === 'accepted' ? withoutMedia(arrival) : arrival),
		limits: { minute: { count: 500, window: 60_000, kind: 'fixed' } },
		headers: () => ({ 'X-Request-Id': randomUUID() }),
		authenticate(arrival) {
			const { authorization } = arrival.headers;
			const found = isAutomation(arrival.path) ? automationOf(authorization) : accountOf(authorization, Date.now());
			return 'account' in found ? found : { refusal: provider.unauthorized(), reason: found.reason };
		},
		limited: (_operationId, { path }, account) => (isAutomation(path) ? [] : [{ limit: 'minute', whose: account, counts: 'requests' }]),
		throttled: () => json(429, { message: 'Rate limit exceeded' }),
		unauthorized: () => json(401, { message: 'Unauthorized' }),
		refuse: ({ kind, detail }) => json(kind === 'unknown-operation' ? 404 : 400, { message: detail }),
		tooLarge: () => json(413, { message: 'Request entity too large' }),
		recipients,
		operations: {
			sendMessage: operation(sending.sendMessage),
			sendEmail: operation(sending.sendEmail),
			getMessages: operation(reading.getMessages),
			getTeamMessages: operation(reading.getTeamMessages),
			getContactStatus: operation(getContactStatus),
			updateUsers: operation(updateUsers),
			runAutomation: operation(runAutomation),
			createOrUpdateContacts: operation(createOrUpdateContacts),
			scheduleMessage: operation(scheduleMessage),
			updateScheduledMessage: operation(updateScheduledMessage),
			createContact: operation(createContact),
			findContact: operation(findContact),
			setContactStatus: operation(setContactStatus),
			createContactFields: operation(createContactFields),
			createChannelContact: operation(channels.createChannelContact),
			searchContacts: operation(channels.searchContacts),
			createOrUpdateChannelContacts: operation(channels.createOrUpdateChannelContacts),
			deleteContacts: operation(channels.deleteContacts),
			addContactChannel: operation(channels.addContactChannel),
			updateContactChannel: operation(channels.updateContactChannel),
			getContactChannel: operation(channels.getContactChannel),
			...Object.fromEntries(Object.entries({ ...table, ...conversationChanges }).map(([name, operate]) => [name, operation(operate)])),
		},
	};
	return provider;
}
