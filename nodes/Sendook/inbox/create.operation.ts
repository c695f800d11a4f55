import { changeDelivery } from '../../shared/form/delivery';
import { emailAddressField, lineField } from '../../shared/form/field';
import { simplify } from '../../shared/form/lists';
import { body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { simplifiedInbox } from './simplified';

const name = lineField({
	displayName: 'Name',
	name: 'name',
	placeholder: 'e.g. Customer Success',
	description: 'The name of the inbox. Whoever gets an email from it sees the name as its sender.',
});

const anyCase = emailAddressField({
	displayName: 'Email Address',
	name: 'emailAddress',
	placeholder: 'e.g. support@agents.example.com',
	description: 'The address of the inbox, at a verified domain of yours or at Sendook’s own. If it is left empty, Sendook makes one from the name.',
});

/** Sendook tells capitals apart: mail to sales@ would not arrive at Sales@, and people write addresses in small letters. */
const emailAddress: typeof anyCase = { ...anyCase, convert: (value, context) => anyCase.convert(value, context).toLowerCase() };

/** POST /v1/inboxes. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create inbox',
	description: 'Create an inbox, which sends and receives email at once',
	effect: 'write',
	request: 'POST /v1/inboxes',
	form: [body('name', name), body('email', emailAddress), simplify, changeDelivery],
	simplified: simplifiedInbox,
	howToCheck: 'Look for it with Inbox > Get Many.',
});
