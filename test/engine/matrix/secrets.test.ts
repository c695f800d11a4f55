import type { Misfortune } from '../../../sandbox/faults.ts';
import { outputOf, run } from '../engine';
import { useSandbox, type NodeName } from '../sandboxed';
import { secretsIn } from './observe';
import type { Effect } from './subjects';
import { acceptedFor, errorOf, struckScenario } from './support';

const sandbox = useSandbox();

const effects: Effect[] = ['send', 'read'];
const providers: NodeName[] = ['heymarket', 'whippy', 'sendook'];
const statuses = [301, 302, 303, 307, 308] as const;
const combinations = providers.flatMap((provider) =>
	effects.flatMap((effect) => statuses.map((status) => ({ provider, effect, status }))),
);

describe('a redirect is not followed', () => {
	// Each provider redirects to another one. So the ledger would notice a credential that came along, as a foreign one.
	const elsewhere: Record<NodeName, NodeName> = { heymarket: 'whippy', whippy: 'sendook', sendook: 'heymarket' };

	it.each(combinations)('$provider, $effect, $status', async ({ provider, effect, status }) => {
		const { urls } = sandbox();
		const location = `${urls[elsewhere[provider]]}/redirected`;
		const { scenario, items } = struckScenario(sandbox(), provider, { type: 'redirect', status, location }, { effect });
		const execution = await run(scenario);
		const { violations, requests } = sandbox().ledger.snapshot();
		expect(violations).toEqual([]);
		expect(requests.filter((request) => request.provider !== provider)).toEqual([]);
		expect(errorOf(execution)?.message).toMatch(new RegExp(`pointed to another address, which is not followed \\(status ${status}\\) \\[item 1\\]$`));
		expect(secretsIn(execution)).toEqual([]);
		if (effect === 'send') expect(acceptedFor(sandbox(), items)).toEqual([1, 0, 0]);
	});

	it.each(providers)('to another host by %s', async (provider) => {
		const location = `${sandbox().urls.control}/redirected`;
		await run(struckScenario(sandbox(), provider, { type: 'redirect', location }).scenario);
		expect(sandbox().ledger.snapshot().violations).toEqual([]);
	});
});

describe('secrets stay in the request', () => {
	const secrets = () => {
		const { heymarket, whippy, sendook } = sandbox().credentials;
		return { heymarket: heymarket.secretKey, whippy: whippy.apiKey, sendook: sendook.apiKey };
	};

	it.each(providers)('of %s, even if the provider repeats them in its words', async (provider) => {
		const words = `Not good: ${secrets()[provider]}`;
		const body = provider === 'whippy' ? { errors: [{ description: words }] } : { message: words, error: words };
		const { scenario } = struckScenario(sandbox(), provider, { type: 'status', status: 400, body });
		const execution = await run(scenario);
		expect(errorOf(execution)?.message).toMatch(/Not good/);
		expect(secretsIn(execution)).toEqual([]);
	});

	it('and so does the token that is signed with them', async () => {
		const body = { message: 'Not good: eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJkZW1vIn0.c2lnbmF0dXJl' };
		const { scenario } = struckScenario(sandbox(), 'heymarket', { type: 'status', status: 400, body });
		const execution = await run(scenario);
		expect(errorOf(execution)?.message).toBe('Heymarket refused this message: Not good: *** [item 1]');
		expect(secretsIn(execution)).toEqual([]);
	});

	it.each(providers)('the check itself finds a secret of %s', async (provider) => {
		const { scenario } = struckScenario(sandbox(), provider, { type: 'status', status: 400 });
		scenario.items![0].json.note = secrets()[provider];
		expect(secretsIn(await run(scenario))).not.toEqual([]);
	});
});

describe('the provider’s own words', () => {
	const said: Array<[NodeName, Misfortune, string]> = [
		['heymarket', { type: 'status', status: 400, body: { message: '14155550199 has unsubscribed' } }, 'Heymarket refused this message: 14155550199 has unsubscribed [item 1]'],
		['heymarket', { type: 'status', status: 400, body: '"Bad Data"' }, 'Heymarket refused this message: Bad Data [item 1]'],
		['whippy', { type: 'status', status: 422, body: { errors: [{ description: 'to: is not a phone number' }, { description: 'from: is not yours' }], status: 422 } }, 'Whippy refused this message: to: is not a phone number; from: is not yours [item 1]'],
		['sendook', { type: 'status', status: 400, body: { errors: [{ type: 'field', msg: 'Invalid value', path: 'to' }, { type: 'field', msg: 'Invalid value', path: 'to' }] } }, 'Sendook refused this message: to: Invalid value [item 1]'],
		['heymarket', { type: 'status', status: 400, body: { errors: [{ field: 'text', message: 'too long' }] } }, 'Heymarket refused this message: text: too long [item 1]'],
		['heymarket', { type: 'status', status: 400, body: { error_code: 'unsubscribed_number', message: '' } }, 'Heymarket refused this message: unsubscribed_number [item 1]'],
		['heymarket', { type: 'status', status: 400, body: { error: 'bad_data', details: { phone_number: 'is not a number' } } }, 'Heymarket refused this message: phone_number: is not a number (bad_data) [item 1]'],
		['whippy', { type: 'status', status: 422, body: { errors: { to: ["can't be blank"] } } }, "Whippy refused this message: to: can't be blank [item 1]"],
		['whippy', { type: 'status', status: 422, body: { quota: 0 } }, 'Whippy refused this message: {"quota":0} [item 1]'],
		['sendook', { type: 'status', status: 400, body: { message: { html: ['is empty'] } } }, 'Sendook refused this message: html: is empty [item 1]'],
		['sendook', { type: 'html', status: 413 }, 'Sendook refused this message: status 413 [item 1]'],
	];

	it.each(said)('%s %j', async (provider, fault, message) => {
		const { scenario } = struckScenario(sandbox(), provider, fault);
		const stopped = await run(scenario);
		expect(errorOf(stopped)?.message).toBe(message);
		const [node] = scenario.nodes;
		const continued = await run({ ...scenario, nodes: [{ ...node, onError: 'continueErrorOutput' }] });
		expect(outputOf(continued, 'Node')[1].map(({ json }) => (json.error as { message: string }).message)).toEqual([message]);
	});
});
