import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';
import { simplifiedChannel } from './simplified';

/** GET /v1/channels: all of them in one answer (docs.whippy.ai; the list has no paging). */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many channels',
	description: 'Get the phone, email and other channels of the organization',
	effect: 'read',
	request: 'GET /v1/channels',
	form: [returnAllOrLimit, simplify],
	simplified: simplifiedChannel,
});
