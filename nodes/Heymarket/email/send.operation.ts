import { additionalFields } from '../../shared/form/collections';
import { delivery } from '../../shared/form/delivery';
import { emailCopies, emailRecipients, subject } from '../../shared/form/email';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/form/fields';
import { inbox, optional, sendAs } from '../fields';
import { emailBody, emailContent, howToCheckEmails, plainText } from './fields';

/** Recipients go out as `to:` and `cc:` targets, an element each (reference: send-email). */
function withTargets<Body extends { to: string[]; cc?: string[] }>({ to, cc = [], ...body }: Body) {
	return { ...body, targets: [...to.map((address) => `to:${address}`), ...cc.map((address) => `cc:${address}`)] };
}

/** POST /v1/email/send with targets: a new conversation. */
export const send = operation({
	name: 'Send',
	value: 'sendEmail',
	action: 'Send email',
	description: 'Send an email that begins a new conversation',
	effect: 'send',
	request: {
		method: 'POST',
		path: '/v1/email/send',
		body: z.pipe(
			z.strictObject({
				...emailContent,
				inbox: field.integerId(),
				to: field.emailAddresses(),
				cc: field.optional(field.emailAddresses()),
				conv_title: field.singleLine(),
			}),
			z.transform(withTargets),
		),
	},
	parameters: [
		inbox({ name: 'emailInbox', body: 'inbox' }),
		sendAs(),
		emailRecipients(),
		subject('conv_title'),
		emailBody(),
		additionalFields([
			emailCopies(),
			optional.localId,
			plainText,
		]),
		delivery(),
	],
	reaches: ({ body }) => ({ recipients: (body.targets as string[]).map((target) => target.replace(/^(to|cc):/, '')) }),
	howToCheck: howToCheckEmails,
});
