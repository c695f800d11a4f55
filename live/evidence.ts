import type { LiveContract, Tree } from './contract.ts';
import type { Exchange } from './door.ts';
import { Seen, type Finding } from './findings/seen.ts';
import { at, keysOf, partAt } from './pointers.ts';

/** What reality says to something that is only reported, inferred or unknown. A field that is `absent` may be optional. */
export type Verdict = 'confirmed' | 'contradicted' | 'seen' | 'absent' | 'not seen';

/** A part of a contract that is not certain, and what the tour saw of it. */
export interface Judged {
	kind: 'unknown' | 'operation' | 'parameter' | 'field' | 'response' | 'header' | 'rule';
	/** For people: `getTemplates: Whether ...`, or the part's place. */
	what: string;
	evidence: string;
	verdict: Verdict;
	/** What was seen. */
	answer: string;
	/** The file and line to change. */
	contract: string;
}

const UNSURE = ['reported', 'inferred'];

/** Rules whose breach ajv reports under their own name. */
const RULES: Record<string, string> = { required: 'required', type: 'type', format: 'format', pattern: 'pattern', enum: 'enum', 'x-known-values': 'enum', minimum: 'minimum', maximum: 'maximum', nullable: 'type' };

/** Every `x-unknown` of a contract, with the answer that was found. */
export function judgeUnknowns(contract: LiveContract, findings: Finding[], exchanges: Exchange[]): Judged[] {
	const seen = new Seen(exchanges);
	const asked = contract.operations.flatMap((operation) =>
		((operation.raw['x-unknown'] ?? []) as string[]).flatMap((sentence, index) =>
			namesIn(sentence).map((name) => ({ operation, sentence, name, where: at(operation.where, 'x-unknown', index) })),
		),
	);
	return asked.map(({ operation, sentence, name, where }): Judged => {
		const { operationId } = operation;
		const what = `${operationId}: ${name === undefined ? '' : `${name}: `}${sentence}`;
		const common = { kind: 'unknown' as const, what, evidence: 'unknown', contract: contract.origins.of(where) };
		const finding = findings.find(({ operations, about }) => operations.includes(operationId) && isAbout(sentence, name, about));
		if (!finding) return { ...common, verdict: 'not seen', answer: 'No read of the tour tells it' };
		const found = finding.look(seen, operationId);
		if (found === undefined) return { ...common, verdict: 'not seen', answer: 'This account has too little to tell it, or the request had no good answer' };
		const { answer, isAssumed } = typeof found === 'string' ? { answer: found, isAssumed: found === waysIn(sentence, name)[0] } : found;
		return { ...common, verdict: isAssumed === undefined ? 'seen' : isAssumed ? 'confirmed' : 'contradicted', answer };
	});
}

