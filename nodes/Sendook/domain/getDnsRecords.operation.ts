import type { IDataObject } from 'n8n-workflow';
import { path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { domain } from './fields';

/**
 * The whole name of a record. The server gives some names relative to what it takes for the registered domain (`@`, `agents`,
 * `_dmarc.agents`), and guesses that wrongly below such as co.uk; those of DKIM are whole.
 */
function hostOf({ name }: IDataObject, domainName: string): string {
	const written = String(name);
	if (written.toLowerCase().endsWith(`.${domainName.toLowerCase()}`)) return written;
	return written.startsWith('_dmarc') ? `_dmarc.${domainName}` : domainName;
}

/** GET /v1/domains/{domain}/dns. The server tells the mail service of the domain by this; a domain is never verified without. */
export const getDnsRecords = operation({
	name: 'Get DNS Records',
	value: 'getDnsRecords',
	action: 'Get DNS records of domain',
	description: 'Get the records to publish where the domain is managed, a row for each. Do this before Verify: it also makes Sendook’s mail service look for them.',
	effect: 'read',
	request: 'GET /v1/domains/{domain}/dns',
	form: [path('domain', domain)],
	rows(answer, { ids: { domain: domainName } }) {
		if (!Array.isArray(answer)) return answer;
		// Sendook gives none, but an MX record has a priority.
		return answer.map((record: IDataObject) => ({
			type: record.type,
			host: hostOf(record, domainName),
			value: record.value,
			...(record.type === 'MX' && { priority: 10 }),
			name: record.name,
		}));
	},
});
