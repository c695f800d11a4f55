import { simplify } from '../../shared/form/lists';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { domain } from './fields';
import { simplifiedDomain } from './simplified';

/** POST /v1/domains/{domain}/verify. The server notes what it finds; to ask again does no harm, so this is a read. */
export const verify = operation({
	name: 'Verify',
	value: 'verify',
	action: 'Verify domain',
	description: 'Let Sendook look for the DNS records of a domain now: the row says which it found and which it didn’t. New records can take hours to be seen.',
	effect: 'read',
	request: 'POST /v1/domains/{domain}/verify',
	form: [path('domain', domain), simplify],
	simplified: simplifiedDomain,
});
