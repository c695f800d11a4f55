import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { composeNode } from '../shared/node';
import { credentialTest } from './methods/credentialTest';
import { listSearch } from './methods/listSearch';
import { loadOptions } from './methods/loadOptions';
import { resourceMapping } from './methods/resourceMapping';
import { heymarket } from './provider';
import { resources } from './resources';

const composed = composeNode(heymarket, resources, { credentialTest, listSearch, loadOptions, resourceMapping });

/** The Heymarket node: declared as data, delivered by this package through n8n's `customOperations`. */
export class Heymarket implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Heymarket',
		name: 'heymarket',
		icon: { light: 'file:../../icons/heymarket.svg', dark: 'file:../../icons/heymarket.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: composed.subtitle,
		description: 'Text and email customers through Heymarket',
		defaults: { name: 'Heymarket' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		...composed.description,
		// n8n's rules look for them here.
		credentials: [
			{ name: 'heymarketJwtApi', required: true, displayOptions: composed.shownFor('heymarketJwtApi') },
			{ name: 'heymarketAutomationApi', required: true, testedBy: 'checkAutomation', displayOptions: composed.shownFor('heymarketAutomationApi') },
		],
	};

	customOperations = composed.customOperations;

	methods = composed.methods;
}
