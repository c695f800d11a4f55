import type { ErrorObject } from 'ajv';
import { OpenAPIBackend } from 'openapi-backend';
import type { Document, Operation } from 'openapi-backend';

import { documentOf } from '../contracts/load.js';
import { closed, withFormats } from '../contracts/strict.js';
import type { Answer } from './answer.ts';
import type { Arrival, ProviderName, Refused } from './provider.ts';

function describe(error: ErrorObject): string {
	const where = error.instancePath.replace(/^\/(requestBody|query|path)\/?/, '').replaceAll('/', '.');
	const unknown = error.keyword === 'additionalProperties' ? ` "${error.params['additionalProperty']}"` : '';
	return `${where === '' ? 'the request' : where} ${error.message ?? 'is not valid'}${unknown}`;
}

/** What a contract says about one request. */
export interface Reading {
	operationId: string;
	/** The path as the contract writes it, with its parameters in braces. */
	template: string;
	params: Record<string, string>;
	takesBody: boolean;
	refused?: Refused;
}

/** One provider's contract. Each validator is compiled once. */
export interface Contract {
	read(arrival: Arrival): Reading | undefined;
	/** Which operation a path belongs to, before the body is read. */
	find(method: string, path: string): { operationId: string; template: string } | undefined;
	/** How an answer differs from the contract; undefined if it doesn't. */
	unlike(answer: Answer, operationId: string): string | undefined;
	operationIds: string[];
}

/**
 * Loads a contract.
 *
 * @param provider The name of its folder in contracts/
 * @param thorough Whether to check the document against OpenAPI's own schema and to compile all validators at once, which
 *   takes about a second. Otherwise each validator is compiled when its operation is first called.
 * @throws Error if `thorough` is set and the document isn't valid OpenAPI
 */
export async function loadContract(provider: ProviderName, thorough = false): Promise<Contract> {
	const backend = new OpenAPIBackend({
		definition: closed(documentOf(provider)) as Document,
		quick: !thorough,
		strict: true,
		customizeAjv: withFormats,
		// Each operation has its own ajv instances. With the defaults, each of these would first compile JSON Schema's own schema.
		ajvOpts: { strict: false, meta: thorough, validateSchema: thorough },
	});
	await backend.init();
	// The router would make this list again several times for each request.
	const operations = backend.router.getOperations();
	backend.router.getOperations = () => operations;

	function match(method: string, path: string): Operation | undefined {
		return backend.matchOperation({ method, path, headers: {} });
	}

	return {
		operationIds: operations.map((operation) => operation.operationId ?? ''),

		find(method, path) {
			const operation = match(method, path);
			return operation && { operationId: operation.operationId ?? '', template: operation.path };
		},

		read(arrival) {
			const operation = match(arrival.method, arrival.path);
			if (operation === undefined) return undefined;
			const { method, path, query, headers } = arrival;
			const request = { method, path, headers, query, body: arrival.body };
			const reading: Reading = {
				operationId: operation.operationId ?? '',
				template: operation.path,
				params: backend.router.parseRequest({ method, path, headers: {} }, operation).params as Record<string, string>,
				takesBody: operation.requestBody !== undefined,
			};
			const errors = backend.validateRequest(request, operation).errors ?? [];
			if (errors.length > 0) {
				// If there are several, one about an unknown field is the most useful.
				const first = errors.find((error) => error.keyword === 'additionalProperties') ?? errors[0];
				const said = [...new Set(errors.slice(0, 4).map(describe))].join('; ');
				reading.refused = { kind: 'contract', detail: said, keyword: first?.keyword ?? '' };
			}
			return reading;
		},

		unlike(answer, operationId) {
			const operation = operations.find((each) => each.operationId === operationId);
			const known = operation?.responses?.[String(answer.status)];
			if (known === undefined) {
				return operation?.responses?.['default'] && answer.status >= 400
					? undefined
					: `status ${answer.status} is not in the contract`;
			}
			const errors = backend.validateResponse(answer.value, operationId, answer.status).errors ?? [];
			return errors.length === 0 ? undefined : errors.slice(0, 3).map(describe).join('; ');
		},
	};
}
