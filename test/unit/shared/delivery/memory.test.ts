import { parse, stringify } from 'flatted';
import type { IDataObject } from 'n8n-workflow';
import { holdLive, idOf, isUnknown, liveRequest, Memory, remember, TOOL_CALLS, type Entry } from '../../../../nodes/shared/delivery/memory';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the entries of a node run', () => {
	test('an item has one entry, whose ID doesn’t change', () => {
		const memory = new Memory({}, '0');
		const entry = memory.entry('3');
		expect(entry).toEqual({ id: expect.stringMatching(uuid), state: 'new' });
		expect(memory.entry('3')).toBe(entry);
		expect(memory.entry('4').id).not.toBe(entry.id);
	});

	test('the memory is in the node context, and is the same after n8n has saved and loaded it', () => {
		const context: IDataObject = { other: 1 };
		remember(new Memory(context, '0').entry('3'), [{ json: { id: 9001, date: 'now' } }]);
		const loaded = parse(stringify(context)) as IDataObject;
		expect(new Memory(loaded, '0').entry('3')).toMatchObject({
			state: 'accepted',
			messageId: '9001',
			output: [{ id: 9001, date: 'now' }],
		});
		expect(loaded.other).toBe(1);
	});

	test('another run of the node, such as a loop’s next round, has its own entries', () => {
		const context: IDataObject = {};
		new Memory(context, '0').entry('0').state = 'accepted';
		expect(new Memory(context, '1').entry('0').state).toBe('new');
	});

	test('forgets one item, or the whole run, and leaves nothing behind', () => {
		const context: IDataObject = { other: 1 };
		const first = new Memory(context, '0');
		const second = new Memory(context, '1');
		const { id } = first.entry('0');
		first.entry('1');
		second.entry('0');
		first.forget('0');
		first.forget('unknown');
		expect(first.entry('0').id).not.toBe(id);
		first.clear();
		expect(Object.keys(context.sharedInboxOutcomes as object)).toEqual(['1']);
		second.clear();
		second.clear();
		expect(context).toEqual({ other: 1 });
	});
});

const firstTry = { wasCutOff: false, isRetry: false };

test('when a run begins, the runs before it are forgotten, since they won’t be tried again', () => {
	const context: IDataObject = {};
	for (const run of ['0', '1', TOOL_CALLS]) new Memory(context, run).entry('0');
	new Memory(context, '1').begin(firstTry, TOOL_CALLS);
	expect(Object.keys(context.sharedInboxOutcomes as object)).toEqual(['1', TOOL_CALLS]);
	new Memory(context, '1').begin(firstTry);
	expect(Object.keys(context.sharedInboxOutcomes as object)).toEqual(['1']);
	new Memory(context, '2').begin(firstTry);
	expect(context.sharedInboxOutcomes).toEqual({});
});

test.each<[Entry['state'], boolean]>([
	['new', false],
	['sending', true],
	['accepted', false],
	['unknown', true],
	['notSent', false],
])('whether nobody knows of an item that is %s: %s', (state, unknown) => {
	expect(isUnknown({ id: 'a', state })).toBe(unknown);
});

describe('after the execution was cut off', () => {
	const cutOff = { wasCutOff: true, isRetry: true };

	test('every item may have been sent, if nothing was saved', () => {
		const memory = new Memory({}, '0');
		memory.begin(cutOff);
		expect(memory.isLost).toBe(true);
		expect(memory.entry('0').state).toBe('sending');
		expect(memory.known('1')?.state).toBe('sending');
	});

	test('what was saved counts, also that nothing had been sent', () => {
		const context: IDataObject = {};
		new Memory(context, '0').begin(firstTry);
		const memory = new Memory(parse(stringify(context)) as IDataObject, '0');
		memory.begin(cutOff);
		expect(memory.isLost).toBe(false);
		expect(memory.known('0')).toBeUndefined();
		expect(memory.entry('0').state).toBe('new');
	});
});

describe('a memory that n8n or another version of this package saved otherwise', () => {
	test.each(['[Object]', ['0'], 5, { 0: '[Object]' }, { 0: [] }, { 0: null }])('as %j is lost', (saved) => {
		const context = { sharedInboxOutcomes: saved } as IDataObject;
		const memory = new Memory(context, '0');
		memory.begin(firstTry);
		expect(memory.isLost).toBe(true);
		expect(memory.entry('7').state).toBe('sending');
	});

	test('keeps the entries that can be read; what stands in others may have been sent', () => {
		const good = { id: 'a', state: 'notSent', unknownTries: 1, later: 'more' };
		const odd = [{ id: 'b', state: 'delivered' }, { state: 'notSent' }, { ...good, unknownTries: 'one' }, { ...good, output: {} }, '[Object]', null];
		const context = { sharedInboxOutcomes: { 0: Object.fromEntries([good, ...odd].map((entry, item) => [item, entry])) } } as unknown as IDataObject;
		const memory = new Memory(context, '0');
		memory.begin(firstTry);
		expect(memory.isLost).toBe(false);
		expect(memory.known('0')).toEqual(good);
		for (const item of odd.keys()) expect(memory.known(String(item + 1))).toEqual({ id: expect.stringMatching(uuid), state: 'sending' });
		expect(memory.known('99')).toBeUndefined();
	});
});

