import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** The contracts, by the name of the node that stands on each. */
export const contractFiles = {
	heymarket: 'heymarket.openapi.yaml',
	whippy: 'whippy.openapi.yaml',
	sendook: 'sendook.openapi.yaml',
} as const;

/** How sure a contract is of an operation or a field. */
export type Evidence = 'documented' | 'first-party' | 'reported' | 'inferred';

interface Schema {
	$ref?: string;
	properties?: Record<string, Schema & { 'x-evidence'?: Evidence }>;
	required?: string[];
	allOf?: Schema[];
	anyOf?: Schema[];
	oneOf?: Schema[];
	not?: Schema;
}

interface Reference {
	$ref?: string;
}

interface RawOperation {
	operationId: string;
	summary: string;
	'x-evidence': Evidence;
	parameters?: Array<{ name: string; in: 'path' | 'query'; required?: boolean; 'x-evidence'?: Evidence }>;
	requestBody?: Reference & { content?: { 'application/json': { schema: Schema } } };
}

interface Document {
	info: { title: string };
	paths: Record<string, Record<string, RawOperation>>;
	components: { requestBodies?: Record<string, NonNullable<RawOperation['requestBody']>>; schemas: Record<string, Schema> };
}

/** One operation of a contract. */
export interface ContractOperation {
	operationId: string;
	summary: string;
	/** In upper case. */
	method: string;
	path: string;
	evidence: Evidence;
	/** What may be sent, by place. */
	names: Record<'body' | 'query', string[]>;
	/** What has to be sent, by place. */
	required: Record<'body' | 'query', string[]>;
	/** Fields that nobody but this project says are there: `body text`. */
	inferred: string[];
}

function operationOf({ components }: Document, pathTemplate: string, method: string, raw: RawOperation): ContractOperation {
	const named = raw.requestBody?.$ref?.split('/').at(-1);
	const requestBody = named === undefined ? raw.requestBody : components.requestBodies?.[named];
	const schema = requestBody?.content?.['application/json'].schema ?? {};
	const resolved = (field: Schema) => (field.$ref ? components.schemas[field.$ref.split('/').at(-1)!] : field);
	const query = (raw.parameters ?? []).filter((parameter) => parameter.in === 'query');
	const body = Object.entries(schema.properties ?? {});
	return {
		operationId: raw.operationId,
		summary: raw.summary,
		method: method.toUpperCase(),
		path: pathTemplate,
		evidence: raw['x-evidence'],
		names: { body: body.map(([name]) => name), query: query.map(({ name }) => name) },
		required: { body: schema.required ?? [], query: query.filter(({ required }) => required).map(({ name }) => name) },
		inferred: [
			...body
				.filter(([, field]) => (resolved(field) as { 'x-evidence'?: Evidence })['x-evidence'] === 'inferred')
				.map(([name]) => `body ${name}`),
			...query.filter((parameter) => parameter['x-evidence'] === 'inferred').map(({ name }) => `query ${name}`),
		],
	};
}

/** A contract's operations, in its order. */
export function contractOf(node: keyof typeof contractFiles): ContractOperation[] {
	const text = readFileSync(path.join(__dirname, '../../contracts', contractFiles[node]), 'utf8');
	const document = parse(text) as Document;
	return Object.entries(document.paths).flatMap(([template, methods]) =>
		Object.entries(methods).map(([method, raw]) => operationOf(document, template, method, raw)),
	);
}

/** A path without the names of its placeholders, which are the contract's on one side and the form's on the other. */
export function shapeOf(template: string): string {
	return template.replace(/\{[^{}]*\}/g, '{}');
}
