import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

import { documentOf } from '../contracts/load.js';
import { closed, withFormats } from '../contracts/strict.js';
import type { ProviderName } from '../sandbox/provider.ts';
import { at, keysOf, Origins, partAt } from './pointers.ts';

/** A part of a contract. */
export type Tree = Record<string, unknown>;

/** An operation of a contract, and where it stands in it. */
export interface KnownOperation {
	operationId: string;
	/** In upper case. */
	method: string;
	template: string;
	where: string;
	raw: Tree;
}

/** One way in which an answer isn't as its contract says. It tells types and never a value that could be somebody's. */
export interface Difference {
	/** A JSON pointer into the answer; `*` is any row, `{key}` a key that people choose. Empty for the answer itself. */
	pointer: string;
	expected: string;
	got: string;
	/** In how many places of this answer. */
	times: number;
	/** The file and line to change. */
	contract: string;
	/** The part of the contract, and which of its keywords, that was broken. */
	rule: string;
}

/** How often a part of a contract was met, and as what. */
export interface Sighting {
	times: number;
	types: Set<string>;
}

/** An answer as it came. */
export interface ReceivedAnswer {
	status: number;
	contentType: string | undefined;
	/** Parsed where it is JSON; the text otherwise. */
	body: unknown;
	isJson: boolean;
}

/** What a value is, without what it says. */
export function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
	return typeof value;
}

/** Whether a key is one of an API's own; people choose keys such as numbers and names with blanks. */
export function isOwnKey(key: string): boolean {
	return /^[A-Za-z_$][\w$-]{0,40}$/.test(key) && !/\d{4}/.test(key);
}

/** Whether a value is a name that an API gives, such as `in_progress`. */
export function isWord(value: unknown): value is string {
	return typeof value === 'string' && /^[A-Za-z][A-Za-z_]{0,30}$/.test(value);
}

const RESTRICTIONS: Record<string, string> = { format: 'of format', pattern: 'that fits', minimum: 'at least', maximum: 'at most' };

/** What is the same in every check: reading and compiling a contract takes longer than the check itself. */
interface Compiled {
	document: Tree;
	origins: Origins;
	ajv: Ajv;
	validators: Map<string, ValidateFunction>;
	operations: KnownOperation[];
}

const compiled = new Map<ProviderName, Compiled>();

function compiledFor(provider: ProviderName): Compiled {
	const known = compiled.get(provider);
	if (known) return known;
	const document = documentOf(provider) as Tree;
	const ajv = withFormats(new Ajv({ strict: false, allErrors: true, validateSchema: false, meta: false }));
	ajv.addSchema(closed(document) as object, 'contract');
	const operations = Object.entries(document.paths as Record<string, Record<string, Tree>>).flatMap(([template, methods]) =>
		Object.entries(methods).map(([method, raw]) => ({ operationId: String(raw.operationId), method: method.toUpperCase(), template, where: at('#/paths', template, method), raw })),
	);
	const made = { document, origins: new Origins(provider), ajv, validators: new Map<string, ValidateFunction>(), operations };
	compiled.set(provider, made);
	return made;
}

/** A provider's contract, as the answers of one check are compared with it. */
export class LiveContract {
	readonly operations: KnownOperation[];
	/** What the answers so far had, by the JSON pointers of the contract. */
	readonly sighted = new Map<string, Sighting>();
	/** What the requests so far had that were accepted. */
	readonly accepted = new Map<string, Sighting>();
	/** The rules that answers broke: `pointer keyword`. */
	readonly broken = new Map<string, number>();
	readonly document: Tree;
	readonly origins: Origins;
	readonly provider: ProviderName;
	private readonly ajv: Ajv;
	private readonly validators: Map<string, ValidateFunction>;

	constructor(provider: ProviderName) {
		this.provider = provider;
		({ document: this.document, origins: this.origins, ajv: this.ajv, validators: this.validators, operations: this.operations } = compiledFor(provider));
	}

	/** The operation of a request: the one with the fewest placeholders, if several fit. */
	find(method: string, path: string): KnownOperation | undefined {
		const fitting = this.operations.filter((each) => each.method === method && fits(each.template, path));
		return fitting.sort((one, other) => placeholders(one.template) - placeholders(other.template))[0];
	}

