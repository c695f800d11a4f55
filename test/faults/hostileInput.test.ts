import fc from 'fast-check';
import type { IDataObject, INode, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { answerOf } from '../engine/agent';
import { throughAgents } from '../engine/doors/otherCallers';
import { outputOf, prepare, run, type Scenario } from '../engine/engine';
import { oneNode, ownSandbox } from '../engine/sandboxed';
import { endOf, failures } from '../engine/sends';
import { operations, textOf, type Operation } from './operations';
import { holds, runsFor, within } from './random';
import { leaks } from './secrets';

/*
 * Values that an attacker, or a faulty workflow, may put into the fields. Every request that arrives must be one that the
 * contract allows, to the operation's path. Every other value must be refused with the name of its field.
 */

const traversals = [
	'..', '.', '../../v1/team', '..%2f..%2fteam', '%2e%2e%2fteam', '%252e%252e%252f', '..\\..\\team', '..;/team', '／..／team', '․․/team',
	'/v1/team', '//elsewhere.example/v1', '1/../../team', '1?inbox=2', '1#team', '1%00', '%2f', '\u2024\u2024', '1&admin=true', '{conversation}',
];
const hosts = [
	'https://elsewhere.example/', '//elsewhere.example', '@elsewhere.example', 'http://127.0.0.1:1/', 'https://api.heymarket.com.elsewhere.example',
	'anna@exаmple.com', 'anna@example.com@elsewhere.example', 'anna@xn--exmple-cua.com', 'anna@[127.0.0.1]', 'anna@example.com\u2028bcc:x@elsewhere.example',
	'anna@ⓔxample.com', 'anna@example。com', 'ａｎｎａ@example.com',
];
const breaks = [
	'a\r\nBcc: eve@elsewhere.example', 'a\nb', 'a\rb', 'a\0b', '\0', '\u2028', '\u0085', 'a\r\n\r\nGET / HTTP/1.1', 'anna@example.com\r\nBcc: eve@elsewhere.example',
	'anna@example.com,\r\neve@elsewhere.example', '+1 415 555 0134\r\nX: y', '+1415555\0 0134',
];
const marks = ['\u202Emoc.elpmaxe@anna', '\u200Banna@example.com', '\uFEFF', '\u2066abc', 'a\u0301'.repeat(500), '\uD800', 'a\uDFFFb', '👩‍👩‍👧‍👦'.repeat(50)];
const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
const expressions = ['{{ $env.HOME }}', '={{ 1 + 1 }}', '${process.env}', '<script>alert(1)</script>', '\'; DROP TABLE messages; --', '{"$gt": ""}', '[object Object]', 'null', 'undefined', 'NaN'];
const numbers: unknown[] = [0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER + 2, '1e3', '0x1F', '٣', '１１', '-0', ' 11 ', '011', true, false];

const simple: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(...traversals, ...hosts, ...breaks, ...marks, ...names, ...expressions),
	fc.constantFrom(...numbers),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.string({ unit: 'grapheme', maxLength: 40 }),
	fc.constantFrom('x', '\uD83D\uDE00', '\r\n', '../', '"', '(', '<', '[', 'a@b.c,').map((part) => part.repeat(Math.ceil(1_000_000 / part.length))),
);

/** JSON as a webhook gives it, with own keys of any name, such as `__proto__`. */
const json: fc.Arbitrary<unknown> = fc.oneof(
	fc.array(simple, { maxLength: 3 }),
	fc.tuple(fc.constantFrom(...names, 'id', 'phone', 'email', 'address', 'value', 'mode', '__rl'), simple).map(([name, value]) => {
		const object: IDataObject = {};
		Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
		return object;
	}),
	fc.constantFrom<unknown>(null, [], {}, [[]], [null], [['a@b.c']], { toString: 'anna@example.com' }, { length: 3 }, { address: ['a@b.c'] }),
);

