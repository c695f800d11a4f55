import { dateTimeField, switchField, wholeNumberField } from './field';
import { setting, unless } from './parts';

const returnAll = switchField({
	displayName: 'Return All',
	name: 'returnAll',
	description: 'Whether to return all results or only up to a given limit',
});

/** How many rows come where nothing says how many. */
const USUAL_LIMIT = 50;

const limit = wholeNumberField({ displayName: 'Limit', name: 'limit', min: 1, default: USUAL_LIMIT, description: 'Max number of results to return' });

/** Return All and Limit, in the words that n8n has everywhere. Pages are read until the limit is reached. */
export const returnAllOrLimit = unless(returnAll, [setting(limit, USUAL_LIMIT)]);

/** Simplify: at most ten flat columns of a row, people first and IDs last. */
export const simplify = setting(
	switchField({
		displayName: 'Simplify',
		name: 'simplify',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	}),
);

/** The time at which a list ends. Lists come newest first. */
export const after = setting(dateTimeField({ displayName: 'After', name: 'after', description: 'Only messages from this time on' }));

/** The time at which a list begins. Lists come newest first. */
export const before = setting(dateTimeField({ displayName: 'Before', name: 'before', description: 'Only messages up to this time' }));
