import type { IDataObject } from 'n8n-workflow';
import { changeDelivery } from '../../shared/form/delivery';
import { lineField, locatorField, wholeNumberField } from '../../shared/form/field';
import { simplify } from '../../shared/form/lists';
import { body, setting, updateFields } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { integerId } from '../../shared/values/ids';

const user = locatorField({
	displayName: 'User',
	name: 'user',
	required: true,
	description: 'A member of the team',
	search: 'searchMembers',
	placeholder: 'e.g. 101',
	convert: integerId,
});

const firstName = lineField({ displayName: 'First Name', name: 'firstName', placeholder: 'e.g. Mia', description: 'The first name of the user' });

const lastName = lineField({ displayName: 'Last Name', name: 'lastName', placeholder: 'e.g. Chen', description: 'The last name of the user' });

const role = wholeNumberField({
	displayName: 'Role ID',
	name: 'roleId',
	min: 1,
	default: 4,
	description: 'What the user may do in Heymarket: 1 is an admin and 4 a member. Heymarket’s support knows the numbers of other roles.',
});

/** POST /v1/users/update. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update user',
	description: 'Change the name or the role of a user',
	effect: 'write',
	request: 'POST /v1/users/update',
	form: [
		setting(user),
		updateFields(body('first_name', firstName), body('last_name', lastName), body('role_id', role)),
		simplify,
		changeDelivery,
	],
	finish: ({ body: changed, settings }) => ({ users: [{ id: settings.user, ...changed }] }),
	reaches: ({ settings }) => ({ conversation: `user ${String(settings.user)}` }),
	// Each user comes as a member of the team.
	rows: (answer) => (answer as IDataObject | undefined)?.memberships,
	simplified: ['name', 'email', 'phone', 'created_at', 'updated_at', 'role_id', 'team_id', 'id'],
	howToCheck: 'Look at the members with Team > Get.',
});