/** Values that aren't JSON, which code in an expression can make. */
const made = fc.constantFrom(
	'={{ ({ toString: () => "+1 415 555 0134" }) }}',
	'={{ ["+1 415 555 0134"] }}',
	'={{ new Date() }}',
	'={{ /a/ }}',
	'={{ undefined }}',
	'={{ $json.nothing.at.all }}',
	'={{ Object.create(null) }}',
	'={{ new Map([["a", 1]]) }}',
	'={{ (() => 1) }}',
	'={{ Symbol("a") }}',
	'={{ 10n }}',
	'={{ NaN }}',
	'={{ [1, [2, [3, [4, [5]]]]] }}',
	'={{ ({ get id() { throw new Error("no") }, get batch() { throw new Error("no") }, get length() { throw new Error("no") } }) }}',
	'={{ ({ toString() { throw new Error("no") }, toJSON() { throw new Error("no") } }) }}',
	'={{ ({ [Symbol.toPrimitive]() { throw new Error("no") } }) }}',
	'={{ new Proxy({}, { get() { throw new Error("no") }, ownKeys() { throw new Error("no") }, has() { throw new Error("no") } }) }}',
	'={{ (() => { const all = []; all.push(all); return all; })() }}',
	'={{ (() => { const all = {}; all.own = all; return all; })() }}',
	'={{ JSON.parse(\'{"__proto__": {"polluted": true}, "constructor": 1, "batch": {"batchSize": {}, "batchInterval": []}}\') }}',
	'={{ ({ batch: { batchSize: Symbol("a"), batchInterval: Object.create(null) } }) }}',
	'={{ $json["__proto__"] }}',
	'={{ $json.constructor }}',
	'={{ $json.hostile.__proto__.polluted = true }}',
	'={{ new Date("no date") }}',
	'={{ DateTime.fromISO("no date") }}',
	'={{ $now }}',
	'={{ Promise.resolve(1) }}',
	'={{ new Error("no") }}',
	'={{ (() => { throw null })() }}',
	'={{ (() => { throw Object.create(null) })() }}',
	'={{ new Uint8Array(3) }}',
	'={{ Object.freeze({ value: 1, mode: "id", __rl: true }) }}',
	'={{ (function loop() { return loop(); })() }}',
);

interface Attack {
	operation: string;
	/** The number of the field. */
	field: number;
	value: unknown;
	expression?: string;
	continues: boolean;
	/** Whether n8n runs the node in a workflow, or n8n's Agents call it through RoutingNode. */
	door: 'node' | 'agents';
}

const attacks: fc.Arbitrary<Attack> = fc.record(
	{
		operation: fc.constantFrom(...Object.keys(operations)),
		field: fc.nat({ max: 1_000 }),
		value: fc.oneof({ weight: 4, arbitrary: simple }, { weight: 2, arbitrary: json }),
		expression: made,
		continues: fc.boolean(),
		door: fc.constantFrom('node', 'node', 'agents'),
	},
	{ requiredKeys: ['operation', 'field', 'value', 'continues', 'door'] },
);

/** A field of a form: its path in the parameters, and its label. */
interface Field {
	path: string[];
	label: string;
	isLocator: boolean;
	/** The labels of fields that it shows or hides. One of them may become required by a value of this one. */
	decides: string[];
	/** Whether its text is billed as SMS segments. */
	isBilled: boolean;
}

/** The fields of an operation that people and expressions fill in, also those in collections. */
async function fieldsOf({ provider, parameters, ...rest }: Operation): Promise<Field[]> {
	const chosen: Record<string, unknown> = { resource: parameters.resource, operation: parameters.operation };
	const words = 'words' in rest ? rest.words : undefined;
	const { loader } = await prepare({ nodes: [], credentials: {} });
	const { properties } = loader.getNode(provider).type.description as { properties: INodeProperties[] };
	const isOwn = ({ name, displayOptions }: INodeProperties) =>
		!(name in chosen) && Object.entries(chosen).every(([key, value]) => displayOptions?.show?.[key]?.includes(value as never) ?? true);
	const own = properties.filter(isOwn);
	const fieldOf = ({ name, displayName: label, type }: INodeProperties, within: string[] = []): Field => ({
		path: [...within, name],
		label,
		isLocator: type === 'resourceLocator',
		decides: own.filter(({ displayOptions }) => displayOptions?.show?.[name] !== undefined).map(({ displayName }) => displayName),
		isBilled: name === words,
	});
	return own.flatMap((property): Field[] => {
		const { name, type } = property;
		if (type === 'notice') return [];
		if (type !== 'collection') return [fieldOf(property)];
		return (property.options as INodeProperties[]).map((option) => fieldOf(option, [name]));
	});
}

