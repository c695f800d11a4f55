/**
 * A domain name in the form that servers compare: ASCII (`xn--...`), lower case where it had to be converted.
 *
 * @returns undefined for what isn't a domain name of at least two labels, IP addresses among them
 */
export function asciiDomain(domain: string): string | undefined {
	// URL() would take percent signs, ports, and numbers that stand for IP addresses.
	if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return undefined;
	const url = `http://${domain}`;
	if (!URL.canParse(url)) return undefined;
	const ascii = /^[\0-\x7f]*$/.test(domain) ? domain : new URL(url).hostname;
	const labels = ascii.split('.');
	const isName = labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
	return isName && labels.length > 1 && /[a-z]/i.test(labels[labels.length - 1]) ? ascii : undefined;
}
