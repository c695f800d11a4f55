import { randomUUID } from 'node:crypto';

import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call, Provider } from '../provider.ts';
import { accountOf } from './authentication.ts';
import { createOrUpdateContacts } from './contacts.ts';
import * as reading from './reading.ts';
import * as sending from './sending.ts';
import { seed } from './state.ts';
import type { HeymarketState } from './state.ts';
import { table } from './table.ts';

/** The recipients that a send names: numbers, conversations, lists, and the `to:` addresses of a new mail. */
function recipients(operationId: string, { body }: Pick<Call, 'body'>): string[] {
	if (!operationId.startsWith('send') || body === null || typeof body !== 'object') return [];
	const { phone_number, chat_id, convo_id, list_id, targets } = body as Record<string, unknown>;
	const named = Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [];
	return [
		...(typeof phone_number === 'string' ? [phone_number] : []),
		...[chat_id, convo_id].filter((id) => id !== undefined).map((id) => `conversation ${String(id)}`),
		...(list_id === undefined ? [] : [`list ${String(list_id)}`]),
		...(operationId === 'sendEmail' ? sending.addressesOf(named, 'to:').map((each) => each.toLowerCase()) : named),
	];
}

export function heymarket(): Provider<HeymarketState> {
	const operation =
		(operate: (state: HeymarketState, call: Call) => Answer) =>
		(call: Call): Answer =>
			operate(provider.state, call);
	const provider: Provider<HeymarketState> = {
		name: 'heymarket',
		longestBody: 10_000_000,
		state: seed(),
		reset() {
			provider.state = seed();
		},
		limits: { minute: { count: 500, window: 60_000, kind: 'fixed' } },
		headers: () => ({ 'X-Request-Id': randomUUID() }),
		authenticate(arrival) {
			const found = accountOf(arrival.headers['authorization'], Date.now());
			return 'account' in found ? found : { refusal: provider.unauthorized(), reason: found.reason };
		},
		limited: (_operationId, _arrival, account) => [{ limit: 'minute', whose: account, counts: 'requests' }],
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
			getTeam: operation(reading.getTeam),
			markConversationRead: operation(reading.markConversationRead),
			createOrUpdateContacts: operation(createOrUpdateContacts),
			...Object.fromEntries(Object.entries(table).map(([name, operate]) => [name, operation(operate)])),
		},
	};
	return provider;
}
