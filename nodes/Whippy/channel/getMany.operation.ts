import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';

/** GET /v1/channels: all of them in one answer (docs.whippy.ai; the list has no paging). */
export const getMany = operation({
	name: 'Get Many',
	value: 'getManyChannels',
	action: 'Get many channels',
	description: 'Get the phone, email and other channels of the organization',
	effect: 'read',
	request: { method: 'GET', path: '/v1/channels' },
	parameters: [...returnAllOrLimit(), simplify()],
	simplified: ['id', 'name', 'type', 'phone', 'address', 'description', 'timezone', 'support_ai_agent', 'created_at', 'updated_at'],
});
