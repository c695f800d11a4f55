import { simplify } from '../../shared/form/lists';
import { body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contact } from './fields';

/** POST /v1/contact/status. */
export const getStatus = operation({
	name: 'Get Consent Status',
	value: 'getStatus',
	action: 'Get consent status of contact',
	description: 'Get whether a contact has opted out of messages, and whether it is blocked',
	effect: 'read',
	request: 'POST /v1/contact/status',
	form: [body('id', contact), simplify],
	simplified: ['phone', 'unsubscribed', 'blocked', 'id'],
});
