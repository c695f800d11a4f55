import { SharedLanes } from '../../../../nodes/shared/delivery/sharedLanes';

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

test('jobs that share a lane run one after another, others at the same time', async () => {
	const [lanes, said] = [new SharedLanes(), [] as string[]];
	const [first, second, other] = ['first', 'second', 'other'].map((name) => job(name, said));
	const all = [lanes.inAll(['a', 'b'], never, first.run), lanes.inAll(['b'], never, second.run), lanes.inAll(['c'], never, other.run)];
	await settled();
	expect(said).toEqual(['first starts', 'other starts']);
	first.end();
	await settled();
	expect(said).toEqual(['first starts', 'other starts', 'first ends', 'second starts']);
	second.end();
	other.end();
	expect(await Promise.all(all)).toEqual(['first', 'second', 'other']);
});

test('a job without a lane runs at once', async () => {
	const lanes = new SharedLanes();
	expect(await lanes.inAll([], never, async () => 'done')).toBe('done');
});

test('a job that is canceled before its turn doesn’t run, and the next one still waits for the one before', async () => {
	const [lanes, said] = [new SharedLanes(), [] as string[]];
	const [first, second, third] = ['first', 'second', 'third'].map((name) => job(name, said));
	const canceling = new AbortController();
	const all = [lanes.inAll(['a'], never, first.run), lanes.inAll(['a'], canceling.signal, second.run), lanes.inAll(['a'], never, third.run)];
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

test('a job that fails lets the next one run', async () => {
	const lanes = new SharedLanes();
	const failing = async () => {
		throw new Error('failed');
	};
	const failed = lanes.inAll(['a'], never, failing);
	const next = lanes.inAll(['a'], never, async () => 1);
	await expect(failed).rejects.toThrow('failed');
	expect(await next).toBe(1);
});
