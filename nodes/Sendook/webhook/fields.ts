import { lineField, locatorField, someOfField } from '../../shared/form/field';
import { objectId24 } from '../../shared/values/ids';
import { httpUrl } from '../../shared/values/urls';

/** The webhook that a request is about. */
export const webhook = locatorField({
	displayName: 'Webhook',
	name: 'webhook',
	required: true,
	description: 'An address that Sendook tells of events',
	search: 'searchWebhooks',
	placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
	convert: objectId24,
});

const line = lineField({
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	required: true,
	placeholder: 'e.g. https://n8n.example.com/webhook/mail',
	description: 'Where Sendook posts events to. It signs nothing, so use an address that nobody can guess; an address that has a webhook already gets nothing from a second one.',
});

/** Sendook may be on the same private network as the receiver, so any host will do. */
export const webhookUrl: typeof line = { ...line, convert: (value, context) => httpUrl(line.convert(value, context)) };

/** The events that the server takes. It never fires inbox.updated. */
export const events = someOfField(
	{ displayName: 'Events', name: 'webhookEvents', required: true, description: 'What to be told of, in all inboxes of the organization' },
	{
		'inbox.created': 'Inbox Created',
		'inbox.deleted': 'Inbox Deleted',
		'inbox.updated': ['Inbox Updated', 'Sendook takes this one, but does not send it as of January 2026'],
		'message.bounced': ['Message Bounced', 'An email came back'],
		'message.complained': ['Message Complained', 'A recipient called an email spam'],
		'message.delivered': ['Message Delivered', 'An email arrived'],
		'message.received': ['Message Received', 'An email came in'],
		'message.rejected': ['Message Rejected', 'The mail service took an email and did not send it'],
		'message.sent': ['Message Sent', 'An email went out'],
	},
);
