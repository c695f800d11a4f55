import type { IDataObject } from 'n8n-workflow';
import { dayField, emailAddressField, lineField, locatorField, made, objectField, phoneNumberField, someOfField, type Look } from '../../shared/form/field';
import { body } from '../../shared/form/parts';
import { uuid } from '../../shared/values/ids';
import { attempt, each, InvalidValue } from '../../shared/values/invalid';
import { anObject } from '../../shared/values/objects';
import { singleLine } from '../../shared/values/text';
import { optInTo, optInToAllChannels } from '../fields';

/** The contact that a request is about. */
export const contact = locatorField({
	displayName: 'Contact',
	name: 'contact',
	required: true,
	description: 'The list goes by name',
	search: 'searchContacts',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** The number of a contact. Without `own`, as it is changed. */
export function contactNumber<const Own extends Partial<Look>>(own: Own) {
	return phoneNumberField({
		displayName: 'Phone Number',
		name: 'contactNumber',
		placeholder: 'e.g. +1 415 555 0134',
		description: 'Written as people write it. Without a country code, the credential’s Default Country counts.',
		...own,
	});
}

export const name = lineField({ displayName: 'Name', name: 'name', max: 255, placeholder: 'e.g. Ana Reyes', description: 'First and last name of the person' });

export const email = emailAddressField({ displayName: 'Email', name: 'email', placeholder: 'e.g. ana@example.com', description: 'The email address of the person' });

export const externalId = lineField({
	displayName: 'External ID',
	name: 'externalId',
	placeholder: 'e.g. crm-17',
	description: 'The ID that the person has in another system of yours',
});

export const language = lineField({ displayName: 'Language', name: 'language', placeholder: 'e.g. en', description: 'The language that the person writes in' });

export const defaultChannel = locatorField({
	displayName: 'Default Channel',
	name: 'defaultChannel',
	description: 'The channel that new conversations with the person begin on',
	search: 'searchChannels',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** The parts of an address, by the names that the API has for them. */
const ADDRESS = {
	address_line_one: lineField({ displayName: 'Address Line 1', name: 'addressLine1', placeholder: 'e.g. 12 Market Street', description: 'Street and number' }),
	address_line_two: lineField({ displayName: 'Address Line 2', name: 'addressLine2', placeholder: 'e.g. Floor 3', description: 'Floor, flat or the like' }),
	city: lineField({ displayName: 'Address City', name: 'addressCity', placeholder: 'e.g. San Francisco', description: 'The city that the person lives in' }),
	country: lineField({ displayName: 'Address Country', name: 'addressCountry', placeholder: 'e.g. US', description: 'The country that the person lives in' }),
	post_code: lineField({ displayName: 'Address Postal Code', name: 'addressPostalCode', placeholder: 'e.g. 94103', description: 'As the post wants it' }),
	state: lineField({ displayName: 'Address State', name: 'addressState', placeholder: 'e.g. CA', description: 'The state or region that the person lives in' }),
};

/** The fields of an address, one by one. */
export const address = [
	body('address.address_line_one', ADDRESS.address_line_one),
	body('address.address_line_two', ADDRESS.address_line_two),
	body('address.city', ADDRESS.city),
	body('address.country', ADDRESS.country),
	body('address.post_code', ADDRESS.post_code),
	body('address.state', ADDRESS.state),
] as const;

/** An address within a list of contacts. @throws InvalidValue that names the part */
function addressObject(value: unknown): IDataObject {
	const given = Object.entries(anObject(value));
	const strange = given.find(([key]) => !Object.hasOwn(ADDRESS, key));
	if (strange) throw new InvalidValue(`has "${strange[0]}", which is no part of an address`, `The parts are ${Object.keys(ADDRESS).join(', ')}.`);
	return Object.fromEntries(each(given, (part) => [(part as [string, unknown])[0], singleLine((part as [string, unknown])[1])]));
}

export const birthDate = dayField({ displayName: 'Birth Date', name: 'birthDate', description: 'The day on which the person was born; the time of day doesn’t count' });

/** What a person may fill in of a contact beside its number. */
export const details = [
	body('name', name),
	body('email', email),
	body('external_id', externalId),
	...address,
	body('birth_date', birthDate),
	body('default_channel_id', defaultChannel),
	body('language', language),
] as const;

/** Channels for a contact that a request makes. Who is known keeps what they chose. */
export const optInFields = [
	body('opt_in_to', { ...optInTo, property: { ...optInTo.property, description: 'Channels that a new contact is opted in to: IDs or phone numbers separated by commas, or a list from an expression. Existing contacts keep what they chose.' } }),
	body('opt_in_to_all_channels', { ...optInToAllChannels, property: { ...optInToAllChannels.property, description: 'Whether a new contact is opted in to every channel; existing contacts keep what they chose' } }),
] as const;

const plainField = (convert: (value: unknown) => unknown) => made<unknown, Look>({ displayName: '', name: '' }, { type: 'string', default: '' }, convert);

/** The fields of one contact in a list of them, by the names that the API has. */
export const contactRecord = {
	phone: contactNumber({}),
	name,
	email,
	external_id: externalId,
	language,
	default_channel_id: defaultChannel,
	address: plainField(addressObject),
	birth_date: birthDate,
	properties: objectField({ displayName: 'Properties', name: 'properties' }),
};

/** The labels of fields that can be cleared, by the names that the API has for them. */
const CLEARABLE = {
	address: 'Address',
	birth_date: birthDate.property.displayName,
	default_channel_id: defaultChannel.property.displayName,
	email: email.property.displayName,
	external_id: externalId.property.displayName,
	language: language.property.displayName,
	name: name.property.displayName,
};

export const clearFields = someOfField({ displayName: 'Clear Fields', name: 'clearFields', description: 'Fields that are to be empty afterwards' }, CLEARABLE);

/** What a person changes, with null for what is to be empty. @throws InvalidValue where a field is both */
export function withCleared(changed: object, toClear: unknown): object {
	const cleared = (toClear ?? []) as Array<keyof typeof CLEARABLE>;
	const both = cleared.find((wire) => Object.hasOwn(changed, wire));
	if (both) throw new InvalidValue(`Clear Fields: ${CLEARABLE[both]} is changed as well`, `Take it out of Clear Fields, or remove ${CLEARABLE[both]}.`);
	return { ...changed, ...Object.fromEntries(cleared.map((wire) => [wire, null])) };
}

/**
 * The address as it is to be written: what is stored, with what a person changed. Whether Whippy joins the two itself is not
 * known, nor whether an answer calls the postal code as a request does.
 */
export function joinedAddress(stored: unknown, changed: IDataObject): IDataObject {
	const { postal_code, ...others } = (attempt(() => anObject(stored)).good ?? {});
	const all = { ...others, post_code: others.post_code ?? postal_code };
	const writable = Object.entries(all).filter(([key, value]) => Object.hasOwn(ADDRESS, key) && typeof value === 'string');
	return { ...Object.fromEntries(writable), ...changed };
}
