import type { IDataObject } from 'n8n-workflow';
import { lineField, oneOfField, type Field } from '../form/field';
import { allowedRecipients } from '../security/allowedRecipients';
import { separated } from '../values/lists';
import type { ReportedEvent } from './event';

/** A filter that a person can add: a field, and which events its value lets through. */
export interface Filter {
	field: Field;
	/** @param value what the field's conversion made */
	matches: (value: unknown, event: ReportedEvent) => boolean;
}

/** Lets through events in one of whose columns the value stands, such as the inbox. An event without the column doesn't pass. */
export function filterBy(field: Field, column: string = field.property.name): Filter {
	return { field, matches: (value, { fields }) => fields[column] !== undefined && String(fields[column]) === String(value) };
}

/** Lets through messages of one direction, where an event's name doesn't say it. */
export const directionFilter: Filter = {
	field: oneOfField(
		{ displayName: 'Direction', name: 'direction', description: 'Only messages that went this way' },
		{ inbound: ['Received', 'From the customer'], outbound: ['Sent', 'From your team, or from a workflow'] },
	),
	matches: (value, { direction }) => direction === value,
};

/** Lets through messages of certain people, in the patterns of Allowed Recipients. */
export const senderFilter: Filter = {
	field: lineField({
		displayName: 'From',
		name: 'from',
		placeholder: 'e.g. +1 415*, *@example.com',
		description: 'Only messages from these phone numbers or email addresses, separated by commas, where * stands for any characters',
	}),
	matches: (value, { fields }) => typeof fields.from === 'string' && allowedRecipients(String(value))(fields.from),
};

/** Lets through messages that hold one of some words. */
export const keywordFilter: Filter = {
	field: lineField({
		displayName: 'Keywords',
		name: 'keywords',
		placeholder: 'e.g. price, opening hours',
		description: 'Only messages whose text or subject holds one of these words or phrases, separated by commas. Capitals don’t matter.',
	}),
	matches: (value, { fields }) => {
		const said = words(`${plainText(fields.subject)} ${plainText(fields.text)}`);
		return separated(String(value)).some((keyword) => said.includes(words(keyword)));
	},
};

function plainText(value: IDataObject[string]): string {
	return typeof value === 'string' ? value : '';
}

/** A text as its words, between blanks: so a keyword is found as a whole word, and no pattern of a person's can be slow. */
function words(text: string): string {
	return ` ${text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).join(' ')} `;
}
