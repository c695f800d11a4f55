import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { KnownOperation, LiveContract } from './contract.ts';

/** One request that the nodes made, and what became of it. It is whole, so it is never written down as it is. */
export interface Exchange {
	/** For which stop of the tour. */
	stop: string;
	operation: KnownOperation | undefined;
	method: string;
	path: string;
	query: Record<string, string>;
	sent: unknown;
	/** Missing where there was no answer. */
	status?: number;
	headers: Record<string, string>;
	body: unknown;
	isJson: boolean;
	/** Why there was no answer: `ECONNRESET`. */
	failure?: string;
	/** Whether the door let it through. */
	passed: boolean;
}

/** Where the nodes send to instead of the provider. */
export interface Door {
	/** The base URL for the credential. */
	url: string;
	exchanges: Exchange[];
	/** For which stop the next requests are. */
	stop: string;
	/** Lets one request of this operation through, beside the reads. */
	openOnce(operationId: string): void;
	close(): Promise<void>;
}

/** No provider's answer takes longer; a request without one counts as failed. */
const TIMEOUT_MS = 60_000;

/** Headers that concern one connection, or that fetch makes itself. */
const OWN = ['host', 'connection', 'content-length', 'transfer-encoding', 'content-encoding', 'keep-alive', 'accept-encoding'];

/**
 * Opens a door on this computer through which the nodes' requests go to the provider. It lets through what the contract has and
 * `isRead` takes for a read, and nothing else, whatever the nodes do. And it keeps every answer as it came.
 */
export async function openDoor(contract: LiveContract, upstream: string, isRead: (operation: KnownOperation) => boolean): Promise<Door> {
	const base = upstream.replace(/\/+$/, '');
	let once: string | undefined;
	const server = createServer((request, response) => {
		pass(request, response).catch(() => response.destroy());
	});
	async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { method = 'GET', url: address = '/' } = request;
		const { pathname, search, searchParams } = new URL(address, 'http://door');
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const bytes = Buffer.concat(chunks);
		const operation = contract.find(method, pathname);
		const isAllowed = operation !== undefined && (isRead(operation) || operation.operationId === once);
		if (isAllowed && !isRead(operation)) once = undefined;
		const exchange: Exchange = {
			stop: door.stop,
			operation,
			method,
			path: pathname,
			query: Object.fromEntries(searchParams),
			sent: bytes.length > 0 ? parsed(bytes.toString('utf8')).value : undefined,
			headers: {},
			body: undefined,
			isJson: false,
			passed: isAllowed,
		};
		door.exchanges.push(exchange);
		if (!isAllowed) {
			response.writeHead(403, { 'Content-Type': 'application/json' }).end('{"message":"The check of the live services lets reads through only"}');
			return;
		}
		try {
			const answer = await fetch(`${base}${pathname}${search}`, {
				method,
				headers: headersOf(request),
				...(bytes.length > 0 && { body: bytes }),
				redirect: 'manual',
				signal: AbortSignal.timeout(TIMEOUT_MS),
			});
			const text = await answer.text();
			const { value, isJson } = parsed(text);
			Object.assign(exchange, { status: answer.status, headers: Object.fromEntries(answer.headers), body: value, isJson });
			const headers = Object.entries(exchange.headers).filter(([name]) => !OWN.includes(name));
			response.writeHead(answer.status, Object.fromEntries(headers)).end(text);
		} catch (error) {
			exchange.failure = reasonOf(error);
			response.destroy();
		}
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const door: Door = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		exchanges: [],
		stop: '',
		openOnce(operationId) {
			once = operationId;
		},
		async close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
	};
	return door;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (OWN.includes(name) || typeof value !== 'string' ? [] : [[name, value]])));
}

function parsed(text: string): { value: unknown; isJson: boolean } {
	try {
		return { value: JSON.parse(text) as unknown, isJson: true };
	} catch {
		return { value: text, isJson: false };
	}
}

/** The network's own word for what happened; never an address. */
function reasonOf(error: unknown): string {
	const { name, cause } = error as { name?: string; cause?: { code?: string } };
	return cause?.code ?? (name === 'TimeoutError' ? 'no answer within a minute' : 'the connection broke');
}