describe('retries of one execution in this process', () => {
	const retry = { wasCutOff: false, isRetry: true };

	/** What a failed execution has saved: its items in these states. */
	function saved(...states: Array<Entry['state']>): () => IDataObject {
		const context: IDataObject = {};
		const memory = new Memory(context, '0');
		memory.begin(firstTry);
		for (const [item, state] of states.entries()) memory.entry(String(item)).state = state;
		return () => parse(stringify(context)) as IDataObject;
	}

	function begun(context: IDataObject, circumstances = retry): Memory {
		const memory = new Memory(context, '0');
		memory.begin(circumstances);
		return memory;
	}

	test('share their entries, also those that one of them makes', () => {
		const load = saved('notSent');
		const [first, second] = [begun(load()), begun(load())];
		first.entry('0').state = 'sending';
		expect(second.entry('0').state).toBe('sending');
		expect(second.entry('1')).toBe(first.entry('1'));
		expect(begun(load()).entry('0').state).toBe('sending');
	});

	test('but not with another execution, or with a first try', () => {
		const load = saved('notSent');
		begun(load()).entry('0').state = 'accepted';
		expect(begun(saved('notSent')()).entry('0').state).toBe('notSent');
		expect(begun(load(), firstTry).entry('0').state).toBe('notSent');
	});

	test('are known after retries of other executions', () => {
		const load = saved('notSent');
		begun(load()).entry('0').state = 'accepted';
		for (let execution = 0; execution < 10; execution += 1) begun(saved('notSent')());
		expect(begun(load()).entry('0').state).toBe('accepted');
	});

	test.each<[known: Entry['state'], loaded: Entry['state'], kept: Entry['state']]>([
		['accepted', 'unknown', 'accepted'],
		['accepted', 'notSent', 'accepted'],
		['notSent', 'accepted', 'accepted'],
		['notSent', 'unknown', 'unknown'],
		['unknown', 'accepted', 'accepted'],
		['unknown', 'notSent', 'unknown'],
		['notSent', 'new', 'notSent'],
	])('an item that is %s here and was saved as %s is %s', (known, loaded, kept) => {
		const load = saved('new');
		const [first, context] = [begun(load()), load()];
		first.entry('0').state = known;
		(context.sharedInboxOutcomes as Record<string, Record<string, Entry>>)[0][0].state = loaded;
		expect(begun(context).entry('0').state).toBe(kept);
	});
});

describe('what something else has saved under the same name', () => {
	const begun = (saved: unknown) => {
		const memory = new Memory({ sharedInboxOutcomes: saved } as IDataObject, '0');
		memory.begin(firstTry);
		return memory;
	};

	test.each([null, 'x', 5, [], { 0: null }, { 0: 'x' }, { 0: [] }])('%j: every item may have been sent', (saved) => {
		expect(begun(saved).known('0')).toEqual({ id: expect.stringMatching(uuid), state: 'sending' });
	});

	test.each([
		null, 'x', {}, { id: 5, state: 'new' }, { id: 'a', state: 'constructor' }, { id: 'a', state: 'accepted', output: [[1]] },
		{ id: 'a', state: 'unknown', failure: { code: 'refused', outcome: 'not_sent', message: 'No' } },
		{ id: 'a', state: 'unknown', failure: { code: 'refused', outcome: 'odd', message: 'No' } },
	])('%j: that item may have been sent, and only that', (entry) => {
		const memory = begun({ 0: { 0: entry, 1: { id: 'b', state: 'notSent' } } });
		expect(memory.known('0')).toEqual({ id: expect.stringMatching(uuid), state: 'sending' });
		expect(memory.known('1')).toEqual({ id: 'b', state: 'notSent' });
	});
});

