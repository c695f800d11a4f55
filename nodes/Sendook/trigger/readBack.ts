import type { IDataObject } from 'n8n-workflow';
import { switchField } from '../../shared/form/field';
import type { Ask } from '../../shared/trigger/ask';
import { isObject } from '../../shared/trigger';
import type { ReadBack } from '../../shared/trigger/declaration';
import type { ReportedEvent } from '../../shared/trigger/event';
import { directionOf } from '../message/simplified';
import { idOf, inboxEvent, messageEvent } from './events';

/** Whether an event is read from Sendook before it is trusted. */
export const readsBack = switchField({
	displayName: 'Read Back',
	name: 'readBack',
	default: true,
	description:
		'Whether to read each message from Sendook before the start, and to pass on only what Sendook says. Sendook signs nothing: without this, whoever knows the address can make up messages. If Sendook can’t be read, the event starts nothing.',
});

/** The statuses that a message may have by the time of the read. Sendook stores each before it tells of it. */
const STATUSES: Record<string, string[]> = {
	'message.received': ['received'],
	// Whoever got it may have called it spam since.
	'message.delivered': ['delivered', 'bounced', 'complained'],
	'message.bounced': ['bounced'],
	'message.complained': ['complained'],
	'message.rejected': ['rejected'],
};

/** Reads the message or inbox of an event. Nothing of what was posted is passed on but the name of the event. */
export async function readBack({ wire, id = '', fields }: ReportedEvent, ask: Ask): Promise<ReadBack> {
	const isInbox = wire.startsWith('inbox.');
	const inboxId = isInbox ? id : fields.inbox;
	if (typeof inboxId !== 'string') return { forged: true };
	const asked = await ask(isInbox ? { method: 'GET', path: '/v1/inboxes/{inboxId}', ids: { inboxId } } : { method: 'GET', path: '/v1/inboxes/{inboxId}/messages/{messageId}', ids: { inboxId, messageId: id } });
	if ('failure' in asked) {
		if (asked.failure.status !== 404) return { failure: asked.failure };
		return wire === 'inbox.deleted' ? { good: inboxEvent(wire, { _id: id }) } : { forged: true };
	}
	const { data } = asked;
	if (!isObject(data) || idOf(data._id) !== id || wire === 'inbox.deleted') return { forged: true };
	if (isInbox) return { good: inboxEvent(wire, data) };
	return isTrue(wire, data) ? { good: messageEvent(wire, data) } : { forged: true };
}

/** Whether a message can be what the event says of it. */
function isTrue(wire: string, message: IDataObject): boolean {
	const statuses = STATUSES[wire];
	if (statuses) return statuses.includes(String(message.status));
	return wire === 'message.sent' && directionOf(message) === 'outbound';
}
