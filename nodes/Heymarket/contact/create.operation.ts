import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { body, branch, choose } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { phoneNumber } from '../fields';
import { otherChannel, typeOf } from './channels';
import { createdRow, customFields, details } from './fields';

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
		details,
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
