import {
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type IHttpRequestOptions,
	type INodeProperties,
} from 'n8n-workflow';
import type { Provider } from '../provider';
import { onFirstUse, schemaLibrary } from '../libraries';
import { countries } from '../values/countries';
import { attempt } from '../values/invalid';
import { countryCode } from '../values/phone';
import { httpUrl, urlOf } from '../values/urls';

/** A key without what is often pasted with it: blanks around it, and the word Bearer. */
export function bareKey(value: unknown): string {
	return typeof value === 'string' ? value.trim().replace(/^bearer(?:\s+|$)/i, '') : '';
}

/**
 * A key as it was pasted, without the blanks around it and the word Bearer.
 *
 * @param label the field's label in the form
 * @throws UserError if the key is empty, or has blanks, line breaks or other signs inside that no key has
 */
export function secretText(value: unknown, label: string): string {
	const key = bareKey(value);
	if (key === '') throw new UserError(`${label} is empty. Fill it in in the credential.`);
	if (/\s/.test(key)) {
		throw new UserError(`${label} has a line break or a blank inside. Copy it again, in one piece, into the credential.`);
	}
	// Other characters can't stand in a header, or they were pasted by accident.
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw new UserError(`${label} has characters that no key has. Copy it again into the credential.`);
	}
	return key;
}

/**
 * The base URL of a credential, without a slash at its end and without `/v1`, which every path begins with.
 *
 * @throws UserError if it isn't an http or https address, or has a query
 */
export function baseUrlOf({ baseUrl }: ICredentialDataDecryptedObject): string {
	const made = attempt(() => new URL(httpUrl(baseUrl)));
	if (made.fault) throw new UserError(`Base URL ${made.fault.message}. Write it like https://api.example.com.`);
	const { origin, pathname, search, hash } = made.good;
	if (search || hash) throw new UserError('Base URL has a query. Leave out what follows the ? or #.');
	return `${origin}${pathname.replace(/\/+$/, '').replace(/\/+v1$/i, '')}`;
}

/**
 * The request with a credential's headers. They are sent only to the host of the credential's Base URL: redirects are not
 * followed, and a request of the HTTP Request node to another host is refused.
 *
 * @throws UserError for a request to another host
 */
export function authenticated(
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
	headers: Record<string, string>,
): IHttpRequestOptions {
	const base = baseUrlOf(credentials);
	const { url, baseURL, uri } = request as Partial<IHttpRequestOptions> & { uri?: string };
	// n8n's HTTP Request node makes requests of an older kind, which have a `uri` and another word for redirects.
	const target = uri ?? url ?? '';
	const relativeTo = baseURL ? baseUrlOf({ baseUrl: baseURL }) : base;
	const isAbsolute = /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(target);
	const address = isAbsolute ? target : `${relativeTo}/${target.replace(/^\/+/, '')}`;
	if (urlOf(address)?.origin !== new URL(base).origin) {
		throw new UserError(`This credential is for ${base} only. Its key is not sent to another address.`);
	}
	return {
		...request,
		...(baseURL && { baseURL: relativeTo }),
		headers: { ...request.headers, ...headers },
		disableFollowRedirect: true,
		...(uri !== undefined && { followRedirect: false, followAllRedirects: false }),
	};
}

/** The fields that all credentials have beside their own. Each may be an expression, which can give any value. */
const common = onFirstUse(() => {
	const { looseObject, optional, string } = schemaLibrary();
	return looseObject({ baseUrl: string(), allowedRecipients: optional(string()), defaultCountry: optional(string()) });
});

const LABELS: Record<string, string> = { baseUrl: 'Base URL', allowedRecipients: 'Allowed Recipients', defaultCountry: 'Default Country' };

/**
 * Refuses a credential with a field that is not text. Otherwise, Allowed Recipients whose expression gives nothing would
 * allow everyone.
 *
 * @throws UserError that names the field
 */
export function checkCommonFields(credentials: ICredentialDataDecryptedObject): void {
	// Zod takes an undefined value for a field that was left out.
	const filled = Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name, value ?? null]));
	const { error } = common().safeParse(filled);
	if (error) {
		const label = LABELS[String(error.issues[0].path[0])];
		throw new UserError(`${label} is not text. If it is an expression, see that it gives a value.`);
	}
	const { defaultCountry: country } = credentials;
	const { fault } = attempt(() => country && countryCode(country));
	if (fault) throw new UserError(`Default Country: ${fault.message}. ${String(fault.help)}`);
}

/** A value is hidden only if it is longer than this. A shorter one could be an ordinary word, and keys are longer. */
const LONGEST_WORD = 11;

/** A provider's words, in which `***` stands for each key of the credential and each signed token that it repeats. */
export function withoutSecrets(said: string, credentials: ICredentialDataDecryptedObject): string {
	const keys = Object.entries(credentials)
		.filter(([name]) => !Object.hasOwn(LABELS, name))
		.map(([, value]) => bareKey(value))
		.filter(({ length }) => length > LONGEST_WORD);
	const withoutKeys = keys.reduce((words, key) => words.replaceAll(key, '***'), said);
	return withoutKeys.replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '***');
}

/**
 * The rules of a credential's test: what a person reads for a status. Where there is no rule, n8n shows the bare words of the
 * status, such as Not Found.
 *
 * @param own what the provider means by a status
 */
export function testRules({ name, baseUrl }: Pick<Provider, 'name' | 'baseUrl'>, own: Record<number, string>): NonNullable<ICredentialTestRequest['rules']> {
	const rules: Record<number, string> = {
		404: `There is no ${name} at this address: it answered with status 404. Check Base URL; the usual one is ${baseUrl}.`,
		429: `${name} takes no more requests for now (status 429). Try again in a minute.`,
	};
	for (const status of [301, 302, 303, 307, 308]) {
		rules[status] = `${name} pointed to another address (status ${status}), and keys are not sent there. Check Base URL; the usual one is ${baseUrl}.`;
	}
	for (const status of [500, 502, 503, 504]) rules[status] = `${name} could not answer: status ${status}. Try again later, and check Base URL.`;
	return Object.entries({ ...rules, ...own }).map(([status, message]) => ({
		type: 'responseCode',
		properties: { value: Number(status), message },
	}));
}

/** Which country a team's numbers are of, unless they say it. */
export const defaultCountry: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'options',
	options: [{ name: 'None (Numbers Need a Country Code)', value: '' }, ...countries.map(([value, name]) => ({ name, value }))],
	default: '',
	description: 'The country of phone numbers that are written without a country code. A node can choose another one below a number.',
};

/** Whom a credential lets the nodes write to. */
const allowedRecipients: INodeProperties = {
	displayName: 'Allowed Recipients',
	name: 'allowedRecipients',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. *@example.com, +1 415*',
	description:
		'Whom the nodes of this package may write to with this credential: email addresses and phone numbers with country code, separated by commas or lines, where * stands for any characters. Whoever manages the credential sets this; workflows and AI agents can’t lift it. Left empty, everyone is allowed.',
};

/** The fields that a credential has after its own, if nobody ever needs another address than the provider's. */
export function commonPropertiesAt(baseUrl: string): INodeProperties[] {
	return [{ displayName: 'Base URL', name: 'baseUrl', type: 'hidden', default: baseUrl }, allowedRecipients];
}

/** The fields that each of the other credentials has after its own. */
export function commonProperties(defaultBaseUrl: string, baseUrlDescription: string): INodeProperties[] {
	return [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: defaultBaseUrl,
			description: baseUrlDescription,
		},
		allowedRecipients,
	];
}
