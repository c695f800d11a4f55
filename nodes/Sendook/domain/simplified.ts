import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';

/** What the records of DKIM are called here. The server doesn't keep them with the domain; it is verified where they are found. */
const DKIM = 'CNAME (DKIM)';

/** The records that Sendook has found, or those that it has not. */
function records({ records: all, verified }: IDataObject, areFound: boolean): string[] {
	const kept = (all as IDataObject[]).filter(({ status }) => (status === 'verified') === areFound);
	return [...kept.map(({ type, name }) => `${String(type)} ${String(name)}`), ...((verified === true) === areFound ? [DKIM] : [])];
}

/** What people use of a domain (providers/sendook.md section 7): whether it may send, and what is still missing. */
export const simplifiedDomain: Column[] = [
	'name',
	'verified',
	['recordsMissing', (domain) => records(domain, false)],
	['recordsFound', (domain) => records(domain, true)],
	'createdAt',
	'updatedAt',
	'organizationId',
	'_id',
];
