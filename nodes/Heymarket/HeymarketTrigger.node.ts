import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { composeTrigger } from '../shared/trigger';
import { triggerSearch } from './methods/listSearch';
import { heymarketTrigger } from './trigger';

const composed = composeTrigger(heymarketTrigger, triggerSearch);

/** The Heymarket trigger: what comes in, verified, once, answered at once. */
export class HeymarketTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Heymarket Trigger',
		name: 'heymarketTrigger',
		icon: { light: 'file:../../icons/heymarket.svg', dark: 'file:../../icons/heymarket.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: composed.description.subtitle,
		description: 'Starts the workflow when a customer writes, opts out or calls, or when a conversation changes in Heymarket',
		defaults: { name: 'Heymarket Trigger' },
		...composed.description,
	};

	webhook = composed.webhook;

	webhookMethods = composed.webhookMethods;

	methods = composed.methods;
}
