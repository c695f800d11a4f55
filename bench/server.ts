import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { limiterOf, type LimitSetting } from '../sandbox/limits.ts';
import { answerCalls } from './processes.ts';

/** How the server behaves below one address. */
export interface SceneOptions {
	/** How long every answer takes, in milliseconds. */
	latencyMs?: number;
	limit?: LimitSetting;
	/** How many messages a team has, for `POST /v1/messages/all`. */
	messages?: number;
}

/** What arrived below one address. */
export interface Report {
	requests: number;
	/** Different messages that were accepted. */
	accepted: number;
	/** How many messages were accepted more than once, and how often these were accepted in all. */
	twice: { messages: number; times: number };
	refused: number;
	/** Different values of the Authorization header. */
	tokens: number;
	mostAtOnce: number;
	bytes: number;
	/** From the first request until the last accepted one was answered, in milliseconds. */
	lastedMs: number;
}

interface Scene {
	options: SceneOptions;
	limiter: ReturnType<typeof limiterOf> | undefined;
	requests: number;
	accepted: Map<string, number>;
	refused: number;
	tokens: Set<string>;
	atOnce: number;
	mostAtOnce: number;
	bytes: number;
	firstAt: number;
	lastAt: number;
}

/** A text has the number of its item in it, as `#7#`. The rest of a body that is longer than this is neither read nor kept. */
const LOOKED_AT_BYTES = 16_384;

const scenes = new Map<string, Scene>();

function handle(request: IncomingMessage, response: ServerResponse): void {
	const [, name, path] = /^\/(scene\d+)(\/[^?]*)/.exec(request.url ?? '') ?? [];
	const scene = scenes.get(name);
	if (!scene) return void response.writeHead(404).end();
	scene.atOnce += 1;
	scene.mostAtOnce = Math.max(scene.mostAtOnce, scene.atOnce);
	const chunks: Buffer[] = [];
	let kept = 0;
	request.on('data', (chunk: Buffer) => {
		scene.bytes += chunk.length;
		if (kept < LOOKED_AT_BYTES) chunks.push(chunk);
		kept += chunk.length;
	});
	request.on('end', () => {
		const answer = answerTo(scene, request, path, Buffer.concat(chunks).toString('latin1'));
		const send = () => {
			scene.atOnce -= 1;
			if (answer.status === 200) scene.lastAt = performance.now();
			response.writeHead(answer.status, answer.headers).end(answer.body);
		};
		if (scene.options.latencyMs) setTimeout(send, scene.options.latencyMs);
		else send();
	});
}

function answerTo(scene: Scene, { headers, url }: IncomingMessage, path: string, body: string) {
	const now = performance.now();
	scene.firstAt ||= now;
	scene.requests += 1;
	if (headers.authorization) scene.tokens.add(headers.authorization);
	const json = { 'content-type': 'application/json' };
	const hit = scene.limiter?.(now);
	if (hit && !hit.allowed) {
		scene.refused += 1;
		return {
			status: 429,
			headers: { ...json, 'retry-after': String(Math.ceil(hit.wait / 1000)) },
			body: '{"errors":[{"description":"Too many requests"}],"message":"Too many requests"}',
		};
	}
	if (path === '/v1/messages/all') return { status: 200, headers: json, body: pageOf(scene, body) };
	const marker = /#(\d+)#/.exec(body)?.[1] ?? url ?? '';
	scene.accepted.set(marker, (scene.accepted.get(marker) ?? 0) + 1);
	const receipt = `{"id":"message${marker}","status":"queued","created_at":"2026-01-01T00:00:00Z"}`;
	return { status: 200, headers: json, body: `{"data":${receipt},${receipt.slice(1)}` };
}

/** The time of the newest message. The others follow, each a second older; a cursor asks for messages before a time. */
const NEWEST = Date.parse('2026-01-01T00:00:00Z');

function pageOf({ options: { messages = 0 } }: Scene, body: string): string {
	const { limit = 30, created_at: before } = JSON.parse(body) as { limit?: number; created_at?: string };
	const first = before === undefined ? 0 : Math.max(0, Math.floor((NEWEST - Date.parse(before)) / 1000) + 1);
	const rows = Array.from({ length: Math.max(0, Math.min(limit, messages - first)) }, (_, row) => ({
		id: first + row,
		date: new Date(NEWEST - (first + row) * 1000).toISOString(),
		conversation_id: (first + row) % 500,
		inbox_id: 11,
		incoming: (first + row) % 2 === 0,
		text: `Message ${first + row}: the table for four is booked for tomorrow at eight.`,
	}));
	return JSON.stringify(rows);
}

const server = createServer({ keepAliveTimeout: 60_000 }, handle);
server.listen({ port: 0, host: '127.0.0.1', backlog: 65_535 });

answerCalls({
	/** Makes a new address with its own limit and its own report. */
	open(options: SceneOptions): { name: string; baseUrl: string } {
		const name = `scene${scenes.size}`;
		scenes.set(name, {
			options,
			limiter: options.limit && limiterOf(options.limit),
			requests: 0,
			accepted: new Map(),
			refused: 0,
			tokens: new Set(),
			atOnce: 0,
			mostAtOnce: 0,
			bytes: 0,
			firstAt: 0,
			lastAt: 0,
		});
		return { name, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}` };
	},
	report(name: string): Report {
		const { requests, accepted, refused, tokens, mostAtOnce, bytes, firstAt, lastAt } = scenes.get(name)!;
		const repeated = [...accepted.values()].filter((times) => times > 1);
		return {
			requests,
			accepted: accepted.size,
			twice: { messages: repeated.length, times: repeated.reduce((sum, times) => sum + times, 0) },
			refused,
			tokens: tokens.size,
			mostAtOnce,
			bytes,
			lastedMs: lastAt - firstAt,
		};
	},
});
