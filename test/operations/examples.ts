import { documentOf } from '../../contracts/load.js';
import { contractFiles, placeholdersIn, shapeOf } from '../contract/contracts';
import type { NodeName } from '../engine/sandboxed';

/*
 * What the contracts say of a request: which names it takes in which place, of what type, and an example of each. The
 * generated cases fill in the forms with these examples, and expect them again in the request.
 */

/** A schema of a contract. */
export interface Schema {
	$ref?: string;
	allOf?: Schema[];
	type?: string;
	format?: string;
	nullable?: boolean;
	enum?: unknown[];
	properties?: Record<string, Schema>;
	items?: Schema;
	example?: unknown;
}

/** Where a value stands in a request. `ids` are the placeholders of its path. */
export type Place = 'ids' | 'query' | 'body';

/** A name that a request takes, with its type and its example; `example` is undefined where the contract has none. */
export interface KnownField {
	schema: Schema;
	example: unknown;
}

/** What a contract says of one request. */
export interface KnownRequest {
	operationId: string;
	/** Whether the body is a list of what `field` describes. */
	isList: boolean;
	/** The names that it takes. */
	names: (place: 'query' | 'body') => string[];
	/** @param name for a placeholder, the one of the form's own path, since the contract may call it otherwise */
	field: (place: Place, name: string, template: string) => KnownField | undefined;
}

interface Parameter {
	name: string;
	in: 'path' | 'query';
	schema: Schema;
	example?: unknown;
}

interface RawOperation {
	operationId: string;
	parameters?: Parameter[];
	requestBody?: { $ref?: string; content?: { 'application/json'?: { schema: Schema; example?: unknown } } };
}

interface Document {
	paths: Record<string, Record<string, RawOperation>>;
	components: Record<string, Record<string, object>>;
}

const documents = new Map(Object.entries(contractFiles).map(([node, folder]) => [node, documentOf(folder) as Document]));

/** The component that a part refers to, with what the part says itself; any other part unchanged. */
function resolved<Part extends { $ref?: string; allOf?: Part[] }>(part: Part, document: Document): Part {
	const reference = part.$ref ?? (part.allOf?.length === 1 ? part.allOf[0].$ref : undefined);
	if (!reference) return part;
	const [room, name] = reference.split('/').slice(-2);
	return { ...(document.components[room][name] as Part), ...part, $ref: undefined, allOf: undefined };
}

/** A schema's own example, or else one that is put together from those of its parts. */
function exampleOf(schema: Schema, document: Document): unknown {
	const whole = resolved(schema, document);
	if (whole.example !== undefined) return whole.example;
	if (whole.items) {
		const entry = exampleOf(whole.items, document);
		return entry === undefined ? undefined : [entry];
	}
	if (!whole.properties) return undefined;
	const entries = Object.entries(whole.properties).map(([name, inner]) => [name, exampleOf(inner, document)] as const);
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function operationAt(document: Document, method: string, template: string): { known: string; raw: RawOperation } | undefined {
	for (const [known, methods] of Object.entries(document.paths)) {
		const raw = methods[method.toLowerCase()];
		if (raw && shapeOf(known) === shapeOf(template)) return { known, raw };
	}
	return undefined;
}

/** What the contract of a node says of a request; undefined where it doesn't have it. */
export function knownRequest(node: NodeName, method: string, template: string): KnownRequest | undefined {
	const document = documents.get(node)!;
	const found = operationAt(document, method, template);
	if (!found) return undefined;
	const { known, raw: { operationId, parameters = [], requestBody = {} } } = found;
	const json = resolved(requestBody, document).content?.['application/json'];
	const body = json && resolved(json.schema, document);
	const isList = body?.type === 'array';
	const row = isList && body.items ? resolved(body.items, document) : body;
	const whole = (isList ? (json?.example as unknown[] | undefined)?.[0] : json?.example) as Record<string, unknown> | undefined;

	function field(place: Place, name: string, own: string): KnownField | undefined {
		if (place === 'body') {
			// A dot leads into an object.
			const schema = name.split('.').reduce((outer: Schema | undefined, key) => outer && resolved(outer, document).properties?.[key], row);
			if (!schema) return undefined;
			const all = resolved(schema, document);
			return { schema: all, example: all.example ?? whole?.[name] ?? exampleOf(all, document) };
		}
		const wanted = place === 'ids' ? placeholdersIn(known)[placeholdersIn(own).indexOf(name)] : name;
		const parameter = parameters.find((each) => each.in === (place === 'ids' ? 'path' : 'query') && each.name === wanted);
		if (!parameter) return undefined;
		return { schema: resolved(parameter.schema, document), example: parameter.example ?? exampleOf(parameter.schema, document) };
	}
	const names = (place: 'query' | 'body') =>
		place === 'body' ? Object.keys(row?.properties ?? {}) : parameters.filter((each) => each.in === 'query').map(({ name }) => name);
	return { operationId, isList, names, field };
}
