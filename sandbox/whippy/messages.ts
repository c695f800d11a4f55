import { byText } from '../pages.ts';
import type { Order } from '../pages.ts';
import type { Call } from '../provider.ts';
import { fits, within } from './query.ts';
import { invalid } from './refusals.ts';
import { instantOf } from './state.ts';
import type { Message } from './state.ts';

export const byTime: Order<Message, { at: string; id: string }> = {
	placeOf: ({ created_at: at, id }) => ({ at, id }),
	compare: (one, other) => instantOf(one.at) - instantOf(other.at) || byText(one.id, other.id),
};

function says(text: string | null, part: string | string[] | undefined): boolean {
	return part === undefined || (text ?? '').toLowerCase().includes(String(part).toLowerCase());
}

/** The messages of all conversations that a request asks for. Asking backward needs a place to start from. */
export function wanted({ query }: Call): (row: Message) => boolean {
	if (query['direction'] === 'backward' && query['cursor'] === undefined) throw invalid('direction: backward needs a cursor');
	return (each) =>
		fits(query, {
			conversation_id: each.conversation_id,
			contact_id: each.contact_id,
			channel_id: each.channel_id,
			campaign_id: each.campaign_id,
			type: each.type,
			delivery_status: each.delivery_status,
			user_id: each.user_id,
			'source_type[]': each.source_type,
			language: 'en',
			// No message in the sandbox has a translation.
			translation_language: null,
			// No message in the sandbox is one of a sequence or of an integration.
			sequence_id: null,
			integration_id: null,
		}) &&
		within(query, undefined, each.created_at) &&
		says(each.body, query['body']) &&
		says(null, query['translated_body']);
}
