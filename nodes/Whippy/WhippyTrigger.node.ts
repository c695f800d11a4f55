import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { composeTrigger } from '../shared/trigger';
import { triggerSearch } from './methods/listSearch';
import { whippyTrigger } from './trigger';

const composed = composeTrigger(whippyTrigger, triggerSearch);

/** The Whippy trigger: what comes in, verified, once, answered at once. */
export class WhippyTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Whippy Trigger',
		name: 'whippyTrigger',
		icon: { light: 'file:../../icons/whippy.svg', dark: 'file:../../icons/whippy.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: composed.description.subtitle,
		description: 'Starts the workflow when a customer writes or calls, or when a conversation, contact, campaign or sequence changes in Whippy',
		defaults: { name: 'Whippy Trigger' },
		...composed.description,
	};

	webhook = composed.webhook;

	webhookMethods = composed.webhookMethods;

	methods = composed.methods;
}
