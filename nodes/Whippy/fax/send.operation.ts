import { country } from '../../shared/form/country';
import { delivery } from '../../shared/form/delivery';
import { locatorField, urlField } from '../../shared/form/field';
import { additionalFields, body } from '../../shared/form/parts';
import { phoneNumber } from '../../shared/form/texting';
import { operation } from '../../shared/operation';
import { invalid } from '../../shared/values/invalid';
import { objectOrNone } from '../../shared/values/objects';
import { phoneNumber as phoneNumberOf } from '../../shared/values/phone';
import { conversationStatus, howToCheck, scheduleAt, simplifiedReceipt } from '../fields';

const faxChannel = locatorField({
	displayName: 'From',
	name: 'faxChannel',
	required: true,
	description: 'The fax channel that the fax is sent from',
	search: 'searchFaxChannels',
	idMode: 'By Phone Number',
	placeholder: 'e.g. +1 415 555 0112',
	convert: phoneNumberOf,
});

const anyUrl = urlField({
	displayName: 'Document URL',
	name: 'documentUrl',
	required: true,
	placeholder: 'e.g. https://example.com/contract.pdf',
	description: 'Public https address of the document, such as a PDF',
});

const documentUrl: typeof anyUrl = {
	...anyUrl,
	convert(value, context) {
		const url = anyUrl.convert(value, context);
		if (!url.startsWith('https:')) throw invalid(value, 'does not begin with https', 'Whippy takes documents from https addresses only.');
		return url;
	},
};

const status = conversationStatus({ automated: 'Automated', closed: 'Closed', open: 'Open' }, 'unchanged when not set');

/** POST /v1/messaging/fax (docs.whippy.ai/reference/sendfax): one document. */
export const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send fax',
	description: 'Send a document from one of your fax channels',
	effect: 'send',
	request: 'POST /v1/messaging/fax',
	form: [
		body('from', faxChannel),
		body('to', phoneNumber({ displayName: 'To Phone Number' })),
		country,
		body('attachment_url', documentUrl),
		additionalFields(body('conversation_status', status), body('schedule_at', scheduleAt)),
		...delivery,
	],
	reaches: ({ body: { to } }) => ({ recipients: [to] }),
	says: ({ body: { schedule_at } }) => ({ scheduledAt: schedule_at }),
	// A fax has neither text nor subject, so its document tells one from another.
	rows: (receipt, { body: { attachment_url: document } }) => ({ document, ...objectOrNone(receipt) }),
	howToCheck,
	simplified: [['document', ({ document }) => document], ...simplifiedReceipt],
});
