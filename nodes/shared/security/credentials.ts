import {
	UserError,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INodeProperties,
} from 'n8n-workflow';
import { onFirstUse, schemaLibrary } from '../libraries';
import { countries } from '../values/countries';
import { attempt } from '../values/invalid';
import { countryCode } from '../values/phone';
import { httpUrl } from '../values/urls';

/**
 * A key as it was pasted, blanks around it removed.
 *
 * @param label what the field is called in the form
 * @throws UserError, which n8n shows with its message, where it is empty or has blanks or line breaks inside
 */
export function secretText(value: unknown, label: string): string {
	const key = typeof value === 'string' ? value.trim() : '';
	if (key === '') throw new UserError(`${label} is empty. Fill it in in the credential.`);
	if (/\s/.test(key)) {
		throw new UserError(`${label} has a line break or a blank inside. Copy it again, in one piece, into the credential.`);
	}
	// Anything else can't stand in a header, or was not meant to be there.
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw new UserError(`${label} has characters that no key has. Copy it again into the credential.`);
	}
	return key;
}

/**
 * The base URL of a credential, without a slash at its end.
 *
 * @throws UserError where it isn't an http or https address, or carries a query
 */
export function baseUrlOf({ baseUrl }: ICredentialDataDecryptedObject): string {
	const made = attempt(() => new URL(httpUrl(baseUrl)));
	if (made.fault) throw new UserError(`Base URL ${made.fault.message}. Write it like https://api.example.com.`);
	const { origin, pathname, search, hash } = made.good;
	if (search || hash) throw new UserError('Base URL has a query. Leave out what follows the ? or #.');
	return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/**
 * The request with a credential's headers. They go to the credential's own base URL, not to where a redirect of it or
 * another node's address would take them.
 *
 * @throws UserError for a request to elsewhere
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
	if (!URL.canParse(address) || new URL(address).origin !== new URL(base).origin) {
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

/** What all credentials hold beside their own fields. Any of it may be an expression, which gives anything. */
const common = onFirstUse(() => {
	const { looseObject, optional, string } = schemaLibrary();
	return looseObject({ baseUrl: string(), allowedRecipients: optional(string()), defaultCountry: optional(string()) });
});

const LABELS: Record<string, string> = { baseUrl: 'Base URL', allowedRecipients: 'Allowed Recipients', defaultCountry: 'Default Country' };

/**
 * Refuses a credential with a field that is no text. Allowed Recipients whose expression gives nothing would otherwise allow
 * everyone.
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
	if (fault) throw new UserError(`Default Country: ${fault.message}. Choose one from the list.`);
}

/** Keys are longer than this; what is shorter could be a word of a sentence. */
const LONGEST_WORD = 11;

/** What a provider said, without what it repeats of a credential: its fields that may be keys, and signed tokens. */
export function withoutSecrets(said: string, credentials: ICredentialDataDecryptedObject): string {
	const keys = Object.entries(credentials)
		.filter(([name]) => !Object.hasOwn(LABELS, name))
		.map(([, value]) => (typeof value === 'string' ? value.trim() : ''))
		.filter(({ length }) => length > LONGEST_WORD);
	const withoutKeys = keys.reduce((words, key) => words.replaceAll(key, '***'), said);
	return withoutKeys.replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '***');
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

/** The fields that each of the credentials has after its own. */
export function commonProperties(defaultBaseUrl: string, baseUrlDescription: string): INodeProperties[] {
	return [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: defaultBaseUrl,
			description: baseUrlDescription,
		},
		{
			displayName: 'Allowed Recipients',
			name: 'allowedRecipients',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. *@example.com, +1 415*',
			description:
				'Whom the nodes of this package may write to with this credential: email addresses and phone numbers with country code, separated by commas or lines, where * stands for any characters. Whoever manages the credential sets this; workflows and AI agents can’t lift it. Left empty, everyone is allowed.',
		},
	];
}
