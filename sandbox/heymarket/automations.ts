import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { credentials } from '../credentials.ts';
import type { Call } from '../provider.ts';
import { notFound } from './refusals.ts';
import type { HeymarketState } from './state.ts';

/** Whether a path is one of an automation, which has another host and another key than the API. */
export function isAutomation(path: string): boolean {
	return path.startsWith('/automations/');
}

/** POST /automations/{id}: what the automation does is made in Heymarket's app, so here it only counts as a message. */
export function runAutomation(state: HeymarketState, call: Call): Answer {
	if (call.params['id'] !== credentials.heymarket.automationId) throw notFound('Automation not found');
	const { phone_number, ...fields } = call.body as { phone_number: string };
	state.lastId += 1;
	call.accept({ kind: 'automation', recipients: [phone_number], marker: JSON.stringify(fields), messageId: String(state.lastId) });
	return json(200, { message: 'Request captured successfully' });
}
