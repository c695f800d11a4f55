import { emailAddressesField, lineField, made, oneOfField, phoneNumbersField, type Look } from '../../shared/form/field';
import { body, branch, choose } from '../../shared/form/parts';
import { country } from '../../shared/form/country';
import { each } from '../../shared/values/invalid';
import { integerId } from '../../shared/values/ids';
import { entriesOf, separated } from '../../shared/values/lists';
import { listField, localId } from '../fields';

/** The list that a request is about. */
export const list = listField('A list of contacts, in Heymarket under Lists');

export const listName = lineField({ displayName: 'Name', name: 'name', required: true, placeholder: 'e.g. Regulars', description: 'What the list is called in Heymarket' });

export const listLocalId = lineField({ ...localId.property, description: 'Your own ID of this list, which no other list may have. Left empty, one is made.' });

/** The API has no word for a list of phone numbers: it is one where nothing is said. */
export const listType = oneOfField(
	{ displayName: 'List Type', name: 'listType', description: 'Which of their channels the members of the list are reached by' },
	{
		contacts: ['All Channels', 'Members may have an email address or another channel only'],
		phones: ['Phone Numbers', 'What a list is unless this is added'],
	},
);

const phoneNumbers = phoneNumbersField({
	displayName: 'Phone Numbers', name: 'phoneNumbers', required: true, plus: false,
	placeholder: 'e.g. +1 415 555 0134, +1 415 555 0199',
	description: 'Separated by commas, or a list from an expression',
});

const emails = emailAddressesField({
	displayName: 'Emails', name: 'emails', required: true,
	placeholder: 'e.g. ana@example.com, bob@example.com',
	description: 'Email addresses, separated by commas, or a list from an expression',
});

/** IDs of contacts. */
export const contactIds = made<number[], Look & { required: true }>(
	{ displayName: 'Contact IDs', name: 'contactIds', required: true, placeholder: 'e.g. 3001, 3002', description: 'Numbers that Heymarket knows contacts by, separated by commas, or a list from an expression' },
	{ type: 'string', default: '' },
	(value) => [...new Set(each(entriesOf(value, separated), integerId))],
);

/** Members of a list, by what they are known by. `prefix` is what the API has before the names of all three. */
export function members<const Prefix extends '' | 'add_' | 'remove_'>(prefix: Prefix) {
	return choose(
		{ displayName: 'Members By', name: 'membersBy', description: 'What the members are known by' },
		{
			phones: branch('Phone Number', 'Numbers of people', [body(`${prefix}phones` as const, phoneNumbers), country]),
			emails: branch('Email', 'Email addresses of people', [body(`${prefix}emails` as const, emails)]),
			contacts: branch('Contact ID', 'IDs of contacts, for example from Contact > Get Many', [body(`${prefix}contacts` as const, contactIds)]),
		},
	);
}

/** How many members a request names, in whichever way. */
export function memberCount(...lists: unknown[]): number {
	return lists.flatMap((list) => list ?? []).length;
}
