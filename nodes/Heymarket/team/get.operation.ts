import type { IDataObject } from 'n8n-workflow';
import { simplify } from '../../shared/form/lists';
import { operation } from '../../shared/operation';

/** GET /v1/team: its name and members. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get team',
	description: 'Get the team and its members',
	effect: 'read',
	request: 'GET /v1/team',
	form: [simplify],
	simplified: ['name', ['members', ({ members }) => (members as IDataObject[] | undefined)?.map(({ name }) => name)], 'list_size', 'id'],
});
