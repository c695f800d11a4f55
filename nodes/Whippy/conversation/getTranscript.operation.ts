import { includeInternal, includeQuoted, outputAs } from '../../shared/conversation/form';
import { transcript } from '../../shared/conversation/transcript';
import { returnAllOrLimit } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { conversation } from '../fields';
import { after, before } from '../message/filters';
import { byCursor } from '../pages';
import { aboutOf, contactOfMessages, messagesOf, readBefore } from './messages';

/** GET /v1/messages/list of one conversation, to its end: of its messages, the newest up to the limit. */
export const getTranscript = operation({
	name: 'Get Transcript',
	value: 'getTranscript',
	action: 'Get transcript of conversation',
	description: 'Get who said what and when in a conversation, as one text or as rows',
	effect: 'read',
	request: 'GET /v1/messages/list',
	page: byCursor,
	form: [
		query('conversation_id', conversation),
		outputAs,
		returnAllOrLimit,
		includeInternal,
		includeQuoted,
		filters(query('after', after), query('before', before)),
	],
	finish({ query: { after: from, before: to }, body }) {
		refuseReversed(from, to);
		return body as object;
	},
	readBefore,
	beside: contactOfMessages,
	whole(rows, read) {
		const { includeInternal: isInternalWanted, newest = Number.POSITIVE_INFINITY } = read.content.settings;
		const shown = messagesOf(rows, read).filter(({ direction }) => isInternalWanted === true || direction !== 'internal');
		return transcript(shown.slice(-Number(newest)), aboutOf(rows, read), read);
	},
});
