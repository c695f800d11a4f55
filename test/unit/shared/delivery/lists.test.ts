import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { byDate, byNumber } from '../../../../nodes/Heymarket/pages';
import { getMany as messages } from '../../../../nodes/Heymarket/message/getMany.operation';
import type { Content, Target } from '../../../../nodes/shared/content';
import { readRows, type Rows } from '../../../../nodes/shared/delivery/read';
import type { ChoicePart } from '../../../../nodes/shared/form/parts';
import { Sender, type PreparedRequest, type RequestContext } from '../../../../nodes/shared/transport/exchange';
import { byCursor, byOffset } from '../../../../nodes/Whippy/pages';
import { answer, example, provider } from '../support';

/** What a provider answers to a request for one page. */
type Answering = (all: IDataObject[], asked: IDataObject) => unknown;

/** A list of one cursor kind: how it is asked for, and how a provider behaves that gives this many rows on a page. */
interface Kind {
	target: Pick<Target, 'page'> & Partial<Target>;
	answers: (pageLength: number) => Answering;
	pageLength: number;
}

const timeOf = (row: IDataObject) => String(row.updated ?? row.date);
const descending = (rows: IDataObject[]) => rows.toSorted((one, other) => (timeOf(one) < timeOf(other) ? 1 : timeOf(one) > timeOf(other) ? -1 : 0));

/** Rows in the order of time up to the cursor; times are compared as text, since all have the same digits. */
const upTo = (key: string, isInclusive: boolean) => (length: number): Answering => (all, asked) => {
	const cursor = asked[key] === undefined ? '~' : String(asked[key]);
	const fits = (row: IDataObject) => (isInclusive ? timeOf(row) <= cursor : timeOf(row) < cursor);
	return descending(all).filter(fits).slice(0, Math.min(length, Number(asked.limit ?? length)));
};

const bySecond = (length: number): Answering => (all, { timestamp = Infinity }) =>
	// The oldest of a page may stand first: no source tells the order.
	descending(all).filter((row) => Math.floor(Date.parse(timeOf(row)) / 1000) <= Number(timestamp)).slice(0, length).toReversed();

const numbered = (length: number): Answering => (all, { page, limit }) => {
	const most = Math.min(length, Number(limit));
	return all.slice((Number(page) - 1) * most, Number(page) * most);
};

const offset = (isCounted: boolean) => (length: number): Answering => (all, asked) => ({
	data: all.slice(Number(asked.offset), Number(asked.offset) + Math.min(length, Number(asked.limit))),
	...(isCounted && { total: all.length }),
});

const cursors = (length: number): Answering => (all, { cursor = '0', limit }) => {
	const from = Number(cursor);
	const to = from + Math.min(length, Number(limit));
	return { data: all.slice(from, to), metadata: { next_cursor: to < all.length ? String(to) : null } };
};

const [conversation, , team] = (messages.form[0] as ChoicePart).branches.map(({ request }) => request!);
const date = byDate('date', 'updated');

const kinds: Record<string, Kind> = {
	'a date that includes its own rows': { target: { page: date }, answers: upTo('date', true), pageLength: 30 },
	'a date that leaves out its own rows': { target: { page: date }, answers: upTo('date', false), pageLength: 30 },
	'the second of a conversation': { target: { ...conversation, method: 'POST' }, answers: bySecond, pageLength: 50 },
	'the time of the team’s messages': { target: team, answers: upTo('created_at', true), pageLength: 200 },
	'the time of the team’s messages, on shorter pages than asked for': { target: team, answers: upTo('created_at', true), pageLength: 50 },
	'a page number': { target: { page: byNumber }, answers: numbered, pageLength: 200 },
	'a page number, on shorter pages than asked for': { target: { page: byNumber }, answers: numbered, pageLength: 30 },
	'an offset': { target: { page: byOffset }, answers: offset(true), pageLength: 500 },
	'an offset that nobody counts': { target: { page: byOffset }, answers: offset(false), pageLength: 100 },
	'a cursor that the answer names': { target: { page: byCursor }, answers: cursors, pageLength: 500 },
};

