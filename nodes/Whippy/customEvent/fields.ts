import { dateTimeField, lineField, objectField, oneOfField } from '../../shared/form/field';
import { keysOrRecordsField } from '../../shared/form/records';

/** What happened, in a word of the person's own. */
export const event = lineField({
	displayName: 'Event',
	name: 'event',
	required: true,
	placeholder: 'e.g. order.shipped',
	description: 'What happened, as your automations in Whippy call it',
});

const resourceKind = oneOfField(
	{ displayName: 'Resource', name: 'resource' },
	{ contact: 'Contact', campaign: 'Campaign', conversation: 'Conversation', message: 'Message', sequence: 'Sequence' },
);

const resourceKey = lineField({ displayName: 'ID', name: 'id' });

const bareAbout = keysOrRecordsField({
	displayName: 'About (Contact IDs)',
	name: 'about',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	description: 'What the event is about: contacts, or a list from an expression of these and of campaigns, conversations, messages and sequences',
	hint: 'IDs separated by commas, or [{ resource: "message", id: "..." }]',
	key: 'id',
	fields: { id: resourceKey, resource: resourceKind },
});

/** What an event is about: an ID alone is that of a contact. */
export const about: typeof bareAbout = {
	...bareAbout,
	convert: (value, context) => bareAbout.convert(value, context).map((one) => ({ resource: 'contact', ...one })),
};

export const payload = objectField({
	displayName: 'Payload',
	name: 'payload',
	placeholder: 'e.g. {"carrier": "Swift Post"}',
	description: 'What else your automations need to know of it, as an object',
});

export const happenedAt = dateTimeField({ displayName: 'Happened At', name: 'happenedAt', description: 'When it happened; now when left empty' });

export const eventExternalId = lineField({
	displayName: 'Event External ID',
	name: 'eventExternalId',
	placeholder: 'e.g. order-1042',
	description: 'The ID of what it is about in another system of yours',
});
