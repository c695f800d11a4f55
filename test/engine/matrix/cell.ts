import { subscribe } from 'node:diagnostics_channel';
import { createServer, type Socket } from 'node:net';
import type { IRun } from 'n8n-workflow';
import type { LedgerSnapshot } from '../../../sandbox/ledger.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import { retry, run, type Scenario } from '../engine';
import { oneNode } from '../sandboxed';
import { itemsFor, matchOf, parametersFor, type Subject } from './subjects';
import { itemsIn, type Cell } from './verdict';

/** A run, and what the provider recorded of it. */
export interface Played {
	execution: IRun;
	ledger: LedgerSnapshot;
	items: Subject[];
	/** How many connections were tried while nothing listened; undefined if the server listened from the start. */
	connections?: number;
}

/** Ports from here on are below those that systems give to connections (RFC 6335: from 49152; Linux: from 32768). */
const FIRST_CLOSED = 20_000;

let lastClosed = FIRST_CLOSED + ((process.pid * 97) % 10_000);

/** A port on which nothing listens yet. */
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

/** For each watched port, a function that is called when this process tries to connect to it. */
const watched = new Map<number, () => void>();

subscribe('net.client.socket', (message) => {
	const { socket } = message as { socket: Socket };
	socket.once('connectionAttempt', (_address: string, port: number) => {
		watched.get(port)?.();
	});
});

/** The provider of a cell. Its port may be closed for a while or for ever. */
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

	/** The sandbox whose ledger is judged. */
	get sandbox(): Sandbox {
		return this.second ?? this.first;
	}

	get credential() {
		return this.closedAt === undefined ? {} : { baseUrl: `http://127.0.0.1:${this.closedAt}` };
	}

	/** Opens the port. */
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
			// n8n would take 0 for "not set" and wait a second.
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

/** Starts cells one after another. Many at once would block this process for longer than the timeout. */
async function inTurn<Result>(start: () => Promise<Result>): Promise<Result> {
	const mine = before.then(start);
	before = mine.catch(() => undefined);
	return await mine;
}

/** Runs a cell with its own sandbox. With `andRetry`, it then retries the execution, without the fault. */
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