/** Reads a list by the package's own loop, from a provider that is a function. */
async function read({ target }: Kind, answering: Answering, all: IDataObject[], settings: IDataObject = {}): Promise<Rows & { requests: PreparedRequest[] }> {
	const requests: PreparedRequest[] = [];
	const credentials: ICredentialDataDecryptedObject = { apiKey: 'k', baseUrl: 'https://api.example.com' };
	const unwrapping = provider({ unwrap: (body) => (body as { data?: unknown }).data ?? body });
	const sender = new Sender(unwrapping, {} as RequestContext, credentials);
	sender.exchange = async (request) => {
		requests.push(request);
		if (requests.length > 100) throw new Error('asked for more than a hundred pages');
		return { kind: 'accepted', answer: answer(200, answering(all, { ...request.query, ...(request.body as IDataObject) })) };
	};
	const operation = example('getMany', [], { effect: 'read' });
	const content: Content = { request: { method: 'POST', path: '/v1/rows', ...target }, ids: {}, query: {}, body: {}, settings };
	const rows = await readRows({ sender, operation, settings: {}, patience: { maxWaitMs: 0, repeats: 0 }, timezone: 'UTC' }, { content, before: {}, timezone: 'UTC' });
	return { ...rows, requests };
}

const idsOf = (rows: Rows) => ('rows' in rows ? rows.rows.map(({ id }) => Number(id)).toSorted((one, other) => one - other) : rows.failure.code);
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
/** So many rows, each so many milliseconds after the one before. */
const rowsOver = (count: number, milliseconds: number): IDataObject[] =>
	range(count).map((id) => {
		const time = new Date(Date.UTC(2026, 0, 5) + id * milliseconds).toISOString();
		return { id, updated: time, date: time };
	});

describe.each(Object.entries(kinds))('a list behind %s', (_, kind) => {
	const answering = kind.answers(kind.pageLength);
	const { pageLength } = kind;

	test.each([0, 1, pageLength - 1, pageLength, pageLength + 1, 2 * pageLength, 2 * pageLength + 1])('gives all of %i rows, each once', async (count) => {
		expect(idsOf(await read(kind, answering, rowsOver(count, 60_000)))).toEqual(range(count));
	});

	test.each([1, pageLength, pageLength + 1])('gives %i rows where so many are wanted', async (limit) => {
		const rows = await read(kind, answering, rowsOver(3 * pageLength, 60_000), { limit });
		expect(idsOf(rows)).toHaveLength(limit);
		expect(rows.requests.length).toBeLessThanOrEqual(Math.ceil(limit / pageLength) + 1);
	});

	test('gives rows of equal times at the end of a page once', async () => {
		const all = rowsOver(2 * pageLength + 5, 60_000);
		for (const [index, row] of all.entries()) row.date = row.updated = all[index - (index % 3)].updated;
		expect(idsOf(await read(kind, answering, all))).toEqual(range(all.length));
	});

	test('that gives the first page again and again is not taken for a whole one', async () => {
		let first: unknown;
		const stuck: Answering = (all, asked) => (first ??= answering(all, asked));
		const rows = await read(kind, stuck, rowsOver(2 * pageLength, 60_000));
		expect(rows).toMatchObject({ failure: { code: 'stopped_early', outcome: 'not_sent' } });
		expect(rows.requests.length).toBeLessThanOrEqual(4);
	});

	test('that gives the first page again and again does no harm where it has what is wanted', async () => {
		let first: unknown;
		const stuck: Answering = (all, asked) => (first ??= answering(all, asked));
		expect(idsOf(await read(kind, stuck, rowsOver(2 * pageLength, 60_000), { limit: pageLength }))).toHaveLength(pageLength);
	});
});

const dated = Object.entries(kinds).filter(([name]) => /date|time/.test(name));

test.each(dated)('rows ten microseconds apart are all given behind %s', async (_, kind) => {
	const all = range(3 * kind.pageLength).map((id) => {
		const time = `2026-01-05T09:00:00.${String(id * 10).padStart(6, '0')}Z`;
		return { id, updated: time, date: time };
	});
	expect(idsOf(await read(kind, kind.answers(kind.pageLength), all))).toEqual(range(all.length));
});

