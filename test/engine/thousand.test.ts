import { outputOf, run } from './engine';
import { byId, oneNode, useSandbox } from './sandboxed';
import { texts } from './sends';

const sandbox = useSandbox();

const COUNT = 1_000;

/** As many as the provider takes in one second; without any spacing, each second has as many and more. */
const MOST_REFUSED = 25;

// Whippy takes 25 a second, so a thousand take forty seconds, however fast this machine is.
const PATIENCE_MS = 600_000;

it('sends 1,000 items once each, in order, within the limit of the provider', async () => {
	const { ledger, limits } = sandbox();
	limits.set('whippy', 'default');
	const parameters = {
		resource: 'sms',
		operation: 'sendSms',
		fromNumber: byId('+14155550110'),
		toNumber: '={{ $json.to }}',
		smsBody: '={{ $json.text }}',
		delivery: { requestsAtOnce: 50 },
	};
	const items = texts(COUNT, 400);
	const started = Date.now();
	const execution = await run(oneNode(sandbox(), 'whippy', parameters, { items }));
	const seconds = (Date.now() - started) / 1000;
	const { accepted, requests, violations, overlaps } = ledger.snapshot();
	const throttled = requests.filter(({ status }) => status === 429);
	process.stdout.write(`${COUNT} items in ${seconds.toFixed(1)} s, ${throttled.length} of them told once to slow down\n`);
	expect(execution.status).toBe('success');
	expect(violations).toEqual([]);
	expect(overlaps).toEqual([]);
	// Requests travel for different times, so the provider may count some a little earlier than they were spaced here. After
	// each of them everything is held back, so there are never many.
	expect(throttled.length).toBeLessThanOrEqual(MOST_REFUSED);
	expect(requests.length - throttled.length).toBe(COUNT);
	expect(accepted).toHaveLength(COUNT);
	const idByMarker = new Map(accepted.map(({ marker, messageId }) => [marker, messageId]));
	expect(idByMarker.size).toBe(COUNT);
	const [output] = outputOf(execution, 'Node');
	expect(output.map(({ json }) => json.id)).toEqual(items.map(({ text }) => idByMarker.get(String(text))));
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
}, PATIENCE_MS);
