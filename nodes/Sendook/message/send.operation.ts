import { delivery } from '../../shared/form/delivery';
import { attachments, bcc, cc, subject, to } from '../../shared/form/email';
import { emailAddressesField, linesField } from '../../shared/form/field';
import { simplify } from '../../shared/form/lists';
import { additionalFields, body, path, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { eachOnce } from '../../shared/values/addresses';
import { bothBodies } from '../../shared/values/emailBodies';
import { InvalidValue } from '../../shared/values/invalid';
import { emailContent, howToCheck, inbox } from '../fields';
import { largestEmail, size } from '../size';
import { simplifiedReceipt } from './simplified';

const storedBcc = emailAddressesField({ ...bcc.property, description: 'Sendook stores BCC addresses but does not mail them' });

const labels = linesField({
	displayName: 'Labels',
	name: 'labels',
	placeholder: 'e.g. important, customer-support',
	description: 'Stored with the message, separated by commas; labels can’t be changed later',
});

/** What Amazon SES takes in one email. Sendook stores a larger one, and then answers that something went wrong. */
const MOST_RECIPIENTS = 50;

/** @throws InvalidValue for more recipients than one email may have */
function refuseCrowd({ length }: string[]): void {
	if (length <= MOST_RECIPIENTS) return;
	const message = `To Email, CC and BCC: ${length} recipients, but one email takes ${MOST_RECIPIENTS}`;
	throw new InvalidValue(message, 'Divide them among several items, which send an email each.');
}

/** POST /v1/inboxes/{inboxId}/messages/send. */
export const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send email',
	description: 'Send an email from an inbox',
	effect: 'send',
	request: 'POST /v1/inboxes/{inboxId}/messages/send',
	form: [
		path('inboxId', inbox),
		body('to', to),
		body('subject', subject),
		emailContent,
		simplify,
		additionalFields(
			body('attachments', attachments),
			body('bcc', storedBcc),
			body('cc', cc),
			body('labels', labels),
			setting(largestEmail),
		),
		...delivery,
	],
	reaches: ({ body: { to, cc = [], bcc = [] } }) => ({ recipients: [...to, ...cc, ...bcc] }),
	says: ({ body: { subject } }) => ({ subject }),
	finish({ body }) {
		const content = eachOnce(body);
		refuseCrowd([content.to, content.cc ?? [], content.bcc ?? []].flat());
		return { ...content, ...bothBodies(content) };
	},
	howToCheck,
	simplified: simplifiedReceipt,
	attachments: {
		property: 'attachments',
		toBody: ({ content, fileName, mimeType }) => ({ content, ...(fileName && { name: fileName }), contentType: mimeType }),
	},
	size: size({ mayBeRaised: true }),
});
