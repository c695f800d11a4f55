import type { IDataObject } from 'n8n-workflow';
import { ReadsBefore } from '../../../../nodes/shared/delivery/readsBefore';
import { readRows } from '../../../../nodes/shared/delivery/read';
import type { Content } from '../../../../nodes/shared/content';
import type { Operation } from '../../../../nodes/shared/operation';
import type { Checked } from '../../../../nodes/shared/transport/failure';
import { Sender, type RequestContext } from '../../../../nodes/shared/transport/exchange';
import { InvalidValue } from '../../../../nodes/shared/values/invalid';
import { answer, example, provider } from '../support';

const content: Content = { request: { method: 'GET', path: '/v1/messages' }, ids: {}, query: {}, body: {}, settings: { conversation: 2001 } };

const operation: Operation = {
	...example('getTranscript', [], { effect: 'read' }),
	readBefore: {
		reads: {
			conversation: { path: '/v1/conversations/{id}', ids: ({ settings }) => ({ id: String(settings.conversation) }) },
			team: { path: '/v1/team', query: { all: true } },
		},
		into(asked, { conversation: [{ inbox }] }) {
			if (inbox === undefined) throw new InvalidValue('Conversation: no inbox');
			return { ...asked, query: { inboxID: inbox } };
		},
	},
};

/** Looks up rows in this table by path, and notes what was asked. */
function looking(table: Record<string, Checked<IDataObject[]>>) {
	const asked: unknown[] = [];
	return {
		asked,
		lookUp: async ({ request: { path }, ids, query }: Pick<Content, 'request' | 'ids' | 'query'>) => {
			asked.push({ path, ids, query });
			return Promise.resolve(table[path]);
		},
	};
}

const table = { '/v1/conversations/{id}': { good: [{ inbox: 11 }] }, '/v1/team': { good: [{ name: 'Team' }] } };

test('the request is made of what was read before', async () => {
	const { lookUp, asked } = looking(table);
	const read = await new ReadsBefore(operation, 'UTC').of(content, lookUp);
	expect(read).toEqual({
		good: { content: { ...content, query: { inboxID: 11 } }, before: { conversation: [{ inbox: 11 }], team: [{ name: 'Team' }] }, timezone: 'UTC' },
	});
	expect(asked).toEqual([
		{ path: '/v1/conversations/{id}', ids: { id: '2001' }, query: {} },
		{ path: '/v1/team', ids: {}, query: { all: true } },
	]);
});

test('what is the same for all items is read once, also where they are under way together', async () => {
	const { lookUp, asked } = looking(table);
	const reads = new ReadsBefore(operation, 'UTC');
	await Promise.all([reads.of(content, lookUp), reads.of(content, lookUp), reads.of(content, lookUp)]);
	expect(asked).toHaveLength(4);
});

test('what failed is the failure of its item, and the next item reads it again', async () => {
	const failure = { code: 'unreachable', outcome: 'not_sent', message: 'away' } as const;
	const reads = new ReadsBefore(operation, 'UTC');
	expect(await reads.of(content, looking({ ...table, '/v1/team': { failure } }).lookUp)).toEqual({ failure });
	expect(await reads.of(content, looking(table).lookUp)).toHaveProperty('good');
});

test('what is optional has no rows where the provider refuses it, and is missed where nobody knows', async () => {
	const optional = { ...operation, readBefore: { ...operation.readBefore!, reads: { ...operation.readBefore!.reads, team: { path: '/v1/team', optional: true as const } } } };
	const refused = { code: 'refused', outcome: 'refused', message: 'Not yours', status: 403 } as const;
	const away = { code: 'unreachable', outcome: 'not_sent', message: 'away' } as const;
	expect(await new ReadsBefore(optional, 'UTC').of(content, looking({ ...table, '/v1/team': { failure: refused } }).lookUp)).toMatchObject({ good: { before: { team: [] } } });
	expect(await new ReadsBefore(optional, 'UTC').of(content, looking({ ...table, '/v1/team': { failure: away } }).lookUp)).toEqual({ failure: away });
	expect(await new ReadsBefore(operation, 'UTC').of(content, looking({ ...table, '/v1/team': { failure: refused } }).lookUp)).toEqual({ failure: refused });
});

test('what can’t be made of it is said', async () => {
	const read = await new ReadsBefore(operation, 'UTC').of(content, looking({ ...table, '/v1/conversations/{id}': { good: [{}] } }).lookUp);
	expect(read).toMatchObject({ failure: { code: 'invalid_input', message: 'Conversation: no inbox' } });
});

test('an operation without such reads is asked as it is', async () => {
	const { lookUp, asked } = looking({});
	expect(await new ReadsBefore(example('get', []), 'UTC').of(content, lookUp)).toEqual({ good: { content, before: {}, timezone: 'UTC' } });
	expect(asked).toEqual([]);
});

test('a list ends where what was read is enough', async () => {
	const sender = new Sender(provider({}), {} as RequestContext, { baseUrl: 'https://api.example.com' });
	let pages = 0;
	sender.exchange = async () => {
		pages += 1;
		return Promise.resolve({ kind: 'accepted', answer: answer(200, [{ id: pages }]) });
	};
	const page = { id: 'id', next: (asked: Content) => (pages < 9 ? { ...asked, query: { page: pages } } : undefined) };
	const enough = { ...example('getMany', [], { effect: 'read' }), isEnough: (rows: IDataObject[]) => rows.length === 2 };
	const read = { content: { ...content, request: { ...content.request, page } }, before: {}, timezone: 'UTC' };
	const rows = await readRows({ sender, operation: enough, settings: {}, patience: { maxWaitMs: 0, repeats: 0 }, timezone: 'UTC' }, read);
	expect(rows).toMatchObject({ rows: [{ id: 1 }, { id: 2 }] });
	expect(pages).toBe(2);
});

test('what an item has no use for is not read', async () => {
	const { lookUp, asked } = looking(table);
	const own = { ...operation, readBefore: { reads: { ...operation.readBefore!.reads, conversation: { path: '/v1/conversations/{id}', ids: () => undefined } } } };
	expect(await new ReadsBefore(own, 'UTC').of(content, lookUp)).toMatchObject({ good: { before: { team: [{ name: 'Team' }] } } });
	expect(asked).toHaveLength(1);
});
