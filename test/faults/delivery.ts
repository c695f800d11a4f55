import type { ProviderName } from '../../sandbox/provider.ts';
import { outputOf, run } from '../engine/engine';
import { oneNode } from '../engine/sandboxed';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { follow } from './course';
import { wrongs } from './judge';
import { itemIn, operations } from './operations';
import { plans, type Plan } from './plan';
import { holds, runsFor, within } from './random';

/** In milliseconds. Runs may take long: reads and list sends are tried four times, and waits without a hint are long. */
const LONGEST = 900_000;

const whole = new Map<string, Promise<number>>();

/** How many rows a read gives if nothing goes wrong. */
async function wholeRead(name: string): Promise<number> {
	const read = async () => {
		const sandbox = await startSandbox();
		const { provider, parameters } = operations[name];
		const execution = await run(oneNode(sandbox, provider, parameters));
		await sandbox.close();
		return outputOf(execution, 'Node')[0].length;
	};
	const known = whole.get(name) ?? read();
	whole.set(name, known);
	return await known;
}

/** Runs a plan. @throws Error with everything that is wrong with the result */
export async function judged(plan: Plan): Promise<void> {
	const course = await within(LONGEST, follow(plan));
	const found = [...wrongs(plan, course), ...course.leaks.map((leak) => `a secret is kept: ${leak}`)];
	if (operations[plan.operation].kind === 'read') {
		const rows = await wholeRead(plan.operation);
		for (const { said } of course.steps) {
			for (const [item, got] of said.rows) {
				if (got.length !== rows) found.push(`item ${item} got ${got.length} of ${rows} rows: ${JSON.stringify(got[0])}`);
			}
		}
	}
	if (found.length === 0) return;
	const { said, ledger } = course.steps[course.steps.length - 1];
	const requests = ledger.requests.map(({ sequence, status, faults, body }) =>
		[sequence, status, faults.join('+'), itemIn(body)].join(' '),
	);
	throw new Error([...new Set(found), said.words.slice(0, 800), `requests: ${requests.slice(0, 40).join('; ')}`].join('\n'));
}

/** The random runs of one provider. Each provider has its own test file, so that they run at the same time. */
export function randomRuns(provider: ProviderName, { sends, reads }: { sends: number; reads: number }): void {
	const longest = 3_600_000;
	it(`${provider}: sends every item once, and reports its true outcome`, async () => {
		await holds(plans(provider, 'send'), runsFor(48, sends), judged);
	}, longest);
	it(`${provider}: reads all rows, or says that it could not`, async () => {
		await holds(plans(provider, 'read'), runsFor(8, reads), judged);
	}, longest);
}
