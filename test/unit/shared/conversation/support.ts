import type { Message } from '../../../../nodes/shared/conversation/message';
import type { Read } from '../../../../nodes/shared/operation';

/** A read with these settings, in New York. */
export function readWith(settings: Record<string, unknown> = {}): Read {
	const request = { method: 'GET', path: '/v1/messages' } as const;
	return { content: { request, ids: {}, query: {}, body: {}, settings }, before: {}, timezone: 'America/New_York' };
}

/** A message of a minute after nine in New York. */
export function message(minute: number, direction: Message['direction'], text: string, others: Partial<Message> = {}): Message {
	const name = direction === 'inbound' ? 'Ana Reyes' : 'Mia Chen';
	return { id: 5000 + minute, date: `2026-01-05T14:${String(minute).padStart(2, '0')}:00.000Z`, direction, name, text, ...others };
}

export const about = { people: { name: 'Ana Reyes', phone: '+14155550123' }, ids: { conversation: 2001 } };
