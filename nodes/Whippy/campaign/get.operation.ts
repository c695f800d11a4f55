import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { campaign } from './fields';
import { simplifiedCampaign } from './simplified';

/** GET /v1/campaigns/{id}. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get campaign',
	description: 'Get a campaign; its counts are in the row while Simplify is off',
	effect: 'read',
	request: 'GET /v1/campaigns/{id}',
	form: [path('id', campaign), simplify],
	simplified: simplifiedCampaign,
});
