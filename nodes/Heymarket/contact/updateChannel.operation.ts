import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { channel, contactUuid, simplifiedChannel, typeOf } from './channels';

/** PUT /v2/contact/{uuid}/channel: the channel of a type gets another number or address. */
export const updateChannel = operation({
	name: 'Update Channel',
	value: 'updateChannel',
	action: 'Update channel of contact',
	description: 'Give the channel of one type another number or address. Gives all channels of the contact.',
	effect: 'write',
	request: 'PUT /v2/contact/{uuid}/channel',
	form: [path('uuid', contactUuid), channel, simplify, changeDelivery],
	finish: ({ body: { channel_id, channel_type }, settings }) => ({ channel_type: typeOf({ body: { channel_type }, settings }), channel_id }),
	simplified: simplifiedChannel,
	howToCheck: 'Look at it with Contact > Get Channel.',
});
