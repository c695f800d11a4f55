import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { channel } from '../fields';
import { simplifiedChannel } from './simplified';

/** GET /v1/channels/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get channel',
	description: 'Get a channel, without Simplify also with its opening hours and automatic answers',
	effect: 'read',
	request: 'GET /v1/channels/{id}',
	form: [path('id', channel), simplify],
	simplified: simplifiedChannel,
});
