import { country } from '../../shared/form/country';
import { simplify } from '../../shared/form/lists';
import { body, branch, choose } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { phoneNumber } from '../fields';
import { contact, contactBy } from './fields';

/** POST /v1/contact/status. */
export const getStatus = operation({
	name: 'Get Consent Status',
	value: 'getStatus',
	action: 'Get consent status of contact',
	description: 'Get whether a contact has opted out of messages, and whether it is blocked',
	effect: 'read',
	request: 'POST /v1/contact/status',
	form: [
		choose(contactBy, {
			id: branch('List or ID', 'Chosen from the list, or by the number that is its ID', [body('id', contact)]),
			phone: branch('Phone Number', 'Who has this number', [body('phone', phoneNumber), country]),
		}),
		simplify,
	],
	simplified: ['phone', 'unsubscribed', 'blocked', 'id'],
});
