import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { composeTrigger } from '../shared/trigger';
import { triggerSearch } from './methods/listSearch';
import { sendookTrigger } from './trigger';

const composed = composeTrigger(sendookTrigger, triggerSearch);

/** The Sendook trigger: what comes in, read back, once, answered at once. */
export class SendookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendook Trigger',
		name: 'sendookTrigger',
		icon: { light: 'file:../../icons/sendook.svg', dark: 'file:../../icons/sendook.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: composed.description.subtitle,
		description: 'Starts the workflow when an email comes in, goes out or comes back in Sendook',
		defaults: { name: 'Sendook Trigger' },
		...composed.description,
	};

	webhook = composed.webhook;

	webhookMethods = composed.webhookMethods;

	methods = composed.methods;
}
