import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { composeNode } from '../shared/node';
import { listSearch } from './methods/listSearch';
import { sendook } from './provider';
import { resources } from './resources';

const composed = composeNode(sendook, resources, { listSearch });

/** The Sendook node: declared as data, delivered by this package through n8n's `customOperations`. */
export class Sendook implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendook',
		name: 'sendook',
		icon: { light: 'file:../../icons/sendook.svg', dark: 'file:../../icons/sendook.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: composed.subtitle,
		description: 'Send and read email through Sendook inboxes',
		defaults: { name: 'Sendook' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		...composed.description,
	};

	customOperations = composed.customOperations;

	methods = composed.methods;
}
