import { lineField, switchField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byOffset } from '../pages';
import { simplifiedTag, state } from './fields';

const search = lineField({ displayName: 'Search', name: 'search', placeholder: 'e.g. regular', description: 'Only tags with these words in their name' });

const system = switchField({ displayName: 'System', name: 'system', description: 'Whether only tags made by Whippy are returned, or, when off, only those made by people' });

/** GET /v1/tags: pages by offset. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many tags',
	description: 'Get the tags that contacts can have',
	effect: 'read',
	request: 'GET /v1/tags',
	page: byOffset,
	form: [returnAllOrLimit, simplify, filters(query('search', search), query('state', state), query('system', system))],
	simplified: simplifiedTag,
});
