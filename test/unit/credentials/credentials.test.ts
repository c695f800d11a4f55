import { existsSync } from 'node:fs';
import path from 'node:path';
import {
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
} from 'n8n-workflow';
import { HeymarketJwtApi } from '../../../credentials/HeymarketJwtApi.credentials';
import { SendookApi } from '../../../credentials/SendookApi.credentials';
import { WhippyApi } from '../../../credentials/WhippyApi.credentials';
import { name as packageName, version } from '../../../package.json';

type Authenticated = HeymarketJwtApi | WhippyApi | SendookApi;

const heymarket = { secretId: 'demo-secret-id', secretKey: 'demo-secret-key', baseUrl: 'https://api.heymarket.com' };
const team = { authentication: 'teamKey', teamApiKey: 'team-key', baseUrl: 'https://api.heymarket.com' };
const whippy = { apiKey: 'whippy-key', baseUrl: 'https://api.whippy.co' };
const sendook = { apiKey: 'sendook-key', baseUrl: 'https://api.sendook.com' };

/** The message of a UserError, which n8n shows to a person. For other errors it may show its own words. */
async function refusalOf(signing: Promise<unknown>): Promise<string> {
	const refusal: unknown = await signing.catch((error: unknown) => error);
	expect(refusal).toBeInstanceOf(UserError);
	return (refusal as UserError).message;
}

const all: Array<[name: string, type: Authenticated, credentials: ICredentialDataDecryptedObject, headers: object]> = [
	['Heymarket, API secret', new HeymarketJwtApi(), heymarket, { Authorization: expect.stringMatching(/^Bearer eyJ[\w-]+\.[\w-]+\.[\w-]+$/) }],
	['Heymarket, team key', new HeymarketJwtApi(), team, { Authorization: 'Bearer team-key' }],
	['Whippy', new WhippyApi(), whippy, { 'X-WHIPPY-KEY': 'whippy-key' }],
	['Sendook', new SendookApi(), sendook, { Authorization: 'Bearer sendook-key' }],
];

