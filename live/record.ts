import type { Difference, LiveContract } from './contract.ts';
import type { Exchange } from './door.ts';
import { at, partAt } from './pointers.ts';
import type { Redactor } from './redact.ts';

/** What the report says of one request. */
export interface Judgement {
	/** `01 contact.get` */
	stop: string;
	/** `GET /v1/contact/{id}` */
	request: string;
	operationId: string;
	/** Missing where no answer came. */
	status?: number;
	/** Why no answer came. */
	failure?: string;
	differences: Difference[];
	/** The file that holds the answer. */
	answer: string;
}

/** Headers that are written down with their value; of others only the names are. */
const TELLING = /^(content-type|retry-after|(x-)?ratelimit.*)$/;

/** Statuses that say that the request itself was taken. */
function isGood(status: number | undefined): boolean {
	return status !== undefined && status >= 200 && status < 300;
}

/**
 * Compares an answer with its contract, and notes what an accepted request had.
 *
 * @param mayBe statuses of refusals that are among the answers in question
 */
export function judge(contract: LiveContract, exchange: Exchange, mayBe: readonly number[], isSend = false): Difference[] {
	const { operation, status, headers, body, isJson, query, sent } = exchange;
	if (operation === undefined || status === undefined) return [];
	const compared = contract.compare(operation, { status, contentType: headers['content-type'], body, isJson });
	if (isGood(status)) {
		contract.noteRequest(operation, { query: Object.keys(query), body: sent });
		return compared;
	}
	// The contract has every refusal; that this request is refused is what is new.
	const isExpected = mayBe.includes(status) || status === 429 || isSend;
	const known = Object.keys(operation.raw.responses as object).filter((each) => each.startsWith('2'));
	const refused = { pointer: '', expected: `status ${known.join(' or ')}`, got: `status ${status}`, times: 1, contract: contract.origins.of(operation.where), rule: `${operation.where} responses` };
	return isExpected ? compared : [refused];
}

/** A request and its answer, without anything that is somebody's. */
export function written(contract: LiveContract, redactor: Redactor, exchange: Exchange): object {
	const { stop, operation, method, path, query, sent, status, headers, body, isJson, failure } = exchange;
	const schema = operation && status !== undefined ? contract.schemaAt(operation, status) : undefined;
	const asked = operation && at(operation.where, 'requestBody', 'content', 'application/json', 'schema');
	return {
		stop,
		request: `${method} ${operation?.template ?? '(not of the contract)'}`,
		operationId: operation?.operationId,
		query: Object.keys(query),
		sent: redactor.body(contract, asked !== undefined && partAt(contract.document, asked) !== undefined ? asked : undefined, sent, 200),
		...(operation === undefined && { placeholders: path.split('/').length - 1 }),
		status,
		failure,
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, TELLING.test(name) ? redactor.clean(value) : '(not written down)'])),
		isJson,
		body: redactor.body(contract, schema, body, status ?? 0),
	};
}
