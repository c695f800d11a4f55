import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { domain } from './fields';

/** DELETE /v1/domains/{domain}: by its name. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete domain',
	description: 'Remove a domain from Sendook',
	effect: 'write',
	request: 'DELETE /v1/domains/{domain}',
	form: [
		path('domain', domain),
		notice('deleteDomainNotice', 'This can’t be undone. To use the domain again, it has to be created and verified anew.'),
		changeDelivery,
	],
	rows: (_, { ids: { domain: name } }) => ({ deleted: true, name }),
	howToCheck: 'Look for it with Domain > Get Many.',
});
