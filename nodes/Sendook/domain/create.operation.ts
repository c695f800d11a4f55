import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { domainName } from './fields';
import { simplifiedDomain } from './simplified';

/** POST /v1/domains. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create domain',
	description: 'Add a domain of yours, for inboxes with addresses at it. Then get its DNS records, publish them, and verify it.',
	effect: 'write',
	request: 'POST /v1/domains',
	form: [body('name', domainName), simplify, changeDelivery],
	simplified: simplifiedDomain,
	howToCheck: 'Look for it with Domain > Get. A domain that Sendook already has is answered in this way, too.',
});