test.each([...dated, ['the second of a conversation', kinds['the second of a conversation']] as const])(
	'more rows of one instant than fit on a page are said not to be all, behind %s',
	async (_, kind) => {
		const rows = await read(kind, kind.answers(kind.pageLength), rowsOver(2 * kind.pageLength, 0));
		expect(rows).toMatchObject({
			failure: {
				code: 'stopped_early',
				message: 'This list could not be read to its end: Example gives the same rows again and again',
				advice: `There may be more rows than those that came. To get the ${kind.pageLength} that came, switch off Return All and set Limit to ${kind.pageLength}.`,
			},
		});
	},
);

test('rows that are added while an offset moves on come once', async () => {
	const all = rowsOver(250, 60_000);
	const kind = kinds['an offset'];
	let requests = 0;
	const answering: Answering = (rows, asked) => {
		requests += 1;
		if (requests === 2) rows.unshift(...range(100).map((id) => ({ id: 1_000 + id })));
		return kind.answers(100)(rows, asked);
	};
	expect(idsOf(await read(kind, answering, all))).toEqual(range(250));
});

test('rows without an ID are told apart by what they are', async () => {
	const kind = kinds['an offset'];
	const rows = await read(kind, (all, { offset: from }) => all.slice(Number(from), Number(from) + 2), [{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
	expect(rows).toMatchObject({ rows: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
});

test('a conversation’s rows come newest first, whichever way the provider orders a page', async () => {
	const kind = kinds['the second of a conversation'];
	const rows = await read(kind, kind.answers(50), rowsOver(70, 60_000), { limit: 3 });
	expect(rows).toMatchObject({ rows: [{ id: 69 }, { id: 68 }, { id: 67 }] });
});

test('After ends a list at its time, whichever way the provider orders a page', async () => {
	const kind = kinds['the second of a conversation'];
	const rows = await read(kind, kind.answers(50), rowsOver(70, 60_000), { after: '2026-01-05T01:00:00Z' });
	expect(idsOf(rows)).toEqual([60, 61, 62, 63, 64, 65, 66, 67, 68, 69]);
	expect(rows.requests).toHaveLength(1);
});

test('many rows of one instant at the end of a list are its end: there was a longer page', async () => {
	const all = [...rowsOver(250, 60_000)].map((row, index) => (index < 60 ? { ...row, date: '2026-01-01T00:00:00.000Z', updated: '2026-01-01T00:00:00.000Z' } : row));
	const kind = kinds['the time of the team’s messages'];
	expect(idsOf(await read(kind, kind.answers(200), all))).toEqual(range(250));
});

test('a list whose second page can’t be read is no list', async () => {
	const kind = kinds['a cursor that the answer names'];
	const answering: Answering = (all, asked) => (asked.cursor === undefined ? kind.answers(500)(all, asked) : 'a page of a proxy');
	expect(await read(kind, answering, rowsOver(700, 60_000))).toMatchObject({ failure: { code: 'no_answer' } });
});

test('a full page without word of a next one is not taken for the last', async () => {
	const kind = kinds['a cursor that the answer names'];
	const silent: Answering = (all, { limit }) => ({ data: all.slice(0, Number(limit)) });
	expect(await read(kind, silent, rowsOver(600, 60_000))).toMatchObject({ failure: { code: 'stopped_early' } });
	expect(idsOf(await read(kind, silent, rowsOver(20, 60_000)))).toEqual(range(20));
});

test('a cursor may be a number', async () => {
	const kind = kinds['a cursor that the answer names'];
	const numbered: Answering = (all, { cursor = 0, limit }) => {
		const to = Number(cursor) + Number(limit);
		return { data: all.slice(Number(cursor), to), metadata: { next_cursor: to < all.length ? to : null } };
	};
	expect(idsOf(await read(kind, numbered, rowsOver(700, 60_000)))).toEqual(range(700));
});
