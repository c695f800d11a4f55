import type { Deliveries } from '../deliveries.ts';
import { stored, unreachableDomain } from './state.ts';
import type { Message, SendookState, Webhook, WebhookAttempt } from './state.ts';

/** Something that Sendook tells webhooks of, in the form in which it posts it. */
export interface Told {
	event: string;
	inboxId?: string;
	messageId?: string;
	payload: object;
}

/** Nothing leaves this machine. */
const isHere = (url: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);

/** What is known of an attempt before anybody has answered. */
function attemptOf(state: SendookState, { _id }: Webhook, { event, payload, ...ids }: Told): Omit<WebhookAttempt, 'status'> {
	const common = stored(state);
	return { ...common, webhookId: _id, ...ids, payload: { event, payload }, timestamp: common.createdAt };
}

/** What the real server notes of an answer: a 500 whatever it was. */
function outcomeOf(status: number | undefined): Pick<WebhookAttempt, 'status' | 'response' | 'error'> {
	if (status !== undefined && status >= 200 && status < 300) return { status, response: '' };
	return { status: 500, error: status ? `Request failed with status code ${status}` : 'connect ECONNREFUSED' };
}

/**
 * Posts an event to all webhooks that are for it, of those with one address to the oldest, once and unsigned, and notes each
 * attempt. The real server answers a send only after all of them have answered; this one doesn't wait.
 */
export function tell(state: SendookState, deliveries: Deliveries, told: Told): void {
	const wanted = state.webhooks.filter(({ events }) => events.includes(told.event));
	for (const webhook of wanted.filter(({ url }, at) => wanted.findIndex((other) => other.url === url) === at)) {
		const { url } = webhook;
		// As it is now: its status changes later.
		const body = structuredClone(told);
		const attempt = attemptOf(state, webhook, body);
		const note = (outcome: Pick<WebhookAttempt, 'status' | 'response' | 'error'>) => state.attempts.push({ ...attempt, ...outcome });
		if (isHere(url)) deliveries.post({ provider: 'sendook', url, body, tries: 1, ended: ({ statuses }) => note(outcomeOf(statuses.at(-1))) });
		else if (new URL(url).hostname === unreachableDomain) note({ status: 500, error: `getaddrinfo ENOTFOUND ${unreachableDomain}` });
		else note({ status: 200, response: 'ok' });
	}
}

/** The mail service tells what became of a message that was sent. */
export function settle(state: SendookState, message: Message, status: 'delivered' | 'bounced' | 'complained' | 'rejected'): void {
	Object.assign(message, { status, updatedAt: new Date().toISOString(), __v: message.__v + 1 });
	state.tell({ event: `message.${status}`, inboxId: message.inboxId, messageId: message._id, payload: message });
}