describe.each(all)('%s', (_, type, credentials, headers) => {
	const base = String(credentials.baseUrl);
	const secretNames = ['secretKey', 'teamApiKey', 'apiKey'].filter((name) => name in credentials);

	test('adds its headers to a request and leaves the rest as it is', async () => {
		const request: IHttpRequestOptions = {
			baseURL: base,
			url: '/v1/things',
			method: 'POST',
			headers: { Accept: 'application/json' },
			body: { a: 1 },
			qs: { b: 2 },
		};
		const before = structuredClone(request);
		const signed = await type.authenticate(credentials, request);
		expect(signed).toEqual({
			...before,
			headers: { Accept: 'application/json', ...headers },
			disableFollowRedirect: true,
		});
		expect(request).toEqual(before);
	});

	test('accepts blanks around pasted values, and a slash after the base URL', async () => {
		const pasted = Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name, name === 'authentication' ? value : ` ${String(value)}\n`]));
		pasted.baseUrl = `${base}// `;
		const signed = await type.authenticate(pasted, { baseURL: pasted.baseUrl, url: '/v1/things' });
		expect(signed).toMatchObject({ baseURL: base, url: '/v1/things', headers });
	});

	test.each(['/v1', '/v1/', '/V1'])('understands a base URL that ends in %s', async (end) => {
		for (const [at, under] of [[base, base], [`${base}/proxy`, `${base}/proxy`], [`${base}/v1`, `${base}/v1`]]) {
			const signed = await type.authenticate({ ...credentials, baseUrl: at + end }, { baseURL: at + end, url: '/v1/things' });
			expect(signed.baseURL).toBe(under);
		}
		const signed = await type.authenticate({ ...credentials, baseUrl: `${base}/v10` }, { baseURL: `${base}/v10`, url: '/v1/things' });
		expect(signed.baseURL).toBe(`${base}/v10`);
	});

	test.each(['Bearer ', ' bearer  ', 'BEARER\n'])('drops a pasted %j before the key', async (word) => {
		const pasted = Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name, secretNames.includes(name) ? `${word}${String(value)}` : value]));
		const signed = await type.authenticate(pasted, { baseURL: base, url: '/v1/things' });
		expect(signed.headers).toEqual(headers);
	});

	test.each<[string, IHttpRequestOptions]>([
		['another host', { url: 'https://evil.example/v1/things' }],
		['a host that begins the same', { url: `${base}.evil.example/` }],
		['the base URL as user name', { url: `${base}@evil.example/` }],
		['no scheme', { baseURL: base, url: '//evil.example/v1' }],
		['another base URL', { baseURL: 'https://evil.example', url: '/v1/things' }],
		['another scheme', { url: `${base.replace('https', 'http')}/v1` }],
		['another port', { url: `${base}:8443/v1` }],
		['an absolute URL beside the base URL', { baseURL: base, url: 'HTTPS://evil.example' }],
		['a request of the older kind', { uri: 'https://evil.example/' } as never],
		['both kinds at once', { baseURL: base, url: '/v1', uri: 'https://evil.example/' } as never],
	])('does not send the key to another host: %s', async (__, request) => {
		expect(await refusalOf(type.authenticate(credentials, request))).toBe(
			`This credential is for ${base} only. Its key is not sent to another address.`,
		);
	});

	test('signs requests of n8n’s HTTP Request node too, without following redirects', async () => {
		const signed = await type.authenticate(credentials, { uri: `${base}/v1/things`, method: 'GET' } as never);
		expect(signed).toMatchObject({ headers, followRedirect: false, followAllRedirects: false });
	});

	test.each([
		['', 'Base URL is empty.'],
		['api.example.com', 'Base URL "api.example.com" is not a web address.'],
		['ftp://api.example.com', 'Base URL "ftp://api.example.com" is not a web address.'],
		['https://anna:secret@api.example.com', 'Base URL holds a user name or password.'],
		['https://api.example.com/?a=b', 'Base URL has a query.'],
	])('refuses the base URL %j', async (baseUrl, message) => {
		expect(await refusalOf(type.authenticate({ ...credentials, baseUrl }, { url: '/v1' }))).toContain(message);
	});

	test.each(secretNames)('refuses a bad %s without showing it', async (name) => {
		const label = { secretKey: 'Secret Key', teamApiKey: 'Team API Key', apiKey: 'API Key' }[name];
		for (const [bad, why] of [
			['', 'is empty'],
			['Bearer ', 'is empty'],
			['sec\r\nret: 1', 'has a line break or a blank inside'],
			['sec ret', 'has a line break or a blank inside'],
			['sec\0ret', 'has characters that no key has'],
			['sec\u200bret', 'has characters that no key has'],
		]) {
			const message = await refusalOf(type.authenticate({ ...credentials, [name]: bad }, { baseURL: base, url: '/v1' }));
			expect(message).toContain(`${label} ${why}`);
			expect(message).not.toContain('sec');
		}
	});

	test('hides its secret fields, and no others', () => {
		for (const { name, typeOptions } of type.properties) {
			expect([name, typeOptions?.password ?? false]).toEqual([name, ['secretKey', 'teamApiKey', 'webhookTokens', 'apiKey'].includes(name)]);
		}
	});

	test('has icons, a documentation page, and the field for recipients', () => {
		expect(Object.keys(type.icon)).toEqual(['light', 'dark']);
		for (const drawing of Object.values(type.icon)) {
			expect(existsSync(path.join(__dirname, '../../../credentials', drawing.replace('file:', '')))).toBe(true);
		}
		expect(type.documentationUrl).toMatch(/^https:\/\//);
		expect(type.displayName).toMatch(/API$/);
		expect(type.properties.find(({ name }) => name === 'allowedRecipients')).toMatchObject({
			default: '',
			typeOptions: { rows: 3 },
		});
		expect(type.properties.find(({ name }) => name === 'baseUrl')?.default).toBe(base);
	});
});

/** Without a rule, n8n shows the bare words of the status, such as Not Found. */
const common = { 301: 'another address', 302: 'another address', 307: 'another address', 308: 'another address', 404: 'Check Base URL', 429: 'Try again', 500: 'Try again', 502: 'Try again', 503: 'Try again', 504: 'Try again' };

test.each<[string, ICredentialType, string, Record<number, string>]>([
	['Heymarket', new HeymarketJwtApi(), '/v1/team', { 401: 'Settings > Integrations > API', 403: 'support' }],
	['Whippy', new WhippyApi(), '/v1/organization', { 401: 'it may be disabled', 403: 'Developers > API Keys' }],
	['Sendook', new SendookApi(), '/v1/inboxes', { 400: 'all 96 characters', 401: 'API Keys', 403: 'proxy' }],
])('the test of %s makes a small read and gives advice', (name, { test: { request, rules = [] } = {} as never }, url, advice) => {
	expect(request).toEqual({ baseURL: '={{ $credentials.baseUrl }}', url, headers: { 'User-Agent': `${packageName}/${version}` } });
	const byStatus = Object.fromEntries(rules.map(({ properties }) => ['value' in properties ? properties.value : '', properties.message]));
	for (const [status, words] of Object.entries({ ...common, ...advice })) {
		expect(byStatus[status]).toContain(words);
		expect(byStatus[status]).toContain(name);
	}
});
