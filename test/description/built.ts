import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

/** The project's folder. */
export const root = path.join(__dirname, '../..');

const { name, n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
};

/** The package's name, which n8n puts before the names of its nodes. */
export const packageName = name;

/** A new instance of a class of the built package, without anything that n8n's loader adds to a description. */
export interface Built<Type> {
	className: string;
	/** The path of its TypeScript file, from the project's folder. */
	source: string;
	/** The path of the built file, from the project's folder. */
	file: string;
	type: Type;
}

function build<Type>(file: string): Built<Type> {
	const className = path.basename(file).split('.')[0]!;
	const classes = jest.requireActual<Record<string, new () => Type>>(path.join(root, file));
	return {
		className,
		file,
		source: file.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
		type: new classes[className]!(),
	};
}

/** Every node that package.json registers. */
export const builtNodes = () => n8n.nodes.map((file) => build<INodeType>(file));

/** Every credential that package.json registers. */
export const builtCredentials = () => n8n.credentials.map((file) => build<ICredentialType>(file));
