import { lineField, locatorField, type ValueContext } from '../../shared/form/field';
import { asciiDomain } from '../../shared/values/domains';
import { invalid } from '../../shared/values/invalid';
import { singleLine } from '../../shared/values/text';

/** A domain name, as the DNS has it, with its capitals: the server tells them apart. @throws InvalidValue */
function domainNameOf(value: unknown): string {
	const written = singleLine(value);
	const name = written.length > LONGEST_NAME ? undefined : asciiDomain(written);
	// The server wants letters at the end, so xn--p1ai is none for it.
	if (name === undefined || !/\.[a-z]{2,}$/i.test(name)) throw invalid(value, 'is not a domain name', 'Give a name such as agents.example.com, without https:// and without an @.');
	return name;
}

/** What the DNS allows. */
const LONGEST_NAME = 253;

/** The domain that a request is about: the API knows it by its name, not by its ID. */
export const domain = locatorField({
	displayName: 'Domain',
	name: 'domain',
	required: true,
	description: 'A domain that was added to Sendook',
	search: 'searchDomains',
	idMode: 'By Name',
	placeholder: 'e.g. agents.example.com',
	convert: domainNameOf,
});

const line = lineField({
	displayName: 'Domain Name',
	name: 'domainName',
	required: true,
	placeholder: 'e.g. agents.example.com',
	description: 'A domain of yours that no other mail service receives mail for: a subdomain is safest',
});

/** The name of a new domain, in small letters, as mail programs write it. */
export const domainName: typeof line = {
	...line,
	convert: (value: unknown, context: ValueContext) => domainNameOf(line.convert(value, context)).toLowerCase(),
};
