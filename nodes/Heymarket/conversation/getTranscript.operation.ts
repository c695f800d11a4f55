import { includeInternal, includeQuoted, outputAs } from '../../shared/conversation/form';
import { transcript } from '../../shared/conversation/transcript';
import { after, before, returnAllOrLimit } from '../../shared/form/lists';
import { filters, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { conversation } from '../fields';
import { isOfConversation } from '../message/ofConversation';
import { ofConversation } from '../message/pages';
import { aboutOf, directionOf, messagesOf, readBefore } from './messages';

/** GET /v1/messages: of the messages of a conversation, the newest up to the limit. */
export const getTranscript = operation({
	name: 'Get Transcript',
	value: 'getTranscript',
	action: 'Get transcript of conversation',
	description: 'Get who said what and when in a conversation, as one text or as rows',
	effect: 'read',
	request: 'GET /v1/messages',
	page: ofConversation.page,
	form: [setting(conversation), outputAs, returnAllOrLimit, includeInternal, includeQuoted, filters(after, before)],
	finish({ settings: { after: from, before: to }, body }) {
		refuseReversed(from, to);
		return body as object;
	},
	readBefore,
	isWanted: (row, settings) => isOfConversation(row, settings) && (settings.includeInternal === true || directionOf(row) !== 'internal'),
	whole: (rows, read) => transcript(messagesOf(rows, read), aboutOf(read), read),
});
