import type { IDataObject, IExecuteFunctions, INodeExecutionData, IRun } from 'n8n-workflow';

import type { ProviderName } from '../sandbox/provider.ts';
import { nodeOf, PACKAGE, rowsOf, run, type Credentials, type Scenario } from '../test/engine/engine.ts';
import type { LiveContract } from './contract.ts';
import type { Door, Exchange } from './door.ts';
import { rowsIn } from './findings/seen.ts';
import type { Shipped } from './shipped.ts';
import { filled, type Found, type Stop } from './tour/stops.ts';

/** What became of a stop. */
export interface Visit {
	stop: string;
	/** What of the node made the requests, such as `contact.get`; missing where the tour itself made one. */
	operation?: string;
	/** Why it was not tried. */
	notTried?: string;
	/** How many rows the node made of the answers; missing where it made none because something went wrong. */
	rows?: number;
	exchanges: Exchange[];
}

/** Where a tour goes. */
export interface Tour {
	name: ProviderName;
	contract: LiveContract;
	shipped: Shipped;
	door: Door;
	credentials: Credentials;
	stops: Stop[];
	/** What is known before it begins, such as an ID that the person gave. */
	found: Found;
	signal?: AbortSignal;
	/** Called after each stop. */
	visited: (visit: Visit) => void;
}

/** How a tour ended: with words if it ended early. */
export type Ending = { early: string } | undefined;

/** Visits all stops, one after another. It ends where the key is not accepted, or where there is no answer. */
export async function visitAll(tour: Tour): Promise<Ending> {
	for (const stop of tour.stops) {
		if (tour.signal?.aborted) return { early: 'You ended it.' };
		const visit = await visitOne(tour, stop);
		tour.visited(visit);
		const last = visit.exchanges.at(-1);
		if (last?.failure !== undefined) return { early: `No answer came (${last.failure}). Check the network and the base URL, and start again.` };
		if (last?.status === 401) return { early: `The key was not accepted (status 401). ${adviceFor(tour, last)}` };
	}
	return undefined;
}

/** What to do about a key that is not accepted, in the package's own words. */
function adviceFor({ shipped: { provider }, credentials }: Tour, { status = 0, headers, body }: Exchange): string {
	const advice = provider.advice?.[status];
	if (typeof advice !== 'function') return advice ?? '';
	return advice(credentials[provider.credential], { status, headers, body }) ?? '';
}

async function visitOne(tour: Tour, stop: Stop): Promise<Visit> {
	const { door, found } = tour;
	const { name, operation } = stop;
	const parameters = filled(stop.parameters, found);
	if ('missing' in parameters) return { stop: name, operation, notTried: parameters.missing, exchanges: [] };
	door.stop = name;
	const before = door.exchanges.length;
	const rows = operation === undefined ? await ask(tour, stop, parameters.good) : await runOperation(tour, operation, parameters.good as IDataObject);
	const exchanges = door.exchanges.slice(before);
	// Where the node can't read a list to its end, what came of it still leads on.
	found.set(name, rows ?? (rowsIn(exchanges.find(({ status = 0 }) => status >= 200 && status < 300)?.body) as IDataObject[]));
	return { stop: name, operation, rows: rows?.length, exchanges };
}

/** Runs an operation of the built node, as n8n does. Its rows are undefined where it failed. */
export async function runOperation({ name, credentials }: Pick<Tour, 'name' | 'credentials'>, operation: string, parameters: IDataObject): Promise<IDataObject[] | undefined> {
	const [resource, value] = operation.split('.');
	return rowsFrom(await run({ nodes: [{ name: 'Node', type: `${PACKAGE}.${name}`, parameters: { resource, operation: value, ...parameters } as never }], credentials }));
}

/** Makes a request that no operation makes alike: signed, paced and repeated by the same code as theirs. */
async function ask({ shipped: { provider }, credentials }: Tour, { request = '' }: Stop, sent: Record<string, unknown>): Promise<IDataObject[] | undefined> {
	const { attempt } = (await import('../dist/nodes/shared/transport/attempt.js' as string)) as typeof import('../nodes/shared/transport/attempt.ts');
	const { Sender } = (await import('../dist/nodes/shared/transport/exchange.js' as string)) as typeof import('../nodes/shared/transport/exchange.ts');
	const [method, url] = request.split(' ') as ['GET' | 'POST', string];
	const isGet = method === 'GET';
	const node = nodeOf('probe', ['main'], async function probe(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const result = await attempt({
			sender: new Sender(provider, this, credentials[provider.credential]),
			operation: { effect: 'read' },
			target: { method, path: url },
			request: { method, url, query: (isGet ? sent : {}) as IDataObject, body: (isGet ? {} : sent) as IDataObject },
			settings: {},
			patience: { maxWaitMs: 300_000 },
			timezone: 'UTC',
		});
		return [[{ json: { isGood: 'answer' in result } }]];
	});
	const scenario: Scenario = { nodes: [{ name: 'Node', type: 'probe' }], credentials, testNodes: { probe: node } };
	return rowsFrom(await run(scenario))?.[0].isGood === true ? [] : undefined;
}

function rowsFrom(execution: IRun): IDataObject[] | undefined {
	return execution.data.resultData.error === undefined ? rowsOf(execution, 'Node') : undefined;
}
