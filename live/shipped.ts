import type { Content } from '../nodes/shared/content.ts';
import type { Part } from '../nodes/shared/form/parts.ts';
import type { Operation, Resource } from '../nodes/shared/operation.ts';
import type { Provider } from '../nodes/shared/provider.ts';
import type { ProviderName } from '../sandbox/provider.ts';
import type { KnownOperation } from './contract.ts';

/** The nodes' names of the providers. */
export const FOLDERS: Record<ProviderName, string> = { heymarket: 'Heymarket', whippy: 'Whippy', sendook: 'Sendook' };

/** What the built package says of a provider. */
export interface Shipped {
	provider: Provider;
	/** Its operations, by `contact.get`. */
	operations: Map<string, Operation>;
	/** Whether a request of the contract changes nothing, as the operations declare it. */
	isRead: (operation: Pick<KnownOperation, 'method' | 'template'>) => boolean;
}

/** Reads the built package. */
export async function shippedOf(name: ProviderName): Promise<Shipped> {
	const folder = `../dist/nodes/${FOLDERS[name]}`;
	const { resources } = (await import(`${folder}/resources.js`)) as { resources: Resource[] };
	const module = (await import(`${folder}/provider.js`)) as Record<string, Provider>;
	const all = resources.flatMap(({ value, operations }) => operations.map((operation) => [`${value}.${operation.value}`, operation] as const));
	const read = new Set(all.flatMap(([, operation]) => (operation.effect === 'read' ? targetsOf(operation).map(({ method, path }) => `${method} ${shapeOf(path)}`) : [])));
	return {
		provider: module[name],
		operations: new Map(all),
		// A GET changes nothing. Any other request has to be one that a read makes.
		isRead: ({ method, template }) => method === 'GET' || read.has(`${method} ${shapeOf(template)}`),
	};
}

/** The requests that an operation can make itself. */
export function targetsOf({ request, form }: Operation): Array<Content['request']> {
	return [request, ...branchesIn(form)];
}

function branchesIn(form: readonly Part[]): Array<Content['request']> {
	return form.flatMap((part) =>
		part.kind === 'choice' ? part.branches.flatMap(({ request, parts }) => [...(request ? [request] : []), ...branchesIn(parts)]) : [],
	);
}

/** A path without the names of its placeholders, which differ between contract and form. */
export function shapeOf(template: string): string {
	return template.replace(/\{[^{}]*\}/g, '{}');
}
