import type { INodeProperties } from 'n8n-workflow';
import { toBody } from '../shared/form/sent';
import { z } from '../shared/libraries';
import { emailAddress } from '../shared/values/addresses';
import { field, fieldOf } from '../shared/form/fields';
import { uuid } from '../shared/values/ids';
import { each, InvalidValue, isLeftOut } from '../shared/values/invalid';
import { entriesOf, separated, withoutDuplicates } from '../shared/values/lists';
import { phoneNumber } from '../shared/values/phone';
import { filledIn } from '../shared/form/rules';

/** Optional fields of a new message, the same for email and SMS. */
export const optional = {
	attachments: {
		displayName: 'Attachment URLs',
		name: 'attachments',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/invoice.pdf',
		description: 'Public addresses of files, separated by commas, or a list from an expression',
		...toBody('attachments'),
	},
	optInTo: {
		displayName: 'Opt In To',
		name: 'optInTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
		description:
			'Channels that a new contact is opted in to: IDs or phone numbers separated by commas, or a list from an expression. Only used when the message creates the contact.',
		...toBody('opt_in_to'),
	},
	optInToAllChannels: {
		displayName: 'Opt In to All Channels',
		name: 'optInToAllChannels',
		type: 'boolean',
		default: false,
		description: 'Whether a contact that the message creates is opted in to every channel',
		...toBody('opt_in_to_all_channels'),
	},
	scheduleAt: {
		displayName: 'Schedule At',
		name: 'scheduleAt',
		type: 'dateTime',
		default: '',
		description: 'When Whippy sends it, in the time zone of the workflow; at once when left empty',
		...toBody('schedule_at'),
	},
} satisfies Record<string, INodeProperties>;

/** The status that the message gives its conversation; which ones the API takes differs by kind of message. */
export function conversationStatus(name: string, values: string[], otherwise: string): INodeProperties {
	return {
		displayName: 'Conversation Status',
		name,
		type: 'options',
		options: values.map((value) => ({ name: value[0].toUpperCase() + value.slice(1), value })),
		default: 'open',
		description: `The status to set for the conversation; ${otherwise}`,
		...toBody('conversation_status'),
	};
}

/** An email channel, by its address or its ID. */
export const emailChannel = fieldOf((value) => (String(value).includes('@') ? emailAddress(value).address : uuid(value)));

/** Channels by ID or phone number, as the objects that the API takes. `country` as `phoneNumber` takes it. */
function channels(country: string | null | undefined) {
	return fieldOf((value) => {
		const made = each(entriesOf(value, separated), (entry) => channelOf(entry, country));
		return withoutDuplicates(made, (channel) => JSON.stringify(channel));
	});
}

/** A channel as people write it, or as an object that an expression gives: `{ id }` or `{ phone }`. */
function channelOf(entry: unknown, country: string | null | undefined): { id: string } | { phone: string } {
	if (typeof entry === 'object' && entry !== null) {
		const { id, phone } = entry as Record<string, unknown>;
		if (isLeftOut(id) && isLeftOut(phone)) {
			throw new InvalidValue('holds an object without id and phone', 'Give the ID or the phone number of each channel.');
		}
		return isLeftOut(id) ? { phone: phoneNumber(phone, country) } : { id: uuid(id) };
	}
	return /[a-f]|^.{30}/i.test(String(entry)) ? { id: uuid(entry) } : { phone: phoneNumber(entry, country) };
}

/** Several of the given values. */
export function someOf(choices: readonly string[]) {
	return z.pipe(field.strings(), z.array(field.oneOf(choices)) as z.ZodMiniType<string[], string[]>);
}

/** A message needs a body, unless it has attachments. */
export const bodyOrAttachments = filledIn('body', {
	property: 'attachments',
	label: 'Attachment URLs under Additional Fields',
});

/** Checks of the optional fields above. `timezone` is the workflow's; `country` is null where the form asks for none. */
export function optionalContent(timezone: string, country: string | null | undefined) {
	return {
		attachments: field.optional(field.httpUrls()),
		opt_in_to: field.optional(channels(country)),
		opt_in_to_all_channels: field.optional(field.flag()),
		schedule_at: field.optional(field.futureDateTime({ timezone })),
	};
}

/** How a person finds out whether a message went out. */
export const howToCheck = 'Look for it with Conversation > Get Many and Conversation > Get, or in Whippy.';
