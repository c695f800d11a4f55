import { documentOf } from '../../contracts/load.js';

/** The folders of the contracts, by the names of the nodes. */
export const contractFiles = { heymarket: 'heymarket', whippy: 'whippy', sendook: 'sendook' } as const;

/** How certain it is that an operation or a field exists. */
export type Evidence = 'documented' | 'first-party' | 'reported' | 'inferred';

/** What kind of recipient a field names: `x-recipient` in the contracts. */
export type Recipient = 'phone number' | 'email address' | 'conversation' | 'message' | 'list';

interface Schema {
	$ref?: string;
	/** With one entry, it is how a field refers to a component and still has marks of its own. */
	allOf?: Schema[];
	type?: string;
	properties?: Record<string, Schema>;
	items?: Schema;
	required?: string[];
	'x-evidence'?: Evidence;
	'x-recipient'?: Recipient;
}

interface Payload {
	$ref?: string;
	content?: { 'application/json': { schema: Schema } };
}

interface RawOperation {
	operationId: string;
	summary: string;
	'x-evidence': Evidence;
	parameters?: Array<{ name: string; in: 'path' | 'query'; required?: boolean; schema: Schema; 'x-evidence'?: Evidence; 'x-recipient'?: Recipient }>;
	requestBody?: Payload;
	responses: Record<string, Payload>;
}

interface Document {
	paths: Record<string, Record<string, RawOperation>>;
	components: {
		requestBodies?: Record<string, Payload>;
		responses: Record<string, Payload>;
		schemas: Record<string, Schema>;
	};
}

/** A field that names recipients of a message. */
export interface RecipientField {
	in: 'path' | 'query' | 'body';
	/** For a placeholder of a path, its number, since the form has another name for it. */
	name: string;
	names: Recipient;
	/** Whether it takes more than one. */
	several: boolean;
}

/** One operation of a contract. */
export interface ContractOperation {
	operationId: string;
	summary: string;
	/** In upper case. */
	method: string;
	path: string;
	evidence: Evidence;
	/** The names that may be sent in the body and in the query. */
	names: Record<'body' | 'query', string[]>;
	/** The names that must be sent in the body and in the query. */
	required: Record<'body' | 'query', string[]>;
	/** Fields whose evidence is only `inferred`, such as `body text`. */
	inferred: string[];
	recipients: RecipientField[];
	/** The fields of the answer's rows, without what the provider wraps around them. */
	answered: string[];
	/** Whether a dotted path leads to a single value of the answer, or to a list of such. */
	isFlat: (path: string) => boolean;
}

/** The target of a `$ref`, also of one that stands in an `allOf` beside the field's own marks; any other part unchanged. */
function resolved<Part extends { $ref?: string; allOf?: Array<{ $ref?: string }> }>(part: Part, room: Record<string, Part> = {}): Part {
	const reference = part.$ref ?? (part.allOf?.length === 1 ? part.allOf[0].$ref : undefined);
	return reference ? room[reference.split('/').at(-1)!] : part;
}

/** A field's own evidence, or else that of the component which it refers to. */
function evidenceOf(field: Schema, schemas: Record<string, Schema>): Evidence | undefined {
	return field['x-evidence'] ?? resolved(field, schemas)['x-evidence'];
}

/** Placeholders of a path, in their order. */
export function placeholdersIn(template: string): string[] {
	return Array.from(template.matchAll(/\{([^{}]*)\}/g), ([, name]) => name);
}

function recipientsOf(template: string, { parameters = [] }: RawOperation, body: Array<[string, Schema]>): RecipientField[] {
	const placeholders = placeholdersIn(template);
	const inBody = body.map(([name, field]) => ({ in: 'body' as const, name, names: field['x-recipient'], several: field.type === 'array' }));
	const beside = parameters.map((each) => ({
		in: each.in,
		name: each.in === 'path' ? String(placeholders.indexOf(each.name)) : each.name,
		names: each['x-recipient'],
		several: each.schema.type === 'array',
	}));
	return [...inBody, ...beside].flatMap((field) => (field.names ? [{ ...field, names: field.names }] : []));
}

