import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { composePoll } from '../shared/trigger';
import { triggerSearch } from './methods/listSearch';
import { heymarketPoll } from './trigger';

const composed = composePoll(heymarketPoll, triggerSearch);

/** The Heymarket polling trigger: asks regularly for what no webhook tells. */
export class HeymarketPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Heymarket Polling Trigger',
		name: 'heymarketPollingTrigger',
		icon: { light: 'file:../../icons/heymarket.svg', dark: 'file:../../icons/heymarket.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: composed.description.subtitle,
		description: 'Starts the workflow when a message was not delivered, when somebody has written, or when a contact is new or has changed in Heymarket',
		defaults: { name: 'Heymarket Polling Trigger' },
		...composed.description,
	};

	poll = composed.poll;

	methods = composed.methods;
}
