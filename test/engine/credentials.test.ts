import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Misfortune } from '../../sandbox/faults.ts';
import { search, testCredential } from './editor';
import { run } from './engine';
import { credentialsFor, oneNode, useSandbox, type NodeName } from './sandboxed';
import { accepted, endOf, requested, text, texts } from './sends';

const sandbox = useSandbox();

const types = { heymarket: 'heymarketJwtApi', whippy: 'whippyApi', sendook: 'sendookApi' } as const;
const names = { heymarket: 'Heymarket', whippy: 'Whippy', sendook: 'Sendook' } as const;

async function verdict(node: NodeName, changed: ICredentialDataDecryptedObject = {}) {
	const credential = credentialsFor(sandbox())[types[node]];
	return await testCredential(types[node], { ...credential, ...changed });
}

/** For each credential, the field that holds its secret, with the field's label. */
const secrets = [
	['heymarket', 'secretKey', 'Secret Key'],
	['whippy', 'apiKey', 'API Key'],
	['sendook', 'apiKey', 'API Key'],
] as const;

describe.each(secrets)('the test of a credential of %s', (node, field, label) => {
	it('passes for a good one, also with blanks around the key and a slash after the address', async () => {
		expect(await verdict(node)).toEqual({ status: 'OK', message: 'Connection successful!' });
		const credential = credentialsFor(sandbox())[types[node]];
		const spaced = { [field]: ` ${String(credential[field])}\n`, baseUrl: `${String(credential.baseUrl)}/` };
		expect(await verdict(node, spaced)).toMatchObject({ status: 'OK' });
		const pasted = { [field]: `Bearer ${String(credential[field])}`, baseUrl: `${String(credential.baseUrl)}/v1` };
		expect(await verdict(node, pasted)).toMatchObject({ status: 'OK' });
		expect(sandbox().ledger.snapshot().violations).toEqual([]);
	});

	it('says what to check if the key is wrong', async () => {
		const wrong = 'f'.repeat(96);
		expect(await verdict(node, { [field]: wrong })).toEqual({
			status: 'Error',
			message: expect.stringMatching(new RegExp(`^${names[node]} did not accept this API (key|secret)\\. Check `)) as string,
		});
	});

	it('says what a 403 means', async () => {
		sandbox().faults.add({ provider: node, times: 'always', fault: { type: 'status', status: 403 } });
		const { status, message } = await verdict(node);
		expect(status).toBe('Error');
		expect(message).toMatch(node === 'sendook' ? /such as a proxy, refused this request/ : /^(Heymarket|Whippy) knows this (API )?key but does not let it/);
	});

	it.each<[number, RegExp]>([
		[302, /^\w+ pointed to another address/],
		[404, /^There is no \w+ at this address: it answered with status 404\. Check Base URL/],
		[429, /^\w+ takes no more requests for now/],
		[500, /^\w+ could not answer: status 500/],
	])('says what a %d means', async (status, words) => {
		const fault: Misfortune = status === 302 ? { type: 'redirect', status } : { type: 'status', status };
		sandbox().faults.add({ provider: node, times: 'always', fault });
		expect(await verdict(node)).toEqual({ status: 'Error', message: expect.stringMatching(words) as string });
	});

	it('names the field of a key that has a line break, and makes no request', async () => {
		const { message } = await verdict(node, { [field]: 'first half\nsecond half' });
		expect(message).toContain(`${label} has a line break or a blank inside`);
		expect(await verdict(node, { [field]: ' ' })).toMatchObject({ message: expect.stringContaining(`${label} is empty`) as string });
		expect(requested(sandbox())).toEqual([]);
	});

	it('follows no redirect with the key', async () => {
		sandbox().faults.add({ provider: node, times: 'always', fault: { type: 'redirect', status: 302 } });
		expect(await verdict(node)).toMatchObject({ status: 'Error' });
		expect(sandbox().ledger.snapshot().violations).toEqual([]);
	});

	it('refuses a Base URL that is not a web address', async () => {
		for (const baseUrl of ['', 'api', 'ftp://127.0.0.1']) {
			const { status, message } = await verdict(node, { baseUrl });
			expect(status).toBe('Error');
			expect(message).toContain('Base URL');
		}
		expect(requested(sandbox())).toEqual([]);
	});

	it('makes one harmless request', async () => {
		await verdict(node);
		expect(requested(sandbox())).toEqual([{ heymarket: 'GET /v1/team', whippy: 'GET /v1/organization', sendook: 'GET /v1/inboxes' }[node]]);
	});
});

it('a key that Sendook can’t read gets advice', async () => {
	sandbox().faults.add({ provider: 'sendook', fault: { type: 'status', status: 400, body: 'Bad Request' } });
	expect(await verdict('sendook')).toMatchObject({ message: expect.stringContaining('Sendook could not read this API key.') as string });
});

describe('Heymarket’s older team key', () => {
	const wrong = { authentication: 'teamKey', teamApiKey: 'another' };

	it('passes, and a wrong one gets advice for both kinds of key, since a test can’t tell which it is', async () => {
		const { teamKey } = sandbox().credentials.heymarket;
		expect(await verdict('heymarket', { authentication: 'teamKey', teamApiKey: teamKey })).toMatchObject({ status: 'OK' });
		const { message } = await verdict('heymarket', wrong);
		expect(message).toMatch(/^Heymarket did not accept this API secret\. Check that the Secret ID and the Secret Key belong together/);
		expect(message).toMatch(/With a Team API Key, check that it is the team’s current one/);
	});

	it('gets advice for a team key if it is wrong, from the node and from a list', async () => {
		const scenario = oneNode(sandbox(), 'heymarket', text, { items: texts(1), credential: wrong });
		const ofNode = endOf(await run(scenario));
		const ofList = await search(scenario, 'searchInboxes').catch((thrown: Error) => thrown);
		for (const refusal of [ofNode, ofList] as Array<{ description: string }>) {
			expect(refusal.description).toContain('Check that the Team API Key is the team’s current one');
			expect(refusal.description).not.toMatch(/Secret ID|clock/);
		}
	});

	it('is not mentioned if an API secret is wrong', async () => {
		const credential = { secretKey: 'another' };
		const refusal = endOf(await run(oneNode(sandbox(), 'heymarket', text, { items: texts(1), credential })));
		expect(refusal?.description).toContain('Check that the Secret ID and the Secret Key belong together');
		expect(refusal?.description).not.toContain('Team API Key');
	});
});

describe('n8n’s own Allowed HTTP Request Domains, which are for other nodes', () => {
	it.each([
		['none', ''],
		['domains', ''],
		['domains', 'elsewhere.example.com'],
		['domains', '127.0.0.1'],
	])('do not keep the node from its credential’s address: %s %s', async (allowedHttpRequestDomains, allowedDomains) => {
		const credential = { allowedHttpRequestDomains, allowedDomains };
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items: texts(1), credential }));
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox())).toEqual(['Text 0']);
	});
});
