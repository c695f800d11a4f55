import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { oneOfField } from '../../shared/form/field';
import { body, branch, choose, notice } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { phoneNumber } from '../fields';
import { contact, contactBy } from './fields';

const status = oneOfField(
	{ displayName: 'Consent Status', name: 'consentStatus', required: true, default: 'unsubscribed', description: 'What is to hold from now on' },
	{
		active: ['Active', 'Neither blocked nor opted out, as far as Heymarket’s pages tell'],
		blocked: ['Blocked', 'Nobody can text the person, and they can’t write either'],
		subscribed: ['Opted In', 'The person can be texted again. Only with their consent.'],
		unsubscribed: ['Opted Out', 'Nobody can text the person; they can still write'],
		unblocked: ['Unblocked', 'The person can write again, and be texted unless they have opted out'],
	},
);

/** POST /v1/contact/set_status: the answer is a bare word. */
export const setStatus = operation({
	name: 'Set Consent Status',
	value: 'setStatus',
	action: 'Set consent status of contact',
	description: 'Opt a contact out of messages or in again, block it or unblock it',
	effect: 'write',
	request: 'POST /v1/contact/set_status',
	form: [
		choose(contactBy, {
			id: branch('List or ID', 'Chosen from the list, or by the number that is its ID', [body('id', contact)]),
			phone: branch('Phone Number', 'Who has this number', [body('phone', phoneNumber), country]),
		}),
		body('status', status),
		notice('setStatusNotice', 'Depending on your account’s settings, opting out also closes the person’s conversations and takes them off all lists, which opting in doesn’t undo.'),
		changeDelivery,
	],
	reaches: ({ body: { id, phone } }) => ({ conversation: `contact ${id ?? `with ${phone}`}` }),
	rows: (_, { body: { phone, status: set, id } }) => ({ success: true, ...(phone !== undefined && { phone }), status: set, ...(id !== undefined && { id }) }),
	howToCheck: 'Look at it with Contact > Get Consent Status.',
});
