import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { composePoll } from '../shared/trigger';
import { triggerSearch } from './methods/listSearch';
import { whippyPoll } from './trigger';

const composed = composePoll(whippyPoll, triggerSearch);

/** The Whippy polling trigger: asks regularly for new messages, where no webhook may be set up. */
export class WhippyPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Whippy Polling Trigger',
		name: 'whippyPollingTrigger',
		icon: { light: 'file:../../icons/whippy.svg', dark: 'file:../../icons/whippy.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: composed.description.subtitle,
		description: 'Starts the workflow when somebody has written to one of your Whippy channels, where Whippy can’t reach this n8n',
		defaults: { name: 'Whippy Polling Trigger' },
		...composed.description,
	};

	poll = composed.poll;

	methods = composed.methods;
}