function attacked(parameters: IDataObject, { path: [name, option], isLocator }: Field, { expression }: Attack): IDataObject {
	const asked = expression ?? '={{ $json.hostile }}';
	const given = isLocator ? { __rl: true, mode: 'id', value: asked } : asked;
	return { ...parameters, [name]: option ? { ...(parameters[name] as IDataObject | undefined), [option]: given } : given };
}

/** The path of each operation, in which each placeholder is one segment. */
const paths: Record<string, RegExp> = {
	heymarket: /^\/(automations\/[\w-]+|v1\/(message\/send|email\/send|messages(\/all)?|schedule|team|inboxes|templates|conversations\/\d+))$/,
	whippy: /^\/v1\/(messaging\/(sms|email|fax|note)|channels|conversations(\/[0-9a-f-]{36})?)$/,
	sendook: /^\/v1\/inboxes(\/[0-9a-f]{24}\/messages(\/send|\/[0-9a-f]{24}(\/reply)?)?)?$/,
};

const fieldsByOperation = new Map<string, Promise<Field[]>>();

async function resisted(attack: Attack, sandbox: Sandbox): Promise<void> {
	const { provider, parameters } = operations[attack.operation];
	const known = fieldsByOperation.get(attack.operation) ?? fieldsOf(operations[attack.operation]);
	fieldsByOperation.set(attack.operation, known);
	const fields = await known;
	if (fields.length === 0) return;
	const field = fields[attack.field % fields.length];
	const operation = operations[attack.operation];
	const good = operation.kind === 'send' ? { to: operation.to(0), words: textOf(0) } : {};
	const item: INodeExecutionData = { json: { ...good, hostile: attack.value as never } };
	const settings = attack.continues ? ({ onError: 'continueErrorOutput' } as Partial<INode>) : {};
	const scenario = oneNode(sandbox, provider, attacked(parameters, field, attack), { items: [item], settings });
	const ending = await within(60_000, attack.door === 'node' ? endOfRun(scenario, sandbox) : endOfCall(scenario, item.json));
	if (!ending) return;
	const { kept, message, isShown, isOwn } = ending;
	const { violations } = sandbox.ledger.snapshot();
	// A request of the run before may arrive only now, if it was given up after a short Timeout.
	const { requests } = sandbox.ledger.snapshot(provider);
	const found = violations.map(({ kind, detail }) => `${kind}: ${detail}`);
	for (const { method, path, status, body, query } of requests) {
		found.push(...brokenLines({ ...query, body }).map((name) => `a line break or NUL in ${name}`));
		if (!paths[provider].test(path)) found.push(`a request to ${method} ${path}`);
		if (status === 599) found.push('the sandbox itself failed');
	}
	found.push(...leaks(sandbox, kept).map((leak) => `a secret is kept: ${leak}`));
	if (({} as IDataObject).polluted !== undefined || Object.keys(Object.prototype).length > 0) found.push('Object.prototype was changed');
	if (requests.length === 0) {
		if (message === undefined && !isShown) found.push('neither sent nor refused');
		// n8n itself refuses some expressions, in its own words.
		else if (isOwn && message && !message.includes(field.label) && !isAboutOther(message, field)) found.push(`refused without the name of ${field.label}: ${message.slice(0, 300)}`);
		if (message && message.length > 2_000) found.push(`a message of ${message.length} characters`);
		// Control characters and those that change the direction of writing could make a message read otherwise.
		if (message && /(?!\n)[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF\p{Cs}]/u.test(message)) found.push(`unseen characters in: ${JSON.stringify(message.slice(0, 300))}`);
	}
	if (found.length > 0) throw new Error([`${field.path.join('.')} of ${attack.operation}: ${JSON.stringify(attack.expression ?? attack.value)?.slice(0, 200)}`, ...new Set(found), message ?? 'no message'].join('\n'));
}

/** The result of an attack, as a person or a model gets it. */
interface Ending {
	/** Everything that n8n keeps or passes on. */
	kept: unknown;
	message?: string;
	/** Whether Preview Only was on, so that the request is shown and not sent. */
	isShown: boolean;
	/** Whether the message is the node's. n8n itself refuses some expressions. */
	isOwn: boolean;
}

