import { lineField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byOffset } from '../pages';
import { simplifiedAgent } from './fields';

const name = lineField({ displayName: 'Name', name: 'name', placeholder: 'e.g. Front Desk Agent', description: 'Only agents of this name' });

/** GET /v1/agents. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many AI agents',
	description: 'Get the AI agents of the organization',
	effect: 'read',
	request: 'GET /v1/agents',
	page: byOffset,
	form: [returnAllOrLimit, simplify, filters(query('name', name))],
	simplified: simplifiedAgent,
});
