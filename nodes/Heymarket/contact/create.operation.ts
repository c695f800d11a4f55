import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { additionalFields, body, branch, choose } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { phoneNumber } from '../fields';
import { otherChannel, typeOf } from './channels';
import { assignee, avatarUrl, createdRow, customFields, displayName, email, firstName, isOptedOut, lastName, tags } from './fields';

const byChannel = { method: 'POST', path: '/v2/contact' } as const;

/** POST /v1/contact by a phone number; POST /v2/contact by another channel. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create contact',
	description: 'Create a contact. Where one may have the number already, use Create or Update.',
	effect: 'write',
	form: [
		choose(
			{ displayName: 'Channel', name: 'channel', description: 'How the person is reached' },
			{
				phone: branch('Phone Number', 'A number for texts', [body('phone', phoneNumber), country], { method: 'POST', path: '/v1/contact' }),
				email: branch(...otherChannel.email, byChannel),
				other: branch(...otherChannel.other, byChannel),
			},
		),
		additionalFields(
			body('assignee_id', assignee),
			body('display_name', displayName),
			body('email', email),
			body('first', firstName),
			body('is_opted_out', isOptedOut),
			body('last', lastName),
			body('avatar', avatarUrl),
			body('tags', tags),
		),
		body('custom', customFields),
		changeDelivery,
	],
	finish({ body: { channel_id, channel_type, ...others }, settings }) {
		if (channel_id === undefined) return others;
		return { ...others, contact_channels: [{ channel_type: typeOf({ body: { channel_type }, settings }), channel_id }] };
	},
	rows: (receipt, { body: written }) => createdRow(written, receipt),
	howToCheck: 'Look for it with Contact > Get Many.',
});
