import { htmlPage, Refusal } from '../answer.ts';
import type { Call } from '../provider.ts';
import { newRecords, stored } from './state.ts';
import type { DnsRecord, Domain, SendookState } from './state.ts';

/** The domain that a request asks for. A second one of the same name breaks a rule of the database, which nobody catches. */
export function newDomain({ body }: Call, state: SendookState): Domain {
	const { name } = body as { name: string };
	if (state.domains.some((each) => each.name === name)) throw new Refusal(htmlPage(500, 'Internal Server Error'));
	return { ...stored(state), name, verified: false, records: structuredClone(newRecords) };
}

const tokens = ['abc123', 'def456', 'ghi789'];

/** The records of DKIM, with their whole names. */
function dkimOf({ name }: Domain): DnsRecord[] {
	return tokens.map((token) => ({ type: 'CNAME', name: `${token}._domainkey.${name}`, value: `${token}.dkim.amazonses.com` }));
}

/** The records that a domain needs. As on the real server, names of MX and TXT are relative, even where a domain has three labels at its end. */
export function recordsOf(domain: Domain): DnsRecord[] {
	const before = domain.name.split('.').slice(0, -2).join('.');
	const relative = (name: string) => (before === '' ? name : name === '@' ? before : `${name}.${before}`);
	const [mx, dmarc, spf] = newRecords.map(({ type, name, value }): DnsRecord => ({ type, name: relative(name), value }));
	return [mx, spf, dmarc, ...dkimOf(domain)] as DnsRecord[];
}

/** Looks the records up in what is published. Whether the domain is verified depends on DKIM alone. */
export function verify(domain: Domain, _call: Call, { published, watched }: SendookState): void {
	const isPublished = ({ type, name, value }: DnsRecord) => published.some((each) => each.type === type && each.name === name && each.value === value);
	for (const record of domain.records) {
		const name = record.name === '@' ? domain.name : `${record.name}.${domain.name}`;
		if (isPublished({ ...record, name })) record.status = 'verified';
	}
	domain.verified ||= watched.includes(domain.name) && dkimOf(domain).every(isPublished);
}