	/** The operation with a name of its own. @throws Error where there is none */
	named(operationId: string): KnownOperation {
		const found = this.operations.find((each) => each.operationId === operationId);
		if (!found) throw new Error(`The contract of ${this.provider} has no ${operationId}`);
		return found;
	}

	/** Where the contract speaks of an answer with this status. */
	responseAt({ where, raw }: KnownOperation, status: number): string | undefined {
		const responses = raw.responses as Tree;
		const key = responses[status] !== undefined ? String(status) : status >= 400 && responses.default !== undefined ? 'default' : undefined;
		return key === undefined ? undefined : this.behind(at(where, 'responses', key));
	}

	/** Where the schema of an answer stands; undefined where the contract has none. */
	schemaAt(operation: KnownOperation, status: number): string | undefined {
		const response = this.responseAt(operation, status);
		if (response === undefined) return undefined;
		const place = at(response, 'content', 'application/json', 'schema');
		return partAt(this.document, place) === undefined ? undefined : place;
	}

	/** How an answer differs from the contract. What it has is noted in `sighted`. */
	compare(operation: KnownOperation, answer: ReceivedAnswer): Difference[] {
		const response = this.responseAt(operation, answer.status);
		if (response === undefined) {
			const known = Object.keys(operation.raw.responses as Tree).filter((status) => status !== 'default');
			return [this.difference(operation.where, '', `status ${known.join(' or ')}`, `status ${answer.status}`, 'responses')];
		}
		note(this.sighted, response, 'answer');
		const schema = this.schemaAt(operation, answer.status);
		if (schema === undefined) return [];
		if (!answer.isJson) return [this.difference(response, '', 'JSON', `${answer.contentType ?? 'no content type'}`, 'content')];
		this.walk(schema, answer.body, (place, value) => note(this.sighted, place, typeOf(value)));
		const validate = this.validator(schema);
		return validate(answer.body) ? [] : this.differencesOf(validate.errors ?? [], answer.body, schema);
	}

	/** Notes what an accepted request had. */
	noteRequest(operation: KnownOperation, sent: { query: string[]; body: unknown }): void {
		for (const [index, each] of ((operation.raw.parameters ?? []) as Tree[]).entries()) {
			if (each.in === 'path' || sent.query.includes(String(each.name))) note(this.accepted, at(operation.where, 'parameters', index), 'sent');
		}
		const place = at(operation.where, 'requestBody', 'content', 'application/json', 'schema');
		if (sent.body !== undefined && partAt(this.document, place) !== undefined) {
			this.walk(place, sent.body, (where, value) => note(this.accepted, where, typeOf(value)));
		}
	}

	/** Visits a value and all in it, each with the place of its schema: first that of the field, then that of what it refers to. */
	walk(place: string, value: unknown, visit: (place: string, value: unknown) => void): void {
		visit(place, value);
		const target = this.behind(place);
		if (target !== place) visit(target, value);
		if (Array.isArray(value)) {
			if (this.has(target, 'items')) for (const entry of value) this.walk(at(target, 'items'), entry, visit);
		} else if (typeof value === 'object' && value !== null) {
			for (const [key, inner] of Object.entries(value)) {
				const child = this.childAt(target, key);
				if (child !== undefined) this.walk(child, inner, visit);
			}
		}
	}

	/** Where the schema of a key of an object stands. */
	childAt(place: string, key: string): string | undefined {
		const target = this.behind(place);
		const named = at(target, 'properties', key);
		if (partAt(this.document, named) !== undefined) return named;
		return this.has(target, 'additionalProperties') ? at(target, 'additionalProperties') : undefined;
	}

	/** Where the schema of the entries of a list stands. */
	entryAt(place: string): string | undefined {
		const target = this.behind(place);
		return this.has(target, 'items') ? at(target, 'items') : undefined;
	}

	/** The place that a place refers to, or itself. */
	behind(place: string): string {
		const { $ref, allOf } = (partAt(this.document, place) ?? {}) as { $ref?: string; allOf?: Array<{ $ref?: string }> };
		const reference = $ref ?? (allOf?.length === 1 ? allOf[0].$ref : undefined);
		return reference === undefined ? place : this.behind(reference);
	}

