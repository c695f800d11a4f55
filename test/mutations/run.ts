import { parseArgs } from 'node:util';

import { listFaults } from './faults.ts';
import { mutations } from './list.ts';
import { nameOf, type Mutation } from './mutation.ts';
import { clearAway, Place, type Verdict } from './place.ts';

// `npm run test:mutations`: makes each fault of the lists alone, in a copy of the project, and checks whether the tests
// notice. See docs/tests.md for the options.

const { values } = parseArgs({
	options: {
		only: { type: 'string' },
		by: { type: 'string' },
		sample: { type: 'string' },
		seed: { type: 'string', default: '1' },
		workers: { type: 'string', default: '1' },
		list: { type: 'boolean', default: false },
	},
});

/** Tests may take so many times as long as they took without a mutation. */
const SLOWER = 4;
const GRACE_MS = 30_000;
const LONGEST_BASELINE_MS = 20 * 60_000;

/** A number from 0 to 1 for a seed and a text. So a sample doesn't change completely when a mutation is added. */
function chance(seed: string, text: string): number {
	let hash = 2_166_136_261;
	for (const unit of `${seed} ${text}`) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 16_777_619);
	hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
	return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

function chosen(): Mutation[] {
	const pattern = new RegExp(values.only ?? '', 'i');
	const judging = new RegExp(values.by ?? '', 'i');
	const matching = mutations
		.map((mutation) => ({ ...mutation, judges: mutation.judges.filter((judge) => judging.test(judge)) }))
		.filter((mutation) => mutation.judges.length > 0 && pattern.test(nameOf(mutation)));
	if (values.sample === undefined) return matching;
	const drawn = matching.map((mutation) => ({ mutation, at: chance(values.seed, nameOf(mutation)) }));
	return drawn
		.sort((one, other) => one.at - other.at)
		.slice(0, Number(values.sample))
		.map(({ mutation }) => mutation);
}

function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** The result of a mutation in a word, and whether it is the right one. */
function told({ changesNothing }: Mutation, verdict: Verdict): { word: string; isGood: boolean } {
	if (verdict.kind === 'unheard') return { word: `NOT JUDGED: ${verdict.why}`, isGood: false };
	const isKilled = verdict.kind !== 'passed';
	const by = verdict.kind === 'failed' ? ` by ${verdict.by}` : verdict.kind === 'timedOut' ? ' (timed out)' : '';
	if (!isKilled) return changesNothing ? { word: `survived, as it has to: ${changesNothing}`, isGood: true } : { word: 'SURVIVED', isGood: false };
	if (changesNothing) return { word: `KILLED${by}, though the list says: ${changesNothing}`, isGood: false };
	return { word: `killed${by}`, isGood: true };
}

async function judgeAll(all: Mutation[]): Promise<number> {
	const project = process.cwd();
	const names = [...new Set(all.flatMap(({ judges }) => judges))].sort();
	const workers = Array.from({ length: Math.min(Number(values.workers), all.length) }, () => new Place(project));
	const began = performance.now();
	const took = new Map<string, number>();
	const unmutated = names.values();
	const failed: string[] = [];
	await Promise.all(
		workers.map(async (place) => {
			for (const name of unmutated) {
				const verdict = await place.test([name], LONGEST_BASELINE_MS);
				took.set(name, verdict.tookMs);
				if (verdict.kind === 'passed') continue;
				failed.push(verdict.kind === 'failed' ? verdict.by : `${name}: ${verdict.kind === 'unheard' ? verdict.why : 'takes too long'}`);
			}
		}),
	);
	if (failed.length > 0) {
		say(`Without a mutation, some of the ${names.length} judging test files do not pass:\n${failed.join('\n')}`);
		return 1;
	}
	say(`Without a mutation, the ${names.length} judging test files pass (${seconds(performance.now() - began)}).\n`);

	const tookBy = (name: string) => took.get(name) ?? 0;
	const waiting = [...all.entries()];
	const bad: string[] = [];
	const count = { killed: 0, known: 0 };
	await Promise.all(
		workers.map(async (place) => {
			for (let next = waiting.shift(); next; next = waiting.shift()) {
				const [position, mutation] = next;
				const started = performance.now();
				const order = mutation.judges.toSorted((one, other) => tookBy(one) - tookBy(other));
				const limit = GRACE_MS + SLOWER * order.reduce((sum, name) => sum + tookBy(name), 0);
				const { word, isGood } = told(mutation, await place.judge(mutation, limit, order));
				const line = `${nameOf(mutation)}\n    ${word}`;
				say(`${position + 1}/${all.length} ${line} (${seconds(performance.now() - started)})`);
				if (!isGood) bad.push(line);
				else if (mutation.changesNothing) count.known += 1;
				else count.killed += 1;
			}
		}),
	);
	if (bad.length > 0) say(`\nNot as it has to be:\n${bad.join('\n')}`);
	say(`\n${all.length} of ${mutations.length} mutations in ${seconds(performance.now() - began)}: ${count.killed} killed, ${count.known} survived as they have to, ${bad.length} not as they have to be`);
	return bad.length > 0 ? 1 : 0;
}

process.on('exit', clearAway);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

const faults = listFaults();
const all = chosen();
if (faults.length > 0) say(`The lists need mending:\n${faults.join('\n')}`);
else if (all.length === 0) say('No mutation was chosen.');
else if (values.list) say([...all.map(nameOf), `${all.length} of ${mutations.length} mutations`].join('\n'));
const isListed = values.list && faults.length === 0 && all.length > 0;
process.exitCode = isListed ? 0 : faults.length > 0 || all.length === 0 ? 1 : await judgeAll(all);
