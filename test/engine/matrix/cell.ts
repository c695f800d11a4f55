import { subscribe } from 'node:diagnostics_channel';
import { createServer, type Socket } from 'node:net';
import type { IRun } from 'n8n-workflow';
import type { LedgerSnapshot } from '../../../sandbox/ledger.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import { retry, run, type Scenario } from '../engine';
import { oneNode } from '../sandboxed';
import { itemsFor, matchOf, parametersFor, type Subject } from './subjects';
import { itemsIn, type Cell } from './verdict';

/** A run with what the provider knows of it. */
export interface Played {
	execution: IRun;
	ledger: LedgerSnapshot;
	items: Subject[];
	/** Connections that were tried while nobody listened; undefined where somebody did from the start. */
	connections?: number;
}

/** Below the ports that systems give out by themselves (RFC 6335: from 49152; Linux: from 32768), so none of those comes here. */
const FIRST_CLOSED = 20_000;

let lastClosed = FIRST_CLOSED + ((process.pid * 97) % 10_000);

/** A port on which nobody listens until the cell does. */
async function closedPort(tries = 20): Promise<number> {
	lastClosed += 1;
	const port = lastClosed;
	const server = createServer();
	const isFree = await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
	});
	if (!isFree && tries > 0) return await closedPort(tries - 1);
	if (!isFree) throw new Error(`No free port up to ${port}`);
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Told of each connection that this process tries to make to a port. */
const watched = new Map<number, () => void>();

subscribe('net.client.socket', (message) => {
	const { socket } = message as { socket: Socket };
	socket.once('connectionAttempt', (_address: string, port: number) => {
		watched.get(port)?.();
	});
});

/** The provider's address of a cell: open, or closed for a while. */
class Place {
	connections = 0;

	private second: Sandbox | undefined;

	private opening: Promise<void> | undefined;

	private constructor(
		private readonly cell: Cell,
		private readonly first: Sandbox,
		private readonly closedAt?: number,
	) {}

	static async of(cell: Cell): Promise<Place> {
		const sandbox = await startSandbox();
		const { closed } = cell.row;
		if (!closed) return new Place(cell, sandbox);
		const port = await closedPort();
		const place = new Place(cell, sandbox, port);
		watched.set(port, () => {
			place.connections += 1;
			if (closed === 'untilTried') void place.open();
		});
		return place;
	}

	/** The sandbox whose ledger counts. */
	get sandbox(): Sandbox {
		return this.second ?? this.first;
	}

	get credential() {
		return this.closedAt === undefined ? {} : { baseUrl: `http://127.0.0.1:${this.closedAt}` };
	}

	/** From now on somebody listens. */
	async open(): Promise<void> {
		if (this.closedAt === undefined) return;
		watched.delete(this.closedAt);
		this.opening ??= startSandbox({ ports: { [this.cell.provider]: this.closedAt } }).then((sandbox) => {
			this.second = sandbox;
		});
		await this.opening;
	}

	async close(): Promise<void> {
		if (this.closedAt !== undefined) watched.delete(this.closedAt);
		await this.opening;
		await Promise.all([this.first.close(), this.second?.close()]);
	}
}

function scenarioOf(cell: Cell, place: Place, items: Subject[]): Scenario {
	const { provider, effect, column } = cell;
	return oneNode(place.sandbox, provider, parametersFor(provider, effect), {
		items,
		credential: place.credential,
		settings: {
			onError: column.onError,
			retryOnFail: column.retryOnFail,
			maxTries: 2,
			// n8n takes 0 for "not set" and would wait a second.
			waitBetweenTries: 1,
		},
	});
}

function askForTrouble({ row, provider, effect, column }: Cell, { faults }: Sandbox, items: Subject[]): void {
	const { fault, times = 'always', after, timeout } = row;
	if (!fault) return;
	const item = items[column.struck];
	if (timeout !== undefined) item.timeout = timeout;
	faults.add({
		provider,
		match: matchOf(provider, effect, item, fault),
		times,
		when: after ? 'after' : 'before',
		fault,
	});
}

let before: Promise<unknown> = Promise.resolve();

/** Cells start one after another: many at once would hold this process up for longer than a timeout of n8n's. */
async function inTurn<Result>(start: () => Promise<Result>): Promise<Result> {
	const mine = before.then(start);
	before = mine.catch(() => undefined);
	return await mine;
}

/** Runs a cell on providers of its own; with `andRetry`, then n8n's Retry of the execution, with nothing wrong any more. */
export async function play(cell: Cell, { andRetry = false } = {}): Promise<{ played: Played; retried?: Played }> {
	const place = await inTurn(() => Place.of(cell));
	try {
		const all = itemsFor(cell.provider, cell.effect);
		const items = all.slice(0, itemsIn(cell));
		askForTrouble(cell, place.sandbox, items);
		const scenario = scenarioOf(cell, place, items);
		const execution = await run(scenario);
		const connections = cell.row.closed ? place.connections : undefined;
		const played = { execution, ledger: place.sandbox.ledger.snapshot(), items, connections };
		if (!andRetry) return { played };

		await place.open();
		place.sandbox.faults.clear();
		const second = await retry(scenario, execution);
		return { played, retried: { execution: second, ledger: place.sandbox.ledger.snapshot(), items } };
	} finally {
		await place.close();
	}
}