async function endOfRun(scenario: Scenario, sandbox: Sandbox): Promise<Ending | undefined> {
	const execution = await run(scenario).catch((thrown: Error) => {
		// n8n doesn't start a workflow in which a visible, required field is empty.
		if (/ has issues/.test(thrown.message) && sandbox.ledger.requests.length === 0) return undefined;
		throw thrown;
	});
	if (!execution) return undefined;
	const rows = outputOf(execution, 'Node').flat().map(({ json }) => json);
	const bare = rows.find(({ error }) => typeof error === 'string')?.error as string | undefined;
	const failure = failures(execution)[0] as { message: string } | undefined;
	const message = failure?.message ?? endOf(execution)?.message ?? bare;
	return { kept: execution, message, isShown: rows.some(({ status }) => status === 'preview'), isOwn: message?.includes('[item ') === true };
}

async function endOfCall(scenario: Scenario, input: IDataObject): Promise<Ending> {
	const nodes = scenario.nodes.map((node) => ({ ...node, type: `${node.type}Tool` }));
	const result = await throughAgents({ ...scenario, nodes }, input);
	// RoutingNode evaluates every expression before it calls the node, so this refusal is n8n's.
	if (result.status !== 'success') return { kept: result, message: result.error, isShown: false, isOwn: false };
	const rows = result.data.map(({ json }) => json);
	const { refusal, sentence } = answerOf(rows);
	// Where the node goes on, n8n's own refusal stands beside an empty row.
	return { kept: result, message: sentence ?? result.data[0]?.error?.message, isShown: rows.some(({ status }) => status === 'preview'), isOwn: refusal?.code === 'invalid_input' };
}

/** The names of values that may have several lines. */
const PROSE = new Set(['text', 'raw_text', 'html', 'body', 'message', 'comment', 'content']);

/** The names of values with a line break or a NUL, which could begin another header of a mail. */
function brokenLines(value: unknown, name = ''): string[] {
	if (typeof value === 'string') return (PROSE.has(name) ? /\0/ : /[\0\r\n\v\f\u0085\u2028\u2029]/).test(value) ? [name] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => brokenLines(inner, Array.isArray(value) ? name : key));
}

it.each(['heymarketEmail', 'whippyEmail', 'sendookMail'])('%s: no line break leaves in a subject', async (name) => {
	const sandbox = await ownSandbox();
	const { provider, parameters } = operations[name];
	// A blank subject counts as an empty field.
	const broken = breaks.filter((words) => words.trim() !== '');
	const items = broken.map((words) => ({ to: 'anna@example.com', words }));
	const execution = await run(oneNode(sandbox, provider, parameters, { items, settings: { onError: 'continueErrorOutput' } }));
	const { requests } = sandbox.ledger.snapshot();
	expect(requests.flatMap(({ body }) => brokenLines(body))).toEqual([]);
	expect(requests).toEqual([]);
	for (const { message } of Object.values(failures(execution))) expect(message).toMatch(/^Subject: /);
	expect(Object.keys(failures(execution))).toHaveLength(broken.length);
});

/** Whether a refusal is rightly about another field: one that this field shows, or the limit of segments. */
function isAboutOther(message: string, { decides, isBilled }: Field): boolean {
	if (/ SMS segments, /.test(message)) return isBilled;
	return decides.some((label) => message.startsWith(`${label}: is empty`));
}

it('sends only requests that the contract allows, to the operation’s path, and refuses all other values with the name of the field', async () => {
	const sandboxes: Sandbox[] = [];
	const free: Sandbox[] = [];
	const property = async (attack: Attack) => {
		const sandbox = free.pop() ?? (await startSandbox());
		if (!sandboxes.includes(sandbox)) sandboxes.push(sandbox);
		sandbox.reset();
		for (const provider of ['heymarket', 'whippy', 'sendook'] as const) sandbox.limits.set(provider, 'off');
		// A long run sends more than Sendook's hourly limit allows.
		const isUsedUp = attack.operation.startsWith('sendook') && operations[attack.operation].kind === 'send';
		try {
			await resisted(attack, sandbox);
		} finally {
			if (!isUsedUp) free.push(sandbox);
		}
	};
	try {
		await holds(attacks, runsFor(150, 4_000), property);
	} finally {
		await Promise.all(sandboxes.map(async (sandbox) => await sandbox.close()));
	}
}, 3_600_000);
