import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { channelType, contactUuid, simplifiedChannel } from './channels';

/** GET /v2/contact/{uuid}/channel/{channelType}. */
export const getChannel = operation({
	name: 'Get Channel',
	value: 'getChannel',
	action: 'Get channel of contact',
	description: 'Get the channel of one type that a contact has, such as its email address',
	effect: 'read',
	request: 'GET /v2/contact/{uuid}/channel/{channelType}',
	form: [path('uuid', contactUuid), path('channelType', channelType), simplify],
	simplified: simplifiedChannel,
});
