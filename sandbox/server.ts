import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { htmlPage, json, Refusal } from './answer.ts';
import type { Answer } from './answer.ts';
import { parseBody, pathTrouble, readBody, readHead, redirectTrap, transportTrouble } from './arrival.ts';
import type { Contract, Reading } from './contract.ts';
import type { Candidate, Faults, Misfortune } from './faults.ts';
import type { Ledger, RequestEntry } from './ledger.ts';
import type { LimitHit, Limits } from './limits.ts';
import { misfortuneAnswer, send } from './misfortune.ts';
import type { Arrival, Provider, Refused } from './provider.ts';

export interface Services {
	ledger: Ledger;
	faults: Faults;
	limits: Limits;
}

/** Starts listening on 127.0.0.1 only. With port 0, the system chooses a free one. @returns the port */
export async function listen(server: Server, port: number): Promise<number> {
	// If the server closed an idle connection just when the client uses it again, that would look like a fault.
	server.keepAliveTimeout = 600_000;
	server.headersTimeout = 610_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', reject);
			resolve();
		});
	});
	return (server.address() as AddressInfo).port;
}

/** Stops listening and ends every connection, also those that wait for an answer. */
export async function stop(server: Server): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeAllConnections();
	await closed;
}

/** One provider's HTTP server, not listening yet. */
export function providerServer(provider: Provider, contract: Contract, services: Services): Server {
	return createServer((request, response) => {
		exchange(provider, contract, services, request, response).catch((error: unknown) => {
			// A bug in the sandbox must not look like a provider's fault.
			const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
			services.ledger.violate({ provider: provider.name, kind: 'contract', detail: `The sandbox itself failed: ${detail}` });
			if (response.headersSent) response.destroy();
			else send(response, json(599, { sandbox: detail }), {});
		});
	});
}

async function exchange(
	provider: Provider,
	contract: Contract,
	services: Services,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { ledger, faults } = services;
	const { generation } = ledger;
	const head = readHead(request);
	const { method, path } = head;
	const query = { ...head.query };
	if (query['access_token'] !== undefined) query['access_token'] = '(not written down)';
	const entry = ledger.arrive({ provider: provider.name, method, path, query, userAgent: request.headers['user-agent'] });
	const headers = provider.headers();
	if (headers['X-Request-Id'] !== undefined) entry.requestId = headers['X-Request-Id'];
	const gone = new AbortController();
	response.on('close', () => {
		gone.abort();
		ledger.abandon(entry);
	});

	// The request counts as over before its answer is sent, so that the client's next request doesn't overlap with it.
	function finish(answer: Answer, cut?: boolean): void {
		ledger.leave(entry, answer.status);
		send(response, answer, headers, cut);
	}
	function strike(fault: Misfortune, processed?: Answer): void {
		entry.faults.push(fault.type);
		const outcome = misfortuneAnswer(provider, fault, processed);
		if (outcome === 'hang') return;
		if (outcome !== 'reset') {
			finish(outcome.answer, outcome.cut);
			return;
		}
		ledger.leave(entry, undefined);
		response.socket?.resetAndDestroy();
	}

	const found = contract.find(method, path);
	const candidate: Candidate = { provider: provider.name, method, path, ...found };
	const unread = faults.strike(candidate, 'before', true).fault;
	if (unread !== undefined) {
		strike(unread);
		return;
	}

	const text = await readBody(request, provider.longestBody);
	if (text === undefined || generation !== ledger.generation) {
		response.destroy();
		return;
	}
	const tooLarge = text === 'tooLarge';
	const { body, broken } = tooLarge ? { body: undefined, broken: false } : parseBody(text, head.headers['content-type']);
	const arrival: Arrival = { ...head, body };
	const reading = pathTrouble(path) === undefined ? contract.read(provider.judged?.(arrival) ?? arrival) : undefined;
	const refused = tooLarge
		? undefined
		: (transportTrouble(provider.name, head, text, broken, reading?.takesBody) ?? reading?.refused);
	if (reading !== undefined) {
		entry.operationId = reading.operationId;
		ledger.occupy(entry, body, provider.recipients(reading.operationId, { params: reading.params, body }));
	} else ledger.occupy(entry, body, []);
	if (refused !== undefined) ledger.violate({ provider: provider.name, request: entry.sequence, ...refused });

	if (!tooLarge) candidate.body = text;
	const before = faults.strike(candidate, 'before');
	if (!(await delayed(before.delay, entry, gone.signal)) || generation !== ledger.generation) {
		response.destroy();
		return;
	}
	if (before.fault !== undefined) {
		strike(before.fault);
		return;
	}

	const answer = tooLarge ? provider.tooLarge() : answerTo(provider, contract, services, arrival, reading, refused, entry);
	const after = faults.strike(candidate, 'after');
	if (!(await delayed(after.delay, entry, gone.signal))) return;
	if (after.fault !== undefined) strike(after.fault, answer);
	else finish(answer);
}

/** Waits for a delay fault. Gives false if the client closed the connection meanwhile. */
async function delayed(milliseconds: number, entry: RequestEntry, signal: AbortSignal): Promise<boolean> {
	if (milliseconds === 0) return !signal.aborted;
	entry.faults.push('delay');
	try {
		await pause(milliseconds, undefined, { signal });
		return true;
	} catch {
		return false;
	}
}


function answerTo(
	provider: Provider,
	contract: Contract,
	{ ledger, limits }: Services,
	arrival: Arrival,
	reading: Reading | undefined,
	refused: Refused | undefined,
	entry: RequestEntry,
): Answer {
	if (arrival.path.startsWith(redirectTrap)) return json(200, { followed: true });
	if (reading === undefined && refused !== undefined) return provider.refuse(refused);
	const account = provider.authenticate(arrival);
	if ('refusal' in account) {
		entry.note = account.reason;
		return account.refusal;
	}
	if (reading === undefined) return htmlPage(404, 'Not found');
	const { operationId, params } = reading;
	const limited = provider.limited(operationId, arrival, account.account);
	const extra: Record<string, string> = {};
	for (const { limit, whose, counts } of limited) {
		const hit: LimitHit | undefined =
			counts === 'requests' ? limits.take(provider.name, limit, whose) : limits.peek(provider.name, limit, whose);
		if (hit === undefined) continue;
		Object.assign(extra, provider.limitHeaders?.(hit));
		if (!hit.allowed) {
			entry.note = `over the limit ${limit}`;
			const throttled = provider.throttled(hit);
			return { ...throttled, headers: { ...extra, ...throttled.headers } };
		}
	}
	const answer = refused === undefined ? operate() : provider.refuse(refused);
	return { ...answer, headers: { ...extra, ...answer.headers } };

	function operate(): Answer {
		const operation = provider.operations[operationId];
		if (operation === undefined) throw new Error(`${provider.name} has no operation ${operationId}`);
		try {
			const answer = operation({
				...arrival,
				operationId,
				params,
				accept(effect) {
					ledger.accept({ provider: provider.name, operationId, request: entry.sequence, ...effect });
					for (const { limit, whose, counts } of limited) {
						if (counts === 'accepted') limits.take(provider.name, limit, whose);
					}
				},
			});
			const unlike = contract.unlike(answer, operationId);
			if (unlike !== undefined) throw new Error(`${operationId} answered outside its contract: ${unlike}`);
			return answer;
		} catch (error) {
			if (error instanceof Refusal) return error.answer;
			throw error;
		}
	}
}