/** The unknowns that a sentence names; one without a name, if it names none. */
export function namesIn(sentence: string): Array<string | undefined> {
	const names = Array.from(sentence.matchAll(/\(`(\w+)`: /g), ([, name]) => name);
	return names.length > 0 ? names : [undefined];
}

/** Whether a finding is about a sentence, or about what it names. */
export function isAbout(sentence: string, name: string | undefined, about: string): boolean {
	return name === undefined ? sentence.startsWith(about) : name === about;
}

/** The ways of a named unknown, the assumed one first. */
function waysIn(sentence: string, name: string | undefined): string[] {
	const [, ways = ''] = new RegExp(`\\(\`${name}\`: ([^)]*)\\)`).exec(sentence) ?? [];
	return ways.split(', ');
}

/** Everything of a contract that is reported or inferred, with what the tour saw of it. */
export function judgeEvidence(contract: LiveContract, exchanges: Exchange[]): Judged[] {
	const judged: Judged[] = [];
	const answered = (operationId: string) => exchanges.filter(({ operation, status }) => operation?.operationId === operationId && status !== undefined);
	const add = (kind: Judged['kind'], where: string, evidence: string, [verdict, answer]: [Verdict, string]) =>
		judged.push({ kind, what: labelOf(contract, where), evidence, verdict, answer, contract: contract.origins.of(where) });

	const { components, paths } = contract.document as { components: Record<string, Record<string, Tree>>; paths: Tree };
	for (const operation of contract.operations) {
		const { where, raw, operationId } = operation;
		if (isUnsure(raw)) add('operation', where, String(raw['x-evidence']), ofOperation(answered(operationId)));
		for (const [index, parameter] of ((raw.parameters ?? []) as Tree[]).entries()) {
			if (isUnsure(parameter)) add('parameter', at(where, 'parameters', index), String(parameter['x-evidence']), ofSent(contract, at(where, 'parameters', index)));
		}
	}
	for (const [status, where] of [...responsesOf(contract), ...Object.keys(components.responses ?? {}).map((name) => ['', at('#/components/responses', name)])]) {
		const part = partAt(contract.document, where) as Tree;
		if (isUnsure(part)) add('response', where, String(part['x-evidence']), contract.sighted.has(where) ? ['confirmed', `${status} came`.trim()] : ['not seen', 'No answer of this kind came']);
	}
	for (const [name, header] of Object.entries(components.headers ?? {})) {
		if (isUnsure(header)) add('header', at('#/components/headers', name), String(header['x-evidence']), ofHeader(contract, name, exchanges));
	}
	for (const [where, schema, isRequest] of schemasOf(contract, [at('#', 'paths'), at('#', 'components', 'schemas'), at('#', 'components', 'responses')], paths)) {
		addSchema(where, schema, isRequest);
	}
	return judged;

	function addSchema(where: string, schema: Tree, isRequest: boolean): void {
		for (const [name, field] of Object.entries((schema.properties ?? {}) as Record<string, Tree>)) {
			const place = at(where, 'properties', name);
			if (isUnsure(field)) add('field', place, String(field['x-evidence']), isRequest ? ofSent(contract, place) : ofField(contract, where, place));
		}
		if (isRequest) return;
		for (const [aspect, words] of Object.entries((schema['x-constraints'] ?? {}) as Record<string, string>)) {
			const keyword = RULES[aspect];
			if (keyword === undefined || !UNSURE.some((each) => String(words).startsWith(each))) continue;
			const times = contract.sighted.get(where)?.times ?? 0;
			const broken = contract.broken.get(`${where} ${keyword}`) ?? 0;
			const verdict: [Verdict, string] = times === 0 ? ['not seen', 'No answer had it'] : broken > 0 ? ['contradicted', `Broken ${broken} times in ${times}`] : ['confirmed', `It held ${times} times`];
			add('rule', at(where, aspect), String(words), verdict);
		}
	}
}

/** A place in words: `POST /v1/lists: answer 200, rows, date` */
function labelOf({ document }: LiveContract, where: string): string {
	const [room, first, second, ...rest] = keysOf(where);
	const silent = ['content', 'application/json', 'schema', 'properties'];
	const named = (keys: string[]) => keys.filter((key) => !silent.includes(key)).map((key) => (key === 'items' ? 'each' : key));
	if (room === 'components') return [second, ...named(rest)].join(', ');
	if (rest[0] === 'parameters') return `${second.toUpperCase()} ${first}: ${String((partAt(document, where) as Tree).name)}`;
	return `${second.toUpperCase()} ${first}${rest.length > 0 ? `: ${named(rest).join(', ')}` : ''}`;
}

function isUnsure(part: Tree | undefined): boolean {
	return UNSURE.includes(String(part?.['x-evidence']));
}

function ofOperation(answered: Exchange[]): [Verdict, string] {
	if (answered.length === 0) return ['not seen', 'It was not asked'];
	const statuses = [...new Set(answered.map(({ status }) => status))];
	if (statuses.some((status) => status !== undefined && status < 300)) return ['confirmed', `It was answered with ${statuses.join(', ')}`];
	const isMissing = statuses.every((status) => status === 404 || status === 405);
	return [isMissing ? 'contradicted' : 'seen', `It was answered with ${statuses.join(', ')}`];
}

function ofSent(contract: LiveContract, place: string): [Verdict, string] {
	const sighting = contract.accepted.get(place);
	return sighting ? ['seen', `It was sent ${sighting.times} times, and the requests were accepted`] : ['not seen', 'The tour did not send it'];
}

function ofField(contract: LiveContract, object: string, place: string): [Verdict, string] {
	const sighting = contract.sighted.get(place);
	const around = contract.sighted.get(object)?.times ?? 0;
	if (sighting) return ['confirmed', `It came ${sighting.times} times in ${around}, as ${[...sighting.types].join(' or ')}`];
	return around > 0 ? ['absent', `It is in none of the ${around} that came`] : ['not seen', 'Nothing came that could have it'];
}

function ofHeader(contract: LiveContract, name: string, exchanges: Exchange[]): [Verdict, string] {
	const names = new Set<string>();
	const uses = (part: unknown): void => {
		if (typeof part !== 'object' || part === null) return;
		for (const [key, inner] of Object.entries(part)) {
			if ((inner as Tree | null)?.$ref === `#/components/headers/${name}`) names.add(key.toLowerCase());
			uses(inner);
		}
	};
	uses(contract.document);
	const times = exchanges.filter(({ headers }) => [...names].some((each) => headers[each] !== undefined)).length;
	return times > 0 ? ['confirmed', `${times} answers had it`] : ['not seen', 'No answer had it'];
}

function responsesOf({ operations }: LiveContract): string[][] {
	return operations.flatMap(({ raw, where }) =>
		Object.entries(raw.responses as Record<string, Tree>).flatMap(([status, { $ref }]) => ($ref === undefined ? [[`Status ${status}`, at(where, 'responses', status)]] : [])),
	);
}

/** Every schema that a contract has, with its place and whether it is of a request only. */
function* schemasOf(contract: LiveContract, rooms: string[], paths: Tree): Generator<[string, Tree, boolean]> {
	const requested = new Set([...contract.accepted.keys()].map((place) => contract.behind(place)));
	for (const room of rooms) yield* inside(room, partAt(contract.document, room) ?? paths, false);
	function* inside(where: string, part: unknown, isInRequest: boolean): Generator<[string, Tree, boolean]> {
		if (typeof part !== 'object' || part === null) return;
		const tree = part as Tree;
		const isRequest = isInRequest || /\/(requestBody|parameters)\//.test(where) || tree.additionalProperties === false || (requested.has(where) && !contract.sighted.has(where));
		if (tree.properties !== undefined || tree['x-constraints'] !== undefined) yield [where, tree, isRequest];
		for (const [key, inner] of Object.entries(tree)) {
			if (!['example', 'x-constraints'].includes(key)) yield* inside(at(where, key), inner, isRequest);
		}
	}
}