describe('the remembered output of an accepted item', () => {
	test('is the whole output if it is small', () => {
		const entry = new Memory({}, '0').entry('0');
		remember(entry, [{ json: { _id: 'abc', subject: 'Hi' } }]);
		expect(entry).toMatchObject({ messageId: 'abc', output: [{ _id: 'abc', subject: 'Hi' }] });
	});

	test('replaces the record of an earlier unknown outcome', () => {
		const entry = new Memory({}, '0').entry('0');
		entry.failure = { code: 'outcome_unknown', outcome: 'unknown', message: 'Nobody knows' };
		remember(entry, [{ json: { id: 1 } }]);
		expect(Object.keys(entry)).not.toContain('failure');
		entry.unknownTries = 2;
		remember(entry, [{ json: { id: 1 } }]);
		expect(Object.keys(entry)).not.toContain('unknownTries');
	});

	test('is only its IDs if it is large, since it is saved with the execution', () => {
		const entry = new Memory({}, '0').entry('0');
		remember(entry, [{ json: { id: 7, text: 'x'.repeat(5_000) } }, { json: { _id: 'a', text: 'y' } }, { json: { text: 'z' } }]);
		expect(entry).toMatchObject({ state: 'accepted', messageId: '7', output: [{ id: 7 }, { _id: 'a' }, {}] });
		expect(JSON.stringify(entry).length).toBeLessThan(200);
	});

	test.each([
		[{ id: 5 }, '5'],
		[{ _id: 'a' }, 'a'],
		[{ id: null }, undefined],
		[{ id: null, _id: null }, undefined],
		[{}, undefined],
		[undefined, undefined],
	])('the ID of %j is %s', (row, id) => {
		expect(idOf(row as IDataObject)).toBe(id);
	});
});

describe('a request under way in this process', () => {
	test('can be found while it is under way, and not afterwards', async () => {
		let answer = (_: string) => {};
		const held = holdLive('one', new Promise<string>((resolve) => (answer = resolve)));
		const found = liveRequest('one');
		expect(found).toBeDefined();
		expect(liveRequest('two')).toBeUndefined();
		answer('done');
		expect(await held).toBe('done');
		expect(await found).toBe('done');
		expect(liveRequest('one')).toBeUndefined();
	});

	test('can’t be found after it has failed', async () => {
		await expect(holdLive('one', Promise.reject(new Error('broken')))).rejects.toThrow('broken');
		expect(liveRequest('one')).toBeUndefined();
	});
});

describe('jobs of one name', () => {
	/** A job that ends when it is told to. */
	const held = (seen: string[]) => {
		let end = () => {};
		const job = async () => {
			seen.push('begins');
			await new Promise<void>((resolve) => (end = resolve));
			return { number: seen.length };
		};
		return { job, end: () => end() };
	};

	test('that overlap in time are one, and all get its result', async () => {
		const [context, seen] = [{}, [] as string[]];
		const { job, end } = held(seen);
		const all = [new Memory(context, 'tool').together('a', job), new Memory(context, 'tool').together('a', job)];
		end();
		const [first, second] = await Promise.all(all);
		expect(second).toBe(first);
		expect(seen).toEqual(['begins']);
	});

	test('are two if the second begins when the first has ended, also if that has failed', async () => {
		const memory = new Memory({}, 'tool');
		const failing = async () => {
			throw new Error('broken');
		};
		await expect(memory.together('a', failing)).rejects.toThrow('broken');
		expect(await memory.together('a', async () => 1)).toBe(1);
		expect(await memory.together('a', async () => 2)).toBe(2);
	});

	test('are two if they are of other names or other callers', async () => {
		const [context, callers] = [{}, {}];
		const memory = new Memory(context, 'tool');
		const { job, end } = held([]);
		const first = memory.together('a', job);
		expect(await memory.together('b', async () => 'b')).toBe('b');
		expect(await new Memory({}, 'tool').together('a', async () => 'elsewhere')).toBe('elsewhere');
		expect(await new Memory(context, 'tool', callers).together('a', async () => 'others')).toBe('others');
		end();
		await first;
	});

	test('of callers that have no execution of their own can overlap too', async () => {
		const [callers, seen] = [{}, [] as string[]];
		const { job, end } = held(seen);
		const all = [new Memory({}, 'tool', callers).together('a', job), new Memory({}, 'tool', callers).together('a', job)];
		end();
		await Promise.all(all);
		expect(seen).toEqual(['begins']);
	});

	test('can be waited for', async () => {
		const memory = new Memory({}, 'tool');
		const [seen, { job, end }] = [[] as string[], held([])];
		const first = memory.together('a', job);
		const waiting = memory.ended('a').then(() => seen.push('ended'));
		await memory.ended('b');
		expect(seen).toEqual([]);
		end();
		await Promise.all([first, waiting]);
		expect(seen).toEqual(['ended']);
	});
});

describe('the messages of a tool', () => {
	test('are counted up to the limit, and those that did not leave don’t count', () => {
		const context: IDataObject = {};
		const memory = new Memory(context, 'tool');
		expect([1, 2, 3].map(() => memory.countSend(2))).toEqual([true, true, false]);
		memory.uncountSend();
		expect([1, 2].map(() => new Memory(context, 'tool').countSend(2))).toEqual([true, false]);
	});

	test('are counted anew where something else was saved', () => {
		expect(new Memory({ sharedInboxToolSends: 'x' }, 'tool').countSend(1)).toBe(true);
	});

	test('are never fewer than none', () => {
		const context: IDataObject = {};
		new Memory(context, 'tool').uncountSend();
		expect([1, 2].map(() => new Memory(context, 'tool').countSend(1))).toEqual([true, false]);
	});
});
