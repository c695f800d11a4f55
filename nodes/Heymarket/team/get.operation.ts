import { operation } from '../../shared/operation';

/** GET /v1/team: its name and members. */
export const get = operation({
	name: 'Get',
	value: 'getTeam',
	action: 'Get team',
	description: 'Get the team and its members',
	effect: 'read',
	request: { method: 'GET', path: '/v1/team' },
	parameters: [],
});