	private has(place: string, key: string): boolean {
		const inner = partAt(this.document, at(place, key));
		return typeof inner === 'object' && inner !== null;
	}

	private validator(schema: string): ValidateFunction {
		const pointer = schema.split('/').map(encodeURIComponent).join('/').replace('%23', '#');
		const made = this.validators.get(schema) ?? this.ajv.compile({ $ref: `contract${pointer}` });
		this.validators.set(schema, made);
		return made;
	}

	private differencesOf(errors: ErrorObject[], body: unknown, schema: string): Difference[] {
		const all = new Map<string, Difference>();
		for (const { keyword, instancePath, schemaPath, params } of errors) {
			// What stands around a wrong part is told by the errors of the part.
			if (['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'not'].includes(keyword)) continue;
			const value = partAt(body, `#${instancePath}`);
			const { named, inner } = this.inAnswer(schema, body, instancePath);
			// ajv's own path ends in the keyword; what it refers to is where the rule stands.
			const place = inner ?? decodeURIComponent(schemaPath.slice(schemaPath.indexOf('#'))).split('/').slice(0, -1).join('/');
			const [pointer, expected, got] = said(keyword, params as Tree, named, value);
			const difference = this.difference(place, pointer, expected, got, keyword);
			const key = `${pointer} ${expected} ${got}`;
			const known = all.get(key);
			if (known) known.times += 1;
			else all.set(key, difference);
			const rule = `${place} ${keyword}`;
			this.broken.set(rule, (this.broken.get(rule) ?? 0) + 1);
			const own = `${place} ${keyword} ${String((params as Tree).missingProperty ?? '')}`;
			this.broken.set(own, (this.broken.get(own) ?? 0) + 1);
		}
		return [...all.values()];
	}

	/** A place in an answer without what people chose, and where the contract speaks of it. */
	private inAnswer(schema: string, body: unknown, instancePath: string): { named: string; inner: string | undefined } {
		let place: string | undefined = schema;
		let value = body;
		let named = '';
		for (const key of keysOf(`#${instancePath}`)) {
			const isRow = Array.isArray(value);
			const child: string | undefined = place === undefined ? undefined : isRow ? this.entryAt(place) : this.childAt(place, key);
			named = at(named, isRow ? '*' : child?.endsWith('/additionalProperties') || !isOwnKey(key) ? '{key}' : key);
			place = child;
			value = (value as Tree | undefined)?.[key];
		}
		return { named, inner: place === undefined ? undefined : this.behind(place) };
	}

	private difference(place: string, pointer: string, expected: string, got: string, keyword: string): Difference {
		return { pointer, expected, got, times: 1, contract: this.origins.of(place), rule: `${place} ${keyword}` };
	}
}

function said(keyword: string, params: Tree, pointer: string, value: unknown): [pointer: string, expected: string, got: string] {
	switch (keyword) {
		case 'additionalProperties': {
			const key = String(params.additionalProperty);
			return [at(pointer, isOwnKey(key) ? key : '{key}'), 'no such property', typeOf((value as Tree)[key])];
		}
		case 'required':
			return [at(pointer, String(params.missingProperty)), 'a property', 'none'];
		case 'type':
			return [pointer, Array.isArray(params.type) ? params.type.join(' or ') : String(params.type), typeOf(value)];
		case 'enum':
			return [pointer, `one of ${(params.allowedValues as unknown[]).map(String).join(', ')}`, isWord(value) ? value : `another ${typeOf(value)}`];
		default: {
			const [restriction] = Object.values(params);
			return [pointer, `${typeOf(value)} ${RESTRICTIONS[keyword] ?? keyword} ${String(restriction)}`, `another ${typeOf(value)}`];
		}
	}
}

function note(into: Map<string, Sighting>, place: string, type: string): void {
	const known = into.get(place) ?? { times: 0, types: new Set() };
	known.times += 1;
	known.types.add(type);
	into.set(place, known);
}

function placeholders(template: string): number {
	return template.split('{').length;
}

function fits(template: string, path: string): boolean {
	const [wanted, given] = [template.split('/'), path.split('/')];
	return wanted.length === given.length && wanted.every((part, index) => (part.startsWith('{') ? given[index] !== '' : part === given[index]));
}
