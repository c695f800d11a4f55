import type { INodeProperties } from 'n8n-workflow';
import { operation, type Operation } from '../../../nodes/shared/operation';
import type { Answer, Provider } from '../../../nodes/shared/provider';

/** A provider without anything special. */
export function provider(changed: Partial<Provider> = {}): Provider {
	return {
		name: 'Example',
		credential: 'exampleApi',
		baseUrl: 'https://api.example.com',
		limits: [],
		account: ({ apiKey }) => String(apiKey),
		unwrap: (body) => body,
		refusal: ({ body }) => (typeof body === 'string' ? body : undefined),
		checkCredentials: () => {},
		...changed,
	};
}

export function answer(status: number, body?: unknown, headers: Answer['headers'] = {}): Answer {
	return { status, headers, body };
}

/** A text parameter. */
export function parameter(name: string, changed: Partial<INodeProperties> = {}): INodeProperties {
	return { displayName: name.toUpperCase(), name, type: 'string', default: '', ...changed };
}

/** An operation without anything special, named by its value. */
export function example(value: string, parameters: INodeProperties[] = [], changed: Partial<Operation> = {}): Operation {
	return operation({
		name: value,
		value,
		action: value,
		description: value,
		effect: 'send',
		request: { method: 'POST', path: '/v1/things' },
		parameters,
		...changed,
	});
}
