import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { composeNode, subtitle } from '../shared/node';
import { channel } from './channel';
import { conversation } from './conversation';
import { email } from './email';
import { sms } from './sms';
import { pickers } from './methods/listSearch';
import { whippy } from './provider';

const composed = composeNode(whippy, [sms, email, conversation, channel]);

/** The Whippy node: declared as data, delivered by this package through n8n's `customOperations`. */
export class Whippy implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Whippy',
		name: 'whippy',
		icon: { light: 'file:../../icons/whippy.svg', dark: 'file:../../icons/whippy.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle,
		description: 'Text and email customers through Whippy',
		defaults: { name: 'Whippy' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		...composed.description,
	};

	customOperations = composed.customOperations;

	methods = { listSearch: pickers };
}
