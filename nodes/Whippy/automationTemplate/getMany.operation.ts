import { lineField, switchField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { createdBy, updatedBy } from '../fields';
import { byOffset } from '../pages';

const accessLevel = lineField({ displayName: 'Access Level', name: 'accessLevel', placeholder: 'e.g. public', description: 'Only templates with this access level, as their rows show it' });

const archived = switchField({ displayName: 'Archived', name: 'archived', description: 'Whether only archived templates are returned, or, when off, only those in use' });

const title = lineField({ displayName: 'Title', name: 'title', placeholder: 'e.g. Review request', description: 'Only templates of this title' });

/** GET /v1/automations/templates: pages by offset. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many automation templates',
	description: 'Get the automation templates, whose IDs a campaign takes',
	effect: 'read',
	request: 'GET /v1/automations/templates',
	page: byOffset,
	form: [
		returnAllOrLimit,
		simplify,
		filters(
			query('access_level', accessLevel),
			query('archived', archived),
			query('created_by[]', createdBy),
			query('title', title),
			query('updated_by[]', updatedBy),
		),
	],
	simplified: ['title', 'description', 'access_level', 'archived', 'created_at', 'updated_at', 'created_by_id', 'updated_by_id', 'id'],
});