/** One row of a good answer. */
function rowOf({ components: { responses, schemas } }: Document, operation: RawOperation): Schema {
	const { content } = resolved(operation.responses['200'] ?? operation.responses['201'] ?? operation.responses['202'], responses);
	const whole = resolved(content!['application/json'].schema, schemas);
	const answer = resolved(whole.properties?.data ?? whole.properties?.memberships ?? whole, schemas);
	return resolved(answer.items ?? answer, schemas);
}

/** Whether a dotted path of a row leads to a single value, or to a list of such. */
function leadsToValue({ components: { schemas } }: Document, row: Schema, dotted: string): boolean {
	const end = dotted.split('.').reduce<Schema | undefined>((schema, key) => {
		const next = schema?.properties?.[key];
		return next && resolved(next, schemas);
	}, row);
	const value = end?.type === 'array' ? resolved(end.items ?? {}, schemas) : end;
	return value !== undefined && value.type !== 'object';
}

/** The fields of a body, and those of the objects in it, whose names have dots. */
function fieldsOf({ properties = {} }: Schema, schemas: Record<string, Schema>): Array<[string, Schema]> {
	return Object.entries(properties).flatMap(([name, field]): Array<[string, Schema]> => {
		const { type, properties: inner } = resolved(field, schemas);
		const within = type === 'object' && inner ? fieldsOf({ properties: inner }, schemas) : [];
		return [[name, field], ...within.map(([one, schema]): [string, Schema] => [`${name}.${one}`, schema])];
	});
}

function operationOf(document: Document, pathTemplate: string, method: string, raw: RawOperation): ContractOperation {
	const { requestBodies, schemas } = document.components;
	const sent = resolved(resolved(raw.requestBody ?? {}, requestBodies).content?.['application/json'].schema ?? {}, schemas);
	// Where a list is sent, its rows have the names.
	const schema = resolved(sent.items ?? sent, schemas);
	const query = (raw.parameters ?? []).filter((parameter) => parameter.in === 'query');
	const body = fieldsOf(schema, schemas);
	const row = rowOf(document, raw);
	return {
		operationId: raw.operationId,
		summary: raw.summary,
		method: method.toUpperCase(),
		path: pathTemplate,
		evidence: raw['x-evidence'],
		names: { body: body.map(([name]) => name), query: query.map(({ name }) => name) },
		required: { body: schema.required ?? [], query: query.filter(({ required }) => required).map(({ name }) => name) },
		inferred: [
			...body.filter(([, field]) => evidenceOf(field, schemas) === 'inferred').map(([name]) => `body ${name}`),
			...query.filter((parameter) => parameter['x-evidence'] === 'inferred').map(({ name }) => `query ${name}`),
		],
		recipients: recipientsOf(pathTemplate, raw, body),
		answered: Object.keys(row.properties ?? {}),
		isFlat: (dotted) => leadsToValue(document, row, dotted),
	};
}

/** A contract's operations, in its order. */
export function contractOf(node: keyof typeof contractFiles): ContractOperation[] {
	const document = documentOf(contractFiles[node]) as Document;
	return Object.entries(document.paths).flatMap(([template, methods]) =>
		Object.entries(methods).map(([method, raw]) => operationOf(document, template, method, raw)),
	);
}

/** Names of parameters that no contract has, because the check turns them into other names. */
export const madeOf: Record<string, Record<string, string>> = {
	'heymarket contact.createOrUpdateMany': { 'body contacts': 'body phone', 'body channel_contacts': 'body contacts' },
	'heymarket contact.create': { 'body channel_id': 'body contact_channels', 'body channel_type': 'body contact_channels' },
	'heymarket contact.search': { 'body channel_ids': 'body contact_channels', 'body channel_type': 'body contact_channels' },
	'heymarket contact.deleteMany': { 'body channel_ids': 'body contact_channels' },
	'heymarket customField.createMany': { 'body titles': 'body title' },
	'heymarket automation.run': { 'body fields': 'body first_name' },
	'heymarket user.update': { 'body first_name': 'body users', 'body last_name': 'body users', 'body role_id': 'body users' },
	'heymarket template.create': { 'body text': 'body content', 'body gallery': 'body content' },
	'heymarket template.update': { 'body text': 'body content', 'body gallery': 'body content' },
	'heymarket email.send': { 'body to': 'body targets', 'body cc': 'body targets' },
};

/** A path without the names of its placeholders, which differ between contract and form. */
export function shapeOf(template: string): string {
	return template.replace(/\{[^{}]*\}/g, '{}');
}
