import { delivery } from '../../shared/form/delivery';
import { cc, subject, to } from '../../shared/form/email';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { eachOnce } from '../../shared/values/addresses';
import { inbox, localId, sendAs } from '../fields';
import { bodiesOf, emailContent, howToCheckEmails, simplifiedReceipt } from './fields';

/** POST /v1/email/send with targets: a new conversation. */
export const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send email',
	description: 'Send an email that begins a new conversation',
	effect: 'send',
	request: 'POST /v1/email/send',
	form: [
		body('inbox', inbox),
		body('creator_id', sendAs),
		body('to', to),
		body('conv_title', subject),
		emailContent,
		additionalFields(body('cc', cc), body('local_id', localId)),
		...delivery,
	],
	reaches: ({ body: { to, cc = [] } }) => ({ recipients: [...to, ...cc] }),
	says: ({ body: { conv_title } }) => ({ subject: conv_title }),
	// Recipients go out as `to:` and `cc:` targets, an element each (reference: send-email).
	finish({ body }) {
		const { to, cc = [], ...others } = eachOnce(body);
		return { ...others, ...bodiesOf(others), targets: [...to.map((address) => `to:${address}`), ...cc.map((address) => `cc:${address}`)] };
	},
	howToCheck: howToCheckEmails,
	simplified: simplifiedReceipt,
});
