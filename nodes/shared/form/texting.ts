import { phoneNumberField, textField, type Look } from './field';

/** What an operation says of its own about a field. */
type Own = Partial<Look>;

/** The number of the person that a text goes to, or whose messages are read. `plus: false` leaves the plus out. */
export function phoneNumber(own: Own & { plus?: boolean } = {}) {
	return phoneNumberField({
		displayName: 'Phone Number',
		name: 'phoneNumber',
		placeholder: 'e.g. +1 415 555 0134',
		description: 'Written as people write it. Without a country code, the credential’s Default Country counts.',
		...own,
		required: true,
	});
}

/** The text of a message. `max` is the most characters that the provider takes. */
export function messageText(own: Own & { max?: number } = {}) {
	return textField({
		displayName: 'Text',
		name: 'text',
		placeholder: 'e.g. Your order is ready',
		description: 'What the message says',
		hint: 'To insert a name or an order number, drag a field here from the left.',
		...own,
		required: true,
	});
}
