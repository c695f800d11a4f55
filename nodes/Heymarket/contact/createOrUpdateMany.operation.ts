import type { IDataObject } from 'n8n-workflow';
import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { switchField } from '../../shared/form/field';
import { body, notice, query } from '../../shared/form/parts';
import { recordsField } from '../../shared/form/records';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { phoneNumber } from '../fields';
import { assignee, avatarUrl, customFields, displayName, email, firstName, isOptedOut, lastName } from './fields';

const contacts = recordsField({
	displayName: 'Contacts',
	name: 'contacts',
	required: true,
	placeholder: 'e.g. [{"phone": "+1 415 555 0134", "first": "Ana", "last": "Reyes"}]',
	description: 'A list of objects. Each needs phone, and may have first, last, display_name, email, avatar, assignee_id, is_opted_out and custom (values by the IDs of custom fields).',
	key: 'phone',
	fields: {
		phone: phoneNumber,
		first: firstName,
		last: lastName,
		display_name: displayName,
		email,
		avatar: avatarUrl,
		assignee_id: assignee,
		is_opted_out: isOptedOut,
		custom: customFields,
	},
});

const overwrite = switchField({
	displayName: 'Overwrite Existing Contacts',
	name: 'overwrite',
	description: 'Whether a contact whose number is known is written anew, losing what is not given here, rather than left as it is',
});

/** The digits of a number, as it is sent; answers may write it otherwise. */
const digitsOf = (phone: unknown) => String(phone).replaceAll(/\D/g, '');

/**
 * What became of each contact. Heymarket answers with "ok", with those that failed, or with all contacts as they are stored
 * (providers/heymarket.md section 7.2). Only a stored one has an ID. Where an answer can't be read so, nobody knows who failed.
 */
function resultsOf(answer: unknown, given: IDataObject[], isOverwriting: boolean): IDataObject[] {
	const done = isOverwriting ? 'written' : 'created, or was there before';
	const told = (Array.isArray(answer) ? answer : []) as Array<IDataObject | null>;
	const byPhone = new Map(told.map((one) => [digitsOf(one?.phone), one]));
	const numbers = new Set(given.map(({ phone }) => phone));
	const isRead = Array.isArray(answer) ? [...byPhone.keys()].every((phone) => numbers.has(phone)) : answer === 'ok';
	if (!isRead) return given.map((contact) => ({ ...contact, status: 'unknown' }));
	const isStored = told.some((one) => one?.id !== undefined);
	return given.map((contact) => {
		const one = byPhone.get(String(contact.phone));
		const isDone = isStored ? one?.id !== undefined : one === undefined;
		return { ...contact, status: isDone ? done : 'not written', ...(isStored && isDone && { id: one!.id }) };
	});
}

/** POST /v1/batch/contacts: the body is a bare list. */
export const createOrUpdateMany = operation({
	name: 'Create or Update Many',
	value: 'createOrUpdateMany',
	action: 'Create or update many contacts',
	description: 'Create contacts by their phone numbers, or write existing ones anew, many in one request',
	effect: 'write',
	request: 'POST /v1/batch/contacts',
	form: [
		body('contacts', contacts),
		country,
		query('overwrite', overwrite),
		notice('overwriteNotice', 'Overwriting can’t be undone: a contact loses what is not given here.'),
		changeDelivery,
	],
	finish({ body: { contacts: list }, query: { overwrite: isOverwriting } }) {
		const silent = list.findIndex((one) => one.is_opted_out === undefined);
		if (isOverwriting === true && silent !== -1) {
			const message = `${contacts.property.displayName}: entry ${silent + 1} has no is_opted_out, and ${overwrite.property.displayName} would opt the person in`;
			throw new InvalidValue(message, 'Give is_opted_out in every entry: true for whoever wants no messages.');
		}
		return list;
	},
	rows: (answer, { body: given, query: asked }) => resultsOf(answer, given as unknown as IDataObject[], asked.overwrite === true),
	howToCheck: 'Look for them with Contact > Get Many.',
});
