import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { channel, contactUuid, simplifiedChannel, typeOf } from './channels';

/** POST /v2/contact/{uuid}/channel. */
export const addChannel = operation({
	name: 'Add Channel',
	value: 'addChannel',
	action: 'Add channel to contact',
	description: 'Add a number, an address or another channel by which a contact is reached. Gives all its channels.',
	effect: 'write',
	request: 'POST /v2/contact/{uuid}/channel',
	form: [path('uuid', contactUuid), channel, simplify, changeDelivery],
	finish: ({ body: { channel_id, channel_type }, settings }) => ({ channel_type: typeOf({ body: { channel_type }, settings }), channel_id }),
	simplified: simplifiedChannel,
	howToCheck: 'Look for it with Contact > Get Channel.',
});
