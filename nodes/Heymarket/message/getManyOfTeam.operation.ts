import { filters } from '../../shared/form/collections';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { toBody } from '../../shared/form/sent';
import { z } from '../../shared/libraries';
import { operation } from '../../shared/operation';
import type { Content } from '../../shared/provider';
import { field } from '../../shared/form/fields';
import { optional } from '../fields';
import { byDate } from '../pages';
import { simplifiedMessage } from './rows';

/** The most rows of one page that anybody is known to ask for (providers/heymarket.md section 4.1). */
const MOST_ROWS = 200;

/**
 * Fewer requests than with the default of 30. Whatever Heymarket makes of the number, a page that is shorter than asked
 * for isn't taken for the last one.
 */
function withLimit(content: Content, wanted: number | undefined): Content {
	return { ...content, body: { ...content.body, limit: Math.min(wanted ?? MOST_ROWS, MOST_ROWS) } };
}

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
			optional.after,
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
	page: { ...byDate('created_at', 'date'), first: withLimit },
	since: { parameter: 'filters.after', row: 'date' },
});
