import type { IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import { prepareRequest, Sender, type RequestContext } from '../../../../nodes/shared/transport/exchange';
import type { Provider } from '../../../../nodes/shared/provider';
import { provider } from '../support';

const baseUrl = 'https://api.example.com';

/** A sender, how often it read its credential, and the requests that it made through n8n. */
function sending(changed: Partial<Provider> = {}, credential = {}) {
	let reads = 0;
	const read = jest.fn(async () => {
		reads += 1;
		return { apiKey: `key ${reads}`, baseUrl };
	});
	const requests: IHttpRequestOptions[] = [];
	const helpers = {
		httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
			requests.push(options);
			return { statusCode: 200, headers: {}, body: {} };
		},
	};
	const context = { getCredentials: read, helpers } as unknown as RequestContext;
	return { sender: new Sender(provider(changed), context, { apiKey: 'key 0', baseUrl, ...credential }), read, requests };
}

describe('a credential that was not accepted', () => {
	test('is read again once for all requests that were refused together', async () => {
		const { sender, read } = sending();
		const used = sender.credentials;
		await Promise.all([sender.renew(used), sender.renew(used), sender.renew(used)]);
		expect(read).toHaveBeenCalledTimes(1);
		expect(sender.credentials.apiKey).toBe('key 1');
	});

	test('is not read again for a request that was refused with an older credential', async () => {
		const { sender, read } = sending();
		const used = sender.credentials;
		await sender.renew(used);
		await sender.renew(used);
		expect(read).toHaveBeenCalledTimes(1);
	});

	test('is read each time that the newest one is refused', async () => {
		const { sender, read } = sending();
		await sender.renew(sender.credentials);
		await sender.renew(sender.credentials);
		expect(read).toHaveBeenCalledTimes(2);
		expect(sender.credentials.apiKey).toBe('key 2');
	});

	test('is kept if n8n can’t read it any more', async () => {
		const { sender, read } = sending();
		read.mockRejectedValueOnce(new Error('The database is gone'));
		await expect(sender.renew(sender.credentials)).resolves.toBeUndefined();
		expect(sender.credentials.apiKey).toBe('key 0');
	});
});

describe('a request', () => {
	const request = async (method: IHttpRequestMethods, body = {}, credential = {}) => {
		const { sender, requests } = sending({}, credential);
		await sender.exchange(prepareRequest({ request: { method, path: '/v1/things/{id}' }, ids: { id: 'a b' }, query: { status: ['a', 'b'] }, body, settings: {} }), {});
		return requests[0];
	};

	test.each<[IHttpRequestMethods, object, unknown]>([
		['GET', {}, undefined],
		['GET', { text: 'Hello' }, undefined],
		['POST', {}, '{}'],
		['POST', { text: 'Hello' }, { text: 'Hello' }],
		['DELETE', {}, undefined],
		['DELETE', { ids: ['a'] }, { ids: ['a'] }],
	])('%s of %j has the body %j', async (method, given, body) => {
		const options = await request(method, given);
		expect(options.body).toEqual(body);
		expect('Content-Type' in options.headers!).toBe(body !== undefined);
	});

	test('goes to the path that its IDs make, at the address of the credential', async () => {
		expect(await request('GET')).toMatchObject({ method: 'GET', baseURL: baseUrl, url: '/v1/things/a%20b' });
	});

	test('leaves every status and redirect to who judges it, and sends several values under one name', async () => {
		expect(await request('GET')).toMatchObject({
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			arrayFormat: 'repeat',
			qs: { status: ['a', 'b'] },
		});
	});

	test.each([
		['all', undefined, undefined],
		['none', 'elsewhere.example.com', undefined],
		['domains', undefined, 'api.example.com'],
		['domains', 'elsewhere.example.com', 'api.example.com, elsewhere.example.com'],
	])('with a credential that allows %s %s may go to its own host and to these: %s', async (allowedHttpRequestDomains, allowedDomains, hosts) => {
		expect((await request('GET', {}, { allowedHttpRequestDomains, allowedDomains })).allowedDomains).toBe(hosts);
	});
});
