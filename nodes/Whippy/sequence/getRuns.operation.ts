import { dateTimeField, oneOfField, phoneNumberField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, path, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { refuseReversed } from '../../shared/values/dates';
import { channelFilter } from '../campaign/fields';
import { byOffset } from '../pages';
import { sequence } from './fields';
import { simplifiedRun } from './simplified';

const after = dateTimeField({ displayName: 'After', name: 'after', description: 'Only runs that began after this time' });

const before = dateTimeField({ displayName: 'Before', name: 'before', description: 'Only runs that began before this time' });

const phone = phoneNumberField({
	displayName: 'Contact Phone Number',
	name: 'contactPhone',
	placeholder: 'e.g. +1 415 555 0134',
	description: 'Only runs of the person with this number. Without a country code, the credential’s Default Country counts.',
});

const status = oneOfField({ displayName: 'Run Status', name: 'runStatus', description: 'Only runs that are so' }, { active: 'Active', finished: 'Finished' });

/** GET /v1/sequences/{id}/sequence_runs (docs.whippy.ai/reference/getsequenceruns). */
export const getRuns = operation({
	name: 'Get Runs',
	value: 'getRuns',
	action: 'Get runs of sequence',
	description: 'Get how contacts went through a sequence, one row for each',
	effect: 'read',
	request: 'GET /v1/sequences/{id}/sequence_runs',
	page: byOffset,
	form: [
		path('id', sequence),
		returnAllOrLimit,
		simplify,
		filters(query('after', after), query('before', before), query('channel_id', channelFilter), query('phone', phone), query('status', status)),
	],
	finish({ query: { after: from, before: to }, body }) {
		refuseReversed(from, to);
		return body as object;
	},
	simplified: simplifiedRun,
});
