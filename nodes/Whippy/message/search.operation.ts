import { lineField, someOfField, textField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { body, filters } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { contactId, conversationFilter } from '../fields';
import { byCursor } from '../pages';
import * as by from './filters';
import { simplifiedMessage } from './simplified';

const text = textField({ displayName: 'Text', name: 'text', rows: 1, max: 1000, placeholder: 'e.g. refund', description: 'Only messages that say this somewhere, in any case of letters' });

const translatedText = textField({
	displayName: 'Translated Text',
	name: 'translatedText',
	rows: 1,
	max: 1000,
	placeholder: 'e.g. refund',
	description: 'Only messages whose translation says this somewhere, in any case of letters',
});

const sourceType = someOfField(
	{ displayName: 'Source', name: 'sourceType', description: 'Only messages from these: people who write to you, your side, or notes of your team' },
	{ INBOUND: 'Inbound', NOTE: 'Note', OUTBOUND: 'Outbound' },
);

const language = lineField({ displayName: 'Language', name: 'language', placeholder: 'e.g. en', description: 'Only messages written in this language' });

const translationLanguage = lineField({ displayName: 'Translation Language', name: 'translationLanguage', placeholder: 'e.g. fr', description: 'Only messages translated into this language' });

/** POST /v1/messages/search: the list with more filters; the pages' cursor stands in the body (docs.whippy.ai/reference/searchmessages). */
export const search = operation({
	name: 'Search',
	value: 'search',
	action: 'Search messages',
	description: 'Find messages by what they say, the oldest first; After leaves out what is older',
	effect: 'read',
	request: 'POST /v1/messages/search',
	page: byCursor,
	form: [
		returnAllOrLimit,
		simplify,
		filters(
			body('after', by.after),
			body('before', by.before),
			body('channel_id', by.channel),
			body('contact_id', contactId),
			body('conversation_id', conversationFilter),
			body('delivery_status', by.deliveryStatus),
			body('language', language),
			body('source_type', sourceType),
			body('body', text),
			body('translated_body', translatedText),
			body('translation_language', translationLanguage),
			body('type', by.type),
			body('user_id', by.user),
		),
	],
	finish({ body: named }) {
		refuseReversed(named.after, named.before);
		return named;
	},
	simplified: simplifiedMessage,
});
