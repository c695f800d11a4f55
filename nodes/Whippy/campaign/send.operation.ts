import { country } from '../../shared/form/country';
import { textDelivery } from '../../shared/form/delivery';
import { lineField, locatorField, oneOfField } from '../../shared/form/field';
import { additionalFields, body, notice } from '../../shared/form/parts';
import { messageText } from '../../shared/form/texting';
import { operation } from '../../shared/operation';
import { uuid } from '../../shared/values/ids';
import { customObjectOfPeople, withCustomData } from '../customObject/fields';
import { attachmentUrls, phoneChannel, scheduleAt } from '../fields';
import { reachOfPeople } from '../reach';
import { people } from '../sequence/fields';

const title = lineField({ displayName: 'Campaign Title', name: 'campaignTitle', required: true, placeholder: 'e.g. Spring menu', description: 'By which your team finds the campaign; the recipients don’t see it' });

const text = messageText({ max: 1000, description: 'At most 1,000 characters; may be left empty when there are attachments' });

const automationTemplate = locatorField({
	displayName: 'Automation Template',
	name: 'automationTemplate',
	description: 'Its triggers, actions and keywords are copied into the campaign',
	search: 'searchAutomationTemplates',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

const propertiesOf = oneOfField(
	{ displayName: 'Properties Belong To', name: 'campaignPropertiesOf', description: 'What the records of the Custom Object are attached to' },
	{ contact: 'Contact', campaign_contact: 'Contact in This Campaign' },
);

/** POST /v1/campaigns/sms (docs.whippy.ai/reference/sendcampaign). */
export const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send campaign',
	description: 'Send a text to many people at once, each in their own conversation',
	effect: 'send',
	request: 'POST /v1/campaigns/sms',
	form: [
		body('from', phoneChannel),
		body('title', title),
		body('to', people),
		country,
		body('body', text, { unless: 'attachments' }),
		notice('campaignNotice', 'One campaign for every input item, and at most ten a minute: give all people in one item. Whippy drops numbers that are not valid.'),
		additionalFields(
			body('attachments', attachmentUrls),
			body('automation_templates', automationTemplate),
			body('custom_data.custom_object_id', customObjectOfPeople),
			body('custom_data.resource', propertiesOf),
			body('schedule_at', scheduleAt),
		),
		...textDelivery,
	],
	reaches: ({ body: { to } }) => reachOfPeople(to, ['phone']),
	says: ({ body: { body: words, schedule_at } }) => ({ text: words, scheduledAt: schedule_at }),
	isText: true,
	// The API takes several templates.
	finish: ({ body: { automation_templates: template, ...all } }) => ({
		...withCustomData(all, all.to, people, 'contact'),
		...(template !== undefined && { automation_templates: [template] }),
	}),
	simplified: ['title', 'status', 'id'],
	howToCheck: 'Look for it with Campaign > Get Many, or in Whippy.',
});
