import type { Answer } from '../answer.ts';
import { credentials } from '../credentials.ts';
import { Deliveries } from '../deliveries.ts';
import type { Call, Provider } from '../provider.ts';
import { report } from './deliveries.ts';
import { getConversation } from './conversations.ts';
import { refusal } from './refusals.ts';
import * as sending from './sending.ts';
import { seed } from './state.ts';
import type { WhippyState } from './state.ts';
import { table } from './table.ts';
import { unknowns } from './unknowns.ts';

/** What may be done ten times a minute (vendor's page on rate limits). */
const slow = ['sendCampaign', 'addSequenceContacts', 'removeSequenceContacts'];

/** @param deliveries what posts to endpoints */
export function whippy(deliveries = new Deliveries()): Provider<WhippyState> {
	const begin = (): WhippyState => {
		const state = seed();
		state.stored = (message) => report(state, deliveries, 'message.created', message);
		return state;
	};
	const operation =
		(operate: (state: WhippyState, call: Call) => Answer) =>
		(call: Call): Answer =>
			operate(provider.state, call);
	const provider: Provider<WhippyState> = {
		name: 'whippy',
		longestBody: 8_000_000,
		state: begin(),
		reset() {
			provider.state = begin();
		},
		unknowns: { table: unknowns, answering: () => provider.state.unknowns },
		// Whippy doesn't document whether its window is fixed or sliding. A sliding one is the strictest.
		limits: {
			standard: { count: 25, window: 1_000, kind: 'sliding' },
			organization: { count: 50, window: 1_000, kind: 'sliding' },
			// Writes of campaigns and sequences.
			slow: { count: 10, window: 60_000, kind: 'sliding' },
		},
		headers: () => ({}),
		authenticate({ headers }) {
			const key = headers['x-whippy-key'];
			if (key === credentials.whippy.apiKey) return { account: 'demo' };
			return { refusal: provider.unauthorized(), reason: key === undefined ? 'no X-WHIPPY-KEY' : 'an unknown key' };
		},
		limited(operationId, _arrival, account) {
			const standard = operationId === 'getOrganization' ? 'organization' : 'standard';
			const limits = [...(slow.includes(operationId) ? ['slow'] : []), standard];
			return limits.map((limit) => ({ limit, whose: account, counts: 'requests' }));
		},
		throttled({ wait }) {
			const answer = refusal(429, 'Rate limit exceeded');
			if (provider.state.unknowns.millisecondsHeader === 'missing') return answer;
			return { ...answer, headers: { 'X-RateLimit-Remaining-Interval-Milliseconds': String(Math.ceil(wait)) } };
		},
		unauthorized: () => refusal(401, 'Not authenticated'),
		refuse({ kind, detail }) {
			if (kind === 'unknown-operation') return refusal(404, detail);
			return refusal(kind === 'contract' ? 422 : 400, detail);
		},
		tooLarge: () => refusal(413, 'Request Entity Too Large'),
		recipients(operationId, { body }) {
			if (operationId === 'createNote') return [];
			const { to } = (body ?? {}) as { to?: string | { phone?: string }[] };
			const people = typeof to === 'string' ? [to] : (to ?? []).flatMap(({ phone }) => phone ?? []);
			return people.map((each) => each.toLowerCase());
		},
		operations: {
			sendEmail: operation(sending.sendEmail),
			sendSms: operation(sending.sendSms),
			sendFax: operation(sending.sendFax),
			createNote: operation(sending.createNote),
			getConversation: operation(getConversation),
			...Object.fromEntries(Object.entries(table).map(([name, operate]) => [name, operation(operate)])),
		},
	};
	return provider;
}
