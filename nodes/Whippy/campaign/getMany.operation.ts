import { lineField, linesField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { createdBy, updatedBy } from '../fields';
import { byOffset } from '../pages';
import { channelFilter } from './fields';
import { simplifiedCampaign } from './simplified';

const title = lineField({ displayName: 'Title', name: 'title', placeholder: 'e.g. Spring menu', description: 'Only those with this title' });

const status = linesField({
	displayName: 'Campaign Status',
	name: 'campaignStatus',
	placeholder: 'e.g. draft, completed',
	description: 'Only campaigns with one of these, as Whippy writes them',
});

/** GET /v1/campaigns. */
export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many campaigns',
	description: 'Get the campaigns of the organization',
	effect: 'read',
	request: 'GET /v1/campaigns',
	page: byOffset,
	form: [
		returnAllOrLimit,
		simplify,
		filters(
			query('channels[][id]', channelFilter),
			query('created_by[]', createdBy),
			query('status[]', status),
			query('title', title),
			query('updated_by[]', updatedBy),
		),
	],
	simplified: simplifiedCampaign,
});
