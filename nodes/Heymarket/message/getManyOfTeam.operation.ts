import { filters } from '../../shared/fields/filters';
import { returnAllOrLimit, simplify } from '../../shared/fields/lists';
import { toBody } from '../../shared/fields/sent';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import { field } from '../../shared/request/fields';
import { byDate } from '../pages';
import { simplifiedMessage } from './rows';

/** POST /v1/messages/all: the whole team's messages, newest first. */
export const getManyOfTeam = operation({
	name: 'Get Many of Team',
	value: 'getManyTeamMessages',
	action: 'Get many messages of team',
	description: 'Get the messages of the whole team, newest first',
	effect: 'read',
	request: {
		method: 'POST',
		path: '/v1/messages/all',
		body: ({ timezone }) => z.strictObject({ created_at: field.optional(field.dateTime({ timezone })) }),
	},
	parameters: [
		...returnAllOrLimit(),
		simplify(),
		filters([
			{
				displayName: 'After',
				name: 'after',
				type: 'dateTime',
				default: '',
				description: 'Only messages from this time on',
			},
			{
				displayName: 'Before',
				name: 'createdBefore',
				type: 'dateTime',
				default: '',
				description: 'Only messages up to this time',
				...toBody('created_at'),
			},
		]),
	],
	simplified: simplifiedMessage,
	page: byDate('created_at', 'date'),
	since: { parameter: 'filters.after', row: 'date' },
});
