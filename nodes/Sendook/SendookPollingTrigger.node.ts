import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { composePoll } from '../shared/trigger';
import { triggerSearch } from './methods/listSearch';
import { sendookPoll } from './trigger';

const composed = composePoll(sendookPoll, triggerSearch);

/** The Sendook polling trigger: asks regularly for new messages, where no webhook may be set up. */
export class SendookPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendook Polling Trigger',
		name: 'sendookPollingTrigger',
		icon: { light: 'file:../../icons/sendook.svg', dark: 'file:../../icons/sendook.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: composed.description.subtitle,
		description: 'Starts the workflow when an email has come in, where Sendook can’t reach this n8n',
		defaults: { name: 'Sendook Polling Trigger' },
		...composed.description,
	};

	poll = composed.poll;

	methods = composed.methods;
}
