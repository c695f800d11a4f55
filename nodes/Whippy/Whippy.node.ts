import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { composeNode } from '../shared/node';
import { listSearch } from './methods/listSearch';
import { outreachSearch } from './methods/outreachSearch';
import { resourceMapping } from './methods/resourceMapping';
import { whippy } from './provider';
import { resources } from './resources';

const composed = composeNode(whippy, resources, { listSearch: { ...listSearch, ...outreachSearch }, resourceMapping });

/** The Whippy node: declared as data, delivered by this package through n8n's `customOperations`. */
export class Whippy implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Whippy',
		name: 'whippy',
		icon: { light: 'file:../../icons/whippy.svg', dark: 'file:../../icons/whippy.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: composed.subtitle,
		description: 'Text, email and fax customers through Whippy',
		defaults: { name: 'Whippy' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		...composed.description,
	};

	customOperations = composed.customOperations;

	methods = composed.methods;
}
