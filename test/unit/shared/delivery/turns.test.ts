import { Turns } from '../../../../nodes/shared/delivery/turns';

/** A job that says when it starts and ends, and ends when it is told to. */
function job(name: string, said: string[]) {
	let end = () => {};
	const ended = new Promise<void>((resolve) => {
		end = resolve;
	});
	const run = async () => {
		said.push(`${name} starts`);
		await ended;
		said.push(`${name} ends`);
		return name;
	};
	return { run, end };
}

const settled = async () => await new Promise((resolve) => setImmediate(resolve));
const never = new AbortController().signal;

test('jobs that share a name run one after another, others at the same time', async () => {
	const [turns, said] = [new Turns(), [] as string[]];
	const [first, second, other] = ['first', 'second', 'other'].map((name) => job(name, said));
	const all = [turns.inTurns(['a', 'b'], never, first.run), turns.inTurns(['b'], never, second.run), turns.inTurns(['c'], never, other.run)];
	await settled();
	expect(said).toEqual(['first starts', 'other starts']);
	first.end();
	await settled();
	expect(said).toEqual(['first starts', 'other starts', 'first ends', 'second starts']);
	second.end();
	other.end();
	expect(await Promise.all(all)).toEqual(['first', 'second', 'other']);
});

test('a job without a name runs at once', async () => {
	const turns = new Turns();
	expect(await turns.inTurns([], never, async () => 'done')).toBe('done');
});

test('a job that is canceled before its turn doesn’t run, and the next one still waits for the one before', async () => {
	const [turns, said] = [new Turns(), [] as string[]];
	const [first, second, third] = ['first', 'second', 'third'].map((name) => job(name, said));
	const canceling = new AbortController();
	const all = [turns.inTurns(['a'], never, first.run), turns.inTurns(['a'], canceling.signal, second.run), turns.inTurns(['a'], never, third.run)];
	canceling.abort();
	expect(await all[1]).toBeUndefined();
	await settled();
	expect(said).toEqual(['first starts']);
	first.end();
	await settled();
	expect(said).toEqual(['first starts', 'first ends', 'third starts']);
	third.end();
	await Promise.all(all);
});

test('a job that fails lets the next one run, in both ways of waiting', async () => {
	const turns = new Turns();
	const failing = async () => {
		throw new Error('failed');
	};
	const failed = [turns.inTurns(['a'], never, failing), turns.inTurn('b', failing)];
	const next = [turns.inTurns(['a'], never, async () => 1), turns.inTurn('b', async () => 2)];
	expect((await Promise.allSettled(failed)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	expect(await Promise.all(next)).toEqual([1, 2]);
});
