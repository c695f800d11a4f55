import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { IDataObject, INode } from 'n8n-workflow';
import type { Misfortune } from '../../sandbox/faults.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { outputOf, rowsOf, run, start } from '../engine/engine';
import { closeAtEnd, oneNode, ownSandbox } from '../engine/sandboxed';
import { endOf, failures } from '../engine/sends';
import { operations, textOf, type Sending } from './operations';
import { holds, runsFor, within } from './random';
import { leaks } from './secrets';

/* Providers, or other servers in their place, that answer with anything at all. */

/** Starts a server to be used instead of a provider, until the test ends. @returns its base URL */
async function standIn(answer: RequestListener): Promise<string> {
	const server = createServer((request, response) => {
		request.resume();
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const page = `<html> <script>alert(document.cookie)</script> ${'<b>no</b> '.repeat(20_000)}</html>`;

/** Bodies of answers. */
const bodies: fc.Arbitrary<unknown> = fc.oneof(
	fc.json().map((text): unknown => JSON.parse(text)),
	fc.constantFrom<unknown>(
		page,
		'',
		'null',
		'[]',
		'"ok"',
		'\0\uFFFF',
		'{"__proto__": {"polluted": true}, "id": {"__proto__": 1}}',
		'{"message": {"toString": "x"}, "error": ["a", null], "errors": [null, {"description": {"a": 1}}, {"msg": null}]}',
		{ data: null },
		{ data: [null, 1, 'x', []] },
		[null, null],
		{ errors: 'none' },
		{ errors: [null] },
		{ message: page },
		{ error: page, errors: [{ description: page, msg: page }] },
		`{"message": "${'\\u202e'.repeat(50)}"}`,
		'['.repeat(5_000),
	),
);

const headers: fc.Arbitrary<Record<string, string>> = fc
	.record(
		{
			'Retry-After': fc.constantFrom('31536000', '-5', '1e9', 'soon', '', 'NaN', 'Thu, 01 Jan 1970 00:00:00 GMT', '0x10', '00'),
			'X-RateLimit-Remaining-Interval-Milliseconds': fc.constantFrom('99999999999999999999', '-1', 'x', '0'),
			RateLimit: fc.constantFrom('limit=1, remaining=0, reset=99999999999', 'reset=', 'reset=-1', ';;;'),
			'X-Request-Id': fc.constantFrom('', 'a'.repeat(5_000), '<b>', '__proto__'),
			Location: fc.constantFrom('http://127.0.0.1:1/', '//elsewhere.example', 'javascript:alert(1)', ''),
			'WWW-Authenticate': fc.constantFrom('Basic realm="give me your key"', 'Negotiate'),
			'Set-Cookie': fc.constantFrom('a=b; Domain=example.com'),
		},
		{ requiredKeys: [] },
	);

interface Answering {
	operation: string;
	answer: Extract<Misfortune, { type: 'status' }>;
	times: number | 'always';
	continues: boolean;
}

const answers: fc.Arbitrary<Answering> = fc.record({
	operation: fc.constantFrom(...Object.keys(operations)),
	answer: fc.record({
		type: fc.constant('status' as const),
		status: fc.constantFrom(200, 200, 201, 202, 204, 206, 300, 302, 304, 307, 400, 401, 403, 404, 418, 422, 429, 429, 451, 499, 500, 502, 511),
		body: bodies,
		headers,
		contentType: fc.constantFrom('application/json', 'text/html', 'text/plain; charset=utf-16', 'application/octet-stream', 'image/png', null),
	}),
	times: fc.constantFrom<number | 'always'>(1, 'always'),
	continues: fc.boolean(),
	// A read would wait five minutes (Max Wait) if every answer were a 429, so there are only three.
}).map((all) => (all.answer.status === 429 && all.times === 'always' ? { ...all, times: 3 } : all));

async function borne({ operation: name, answer, times, continues }: Answering): Promise<void> {
	const operation = operations[name];
	const sandbox = await startSandbox();
	try {
		sandbox.faults.add({ provider: operation.provider, times, fault: answer });
		const items = operation.kind === 'send' ? [0, 1].map((item) => ({ to: operation.to(item), words: textOf(item) })) : [{}];
		const settings = continues ? ({ onError: 'continueErrorOutput' } as Partial<INode>) : {};
		const delivery = operation.kind === 'send' ? { delivery: { maxWaitSeconds: 1 } } : {};
		const scenario = oneNode(sandbox, operation.provider, { ...operation.parameters, ...delivery }, { items, settings });
		const execution = await within(120_000, run(scenario));
		const found: string[] = [];
		const end = endOf(execution);
		const told = [end?.message, end?.description, ...Object.values(failures(execution)).flatMap(({ message, description }) => [message, description])];
		for (const words of told) {
			if (String(words ?? '').length > 6_000) found.push(`${String(words).length} characters to read`);
			if (String(words ?? '').includes('<html>')) found.push('a page to read');
		}
		if (end && !/\[item \d+\]$/.test(end.message)) found.push(`an error that no one foresaw: ${end.message}`);
		if (!end && operation.kind === 'send') {
			const reported = outputOf(execution, 'Node').flat().map(({ pairedItem }) => (pairedItem as { item: number }).item);
			for (const item of [0, 1]) if (!reported.includes(item)) found.push(`item ${item} is not reported`);
		}
		const { violations, requests } = sandbox.ledger.snapshot();
		found.push(...violations.map(({ kind, detail }) => `${kind}: ${detail}`));
		if (requests.length > 60) found.push(`${requests.length} requests`);
		if (({} as IDataObject).polluted !== undefined) found.push('Object.prototype was changed');
		found.push(...leaks(sandbox, execution).map((leak) => `a secret is kept: ${leak}`));
		if (found.length > 0) throw new Error(found.join('\n'));
	} finally {
		await sandbox.close();
	}
}

describe.each(['heymarketText', 'whippySms', 'sendookMail'])('%s: a page in a refusal', (name) => {
	it.each<[string, unknown]>([
		['as the answer', page],
		['as the words of one', { message: page, error: page, errors: [{ description: page, msg: page }] }],
	])('is not shown %s', async (_, body) => {
		const sandbox = await ownSandbox();
		const operation = operations[name];
		sandbox.faults.add({ provider: operation.provider, fault: { type: 'status', status: 403, body } });
		const items = [{ to: operation.kind === 'send' ? operation.to(0) : '', words: 'Hello' }];
		const end = endOf(await run(oneNode(sandbox, operation.provider, operation.parameters, { items })));
		expect(end?.message).toMatch(/refused this message: status 403 \[item 0\]$/);
		expect(end?.description).toContain('It answered with a web page');
	});
});

it('a request that is always answered with 429 is given up, and reported with the time', async () => {
	const sandbox = await ownSandbox();
	sandbox.faults.add({ provider: 'whippy', times: 'always', fault: { type: 'throttle', style: 'milliseconds', milliseconds: 1 } });
	const { to } = operations.whippySms as Sending;
	const items = Array.from({ length: 20 }, (_, person) => ({ to: to(person), words: 'Hello' }));
	const parameters = { ...operations.whippySms.parameters, delivery: { maxWaitSeconds: 8 } };
	const started = Date.now();
	const end = endOf(await run(oneNode(sandbox, 'whippy', parameters, { items })));
	expect(end?.message).toMatch(/^Whippy keeps saying that requests come too fast: the next message can leave at \d\d:\d\d \(.+\/.+\) \[item \d+\]$/);
	expect(end?.description).toContain('Nothing was sent.');
	expect(Date.now() - started).toBeGreaterThan(8_000);
	// At first ten requests leave together. After that only one at a time does, a little more than once a second.
	expect(sandbox.ledger.snapshot().requests.length).toBeLessThan(40);
});

it('another host gets neither a request nor a key by a redirect', async () => {
	const sandbox = await ownSandbox();
	const other = await ownSandbox();
	for (const [name, { provider, parameters, ...operation }] of Object.entries(operations)) {
		sandbox.faults.clear();
		sandbox.faults.add({ provider, times: 'always', fault: { type: 'redirect', status: 307, location: `${other.urls[provider]}/v1/inboxes` } });
		const items = operation.kind === 'send' ? [{ to: (operations[name] as Sending).to(0), words: textOf(0) }] : [{}];
		const end = endOf(await run(oneNode(sandbox, provider, parameters, { items })));
		expect(end?.message).toContain('pointed to another address, which is not followed');
	}
	expect(other.ledger.snapshot().requests).toEqual([]);
});

describe('a compressed answer', () => {
	/** 60 MB of the same letter, compressed to about 60 kB. */
	const bomb = gzipSync(JSON.stringify({ id: 7, message: 'x'.repeat(60_000_000) }));

	/** The result of one text. */
	async function answered(status: number, body: Buffer) {
		let requests = 0;
		const baseUrl = await standIn((_request, response) => {
			requests += 1;
			response.writeHead(status, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body);
		});
		const { provider, parameters, to } = operations.heymarketText as Sending;
		const scenario = oneNode(await ownSandbox(), provider, parameters, {
			items: [{ to: to(0), words: 'Hello' }],
			credential: { baseUrl },
			settings: { onError: 'continueErrorOutput' },
		});
		const execution = await run(scenario);
		expect(requests).toBe(1);
		return { failure: failures(execution)[0], rows: rowsOf(execution, 'Node') };
	}

	it('that becomes a thousand times as long is a refusal, and only its beginning is shown', async () => {
		const { failure } = await answered(400, bomb);
		expect(failure).toMatchObject({ code: 'refused', outcome: 'refused' });
		expect(String(failure.message).length).toBeLessThan(1_000);
	});

	it('that becomes a thousand times as long is a receipt', async () => {
		const { failure, rows } = await answered(200, bomb);
		expect(failure).toBeUndefined();
		expect(rows).toMatchObject([{ id: 7 }]);
	});

	it('that can’t be decompressed is a refusal too', async () => {
		const { failure } = await answered(400, Buffer.from('not packed at all'));
		expect(failure).toMatchObject({ code: 'refused', outcome: 'refused', status: 400 });
	});
});

it('a key that a provider repeats in its refusal is not shown', async () => {
	const sandbox = await ownSandbox();
	const { heymarket, whippy, sendook } = sandbox.credentials;
	const said = { heymarket: heymarket.secretKey, whippy: whippy.apiKey, sendook: sendook.apiKey };
	for (const [provider, key] of Object.entries(said) as Array<[keyof typeof said, string]>) {
		const words = `The key ${key} may not do that`;
		sandbox.faults.add({ provider, fault: { type: 'status', status: 403, body: { message: words, error: words, errors: [{ description: words, msg: words }] } } });
		const name = { heymarket: 'heymarketTeam', whippy: 'whippyChannels', sendook: 'sendookInboxes' }[provider];
		const execution = await run(oneNode(sandbox, provider, operations[name].parameters));
		expect(endOf(execution)?.message).toContain('may not do that');
		expect(leaks(sandbox, execution)).toEqual([]);
	}
});

describe('pages', () => {
	/** A server like Heymarket whose pages of 50 messages never end. With `circles`, the same pages come again and again. */
	async function endless(circles: boolean) {
		let served = 0;
		const baseUrl = await standIn((_request, response) => {
			served += 1;
			const first = circles ? 0 : served * 50;
			const rows = Array.from({ length: 50 }, (_, row) => ({ id: first + row, text: 'x', date: new Date(2e12 - (first + row) * 1_000).toISOString() }));
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify(rows));
		});
		return { baseUrl, served: () => served };
	}
	const reading = operations.heymarketMessages.parameters;

	it('that repeat are not taken for the whole', async () => {
		const [sandbox, stand] = [await ownSandbox(), await endless(true)];
		const execution = await run(oneNode(sandbox, 'heymarket', reading, { credential: { baseUrl: stand.baseUrl } }));
		expect(endOf(execution)?.message).toContain('This list could not be read to its end');
		expect(stand.served()).toBe(2);
	});

	it('that never end are read up to the limit', async () => {
		const [sandbox, stand] = [await ownSandbox(), await endless(false)];
		const parameters = { ...reading, returnAll: false, limit: 120 };
		const execution = await run(oneNode(sandbox, 'heymarket', parameters, { credential: { baseUrl: stand.baseUrl } }));
		expect(rowsOf(execution, 'Node')).toHaveLength(120);
		expect(stand.served()).toBe(3);
	});

	it('that never end are read no further when the execution is canceled', async () => {
		const [sandbox, stand] = [await ownSandbox(), await endless(false)];
		const execution = await start(oneNode(sandbox, 'heymarket', reading, { credential: { baseUrl: stand.baseUrl } }));
		for (let turn = 0; turn < 500 && stand.served() < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
		execution.cancel();
		await within(5_000, execution.finished);
		const served = stand.served();
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(stand.served()).toBeLessThanOrEqual(served + 1);
	});
});

it('a request whose answer never ends is given up when the execution is canceled, and its outcome is unknown', async () => {
	let asked = 0;
	const baseUrl = await standIn((_request, response) => {
		asked += 1;
		response.writeHead(200, { 'Content-Type': 'application/json' });
		const dripping = setInterval(() => response.write('['), 20);
		response.on('close', () => clearInterval(dripping));
	});
	const sandbox = await ownSandbox();
	const credential = { baseUrl };
	const items = [0, 1].map((item) => ({ to: `+1 415 555 ${2000 + item}`, words: 'Hello' }));
	const scenario = oneNode(
		sandbox,
		'heymarket',
		{ ...operations.heymarketText.parameters, delivery: { maxParallelRequests: 1 } },
		{ items, credential, settings: { onError: 'continueErrorOutput' } },
	);
	const execution = await start(scenario);
	for (let turn = 0; turn < 500 && asked === 0; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
	execution.cancel();
	const failed = failures(await within(5_000, execution.finished));
	expect(failed).toEqual({
		0: expect.objectContaining({ outcome: 'unknown' }) as object,
		1: expect.objectContaining({ outcome: 'not_sent' }) as object,
	});
	expect(asked).toBe(1);
});

// This test is the last one: an address that is told to wait for long stays so in this process, and its port may be used again.
it('for any answer, every item is reported, no redirect is followed, and no HTML is shown', async () => {
	await holds(answers, runsFor(30, 800), borne);
}, 3_600_000);
