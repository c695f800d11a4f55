import { outputOf } from '../engine';
import { play, type Played } from './cell';
import { observe } from './observe';
import { rows } from './rows';
import { note, table } from './table';
import { columns, expectedOf, expectedOfRetry, type Cell, type Verdict } from './verdict';

const lines = rows.flatMap((row) => row.providers.map((provider) => ({ row, provider, name: `${row.name} (${provider})` })));

function cellsOf({ row, provider }: (typeof lines)[number]): Cell[] {
	return (['send', 'read'] as const).flatMap((effect) => columns.map((column) => ({ row, provider, effect, column })));
}

function nameOf({ effect, column }: Cell): string {
	return `${effect}, ${column.name}`;
}

/** Whether a cell is retried: those in which a send stops the run. */
function isRetried({ row, effect, column }: Cell): boolean {
	return effect === 'send' && row.send.told !== 'sent' && column.name === 'stop';
}

function errorOf({ execution }: Played): string {
	const { error } = execution.data.resultData;
	if (error) return `${error.message} | ${String((error as { description?: unknown }).description)}`;
	const failed = outputOf(execution, 'Node').flat().flatMap(({ json }) => (json.error ? JSON.stringify(json.error) : []));
	return failed.join('\n') || 'no error';
}

/** How a cell differs from the outcome table; undefined if it doesn't. */
async function judge(cell: Cell): Promise<string | undefined> {
	let verdict: Verdict | undefined;
	try {
		const { played, retried } = await play(cell, { andRetry: isRetried(cell) });
		verdict = observe(cell, played);
		compare(verdict, expectedOf(cell), errorOf(played));
		if (retried) compare(observe(cell, retried), expectedOfRetry(cell), `after Retry: ${errorOf(retried)}`);
		note(cell, verdict, false);
		return undefined;
	} catch (thrown) {
		note(cell, verdict, true);
		return `${nameOf(cell)}\n${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
	}
}

function compare(observed: Verdict, expected: Verdict, said: string): void {
	try {
		expect(observed).toEqual(expected);
	} catch (difference) {
		throw new Error(`${(difference as Error).message}\n${said}`);
	}
}

afterAll(() => {
	process.stdout.write(`${table()}\n`);
});

test.concurrent.each(lines)(
	'$name',
	async (line) => {
		const differences = (await Promise.all(cellsOf(line).map(judge))).filter((difference) => difference !== undefined);
		if (differences.length > 0) throw new Error(differences.join('\n\n'));
	},
	120_000,
);
