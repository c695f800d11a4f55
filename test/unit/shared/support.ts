import type { ItemForm } from '../../../nodes/shared/form/read';
import type { Part } from '../../../nodes/shared/form/parts';
import { operation, type Operation, type OperationDeclaration } from '../../../nodes/shared/operation';
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
		checkCredentials: () => {},
		...changed,
	};
}

export function answer(status: number, body?: unknown, headers: Answer['headers'] = {}): Answer {
	return { status, headers, body };
}

/** An operation of no particulars, called by its value. */
export function example<const Form extends readonly Part[] = []>(
	value: string,
	form: Form = [] as unknown as Form,
	changed: Partial<Omit<OperationDeclaration<Form>, 'form'>> = {},
): Operation {
	return operation<Form>({
		name: value,
		value,
		action: value,
		description: value,
		effect: 'send',
		request: 'POST /v1/things',
		...changed,
		form,
	});
}

/**
 * What a person filled in for an item, by parameter.
 *
 * @param raw parameters as they are saved, where that is not what they give: an expression
 */
export function itemForm(values: Record<string, unknown>, raw: Record<string, unknown> = {}, timezone = 'UTC'): ItemForm {
	return {
		timezone,
		input: () => ({}),
		parameter: (name) => at(values, name),
		raw: (name) => at({ ...values, ...raw }, name),
	};
}

function at(values: Record<string, unknown>, path: string): unknown {
	return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined | null)?.[key], values);
}
