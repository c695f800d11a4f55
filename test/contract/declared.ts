import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Operation, Resource } from '../../nodes/shared/operation';
import type { contractFiles } from './contracts';

const nodes = path.join(__dirname, '../../nodes');
const folders = { heymarket: 'Heymarket', whippy: 'Whippy', sendook: 'Sendook' };

/** A declared operation, with its resource. */
export type DeclaredOperation = Operation & {
	/** The value of its resource: `message`. */
	resource: string;
	/** `message.send` */
	fullName: string;
};

/** The declared operations of a node, found in its resources. */
export function declaredOperations(node: keyof typeof contractFiles): DeclaredOperation[] {
	const folder = path.join(nodes, folders[node]);
	const rooms = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'index.ts')));
	const resources = rooms.flatMap((name) => Object.values(jest.requireActual<Record<string, Resource>>(path.join(folder, name))));
	return resources.flatMap(({ value, operations = [] }) =>
		operations.map((operation) => ({ ...operation, resource: value, fullName: `${value}.${operation.value}` })),
	);
}
