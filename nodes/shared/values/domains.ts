import { urlOf } from './urls';

/**
 * A domain name in ASCII (`xn--...`), as servers compare it. It is in lower case if it had to be converted.
 *
 * @returns undefined for anything but a domain name of at least two labels; also for an IP address
 */
export function asciiDomain(domain: string): string | undefined {
	// URL() would also accept percent signs and ports.
	if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return undefined;
	const url = urlOf(`http://${domain}`);
	if (!url) return undefined;
	const ascii = /^[\0-\x7f]*$/.test(domain) ? domain : url.hostname;
	const labels = ascii.split('.');
	const isName = labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
	return isName && labels.length > 1 && /[a-z]/i.test(labels[labels.length - 1]) ? ascii : undefined;
}
