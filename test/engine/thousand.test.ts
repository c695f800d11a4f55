import { outputOf, run } from './engine';
import { limitWrongs } from '../faults/judge';
import { notePlaces } from '../faults/places';
import { byId, credentialsFor, oneNode, useSandbox } from './sandboxed';
import { texts } from './sends';

const sandbox = useSandbox();

const COUNT = 1_000;

// Whippy accepts 25 a second, so a thousand take forty seconds on any computer.
const PATIENCE_MS = 600_000;

it('sends 1,000 items once each, in order, within the limit of the provider', async () => {
	const { ledger, limits } = sandbox();
	limits.set('whippy', 'default');
	const parameters = {
		resource: 'sms',
		operation: 'send',
		phoneChannel: byId('+14155550110'),
		phoneNumber: '={{ $json.to }}',
		text: '={{ $json.text }}',
		delivery: { maxParallelRequests: 50 },
	};
	const items = texts(COUNT, 400);
	const places = notePlaces('whippySms', credentialsFor(sandbox()));
	const started = Date.now();
	const execution = await run(oneNode(sandbox(), 'whippy', parameters, { items }));
	const seconds = (Date.now() - started) / 1000;
	const { accepted, requests, violations, overlaps } = ledger.snapshot();
	const throttled = requests.filter(({ status }) => status === 429);
	process.stdout.write(`${COUNT} items in ${seconds.toFixed(1)} s, ${throttled.length} of them told once to slow down\n`);
	expect(execution.status).toBe('success');
	expect(violations).toEqual([]);
	expect(overlaps).toEqual([]);
	// Requests travel for different times, so they may arrive closer together than they left. How many do so depends on the
	// computer. So the test checks the times at which they left: never over the limit, and never before a time to wait was over.
	const plan: Parameters<typeof limitWrongs>[0] = { operation: 'whippySms', limit: 'documented', timeout: 0, trouble: [] };
	expect(limitWrongs(plan, ledger.snapshot(), places, false)).toEqual([]);
	expect(places.taken).toHaveLength(requests.length);
	expect(places.told).toHaveLength(throttled.length);
	expect(requests.length - throttled.length).toBe(COUNT);
	expect(accepted).toHaveLength(COUNT);
	const idByMarker = new Map(accepted.map(({ marker, messageId }) => [marker, messageId]));
	expect(idByMarker.size).toBe(COUNT);
	const [output] = outputOf(execution, 'Node');
	expect(output.map(({ json }) => json.id)).toEqual(items.map(({ text }) => idByMarker.get(String(text))));
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
}, PATIENCE_MS);
