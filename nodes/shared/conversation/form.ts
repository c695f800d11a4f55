import { lineField, oneOfField, switchField } from '../form/field';
import { setting } from '../form/parts';

/** Whether the messages become one text or an item each. */
export const outputAs = setting(
	oneOfField(
		{ displayName: 'Output', name: 'outputAs', description: 'What comes out of this node' },
		{
			text: ['One Text', 'One item with all messages as one text, such as for the prompt of an AI model'],
			items: ['One Item per Message', 'An item for each message, the oldest first'],
		},
	),
);

/** Whether notes stand in a transcript. */
export const includeInternal = setting(
	switchField({
		displayName: 'Include Internal Notes',
		name: 'includeInternal',
		description: 'Whether to include what the team wrote for itself and the customer has not seen',
	}),
);

/** Whether what mails quote of earlier ones stands in a transcript. */
export const includeQuoted = setting(
	switchField({
		displayName: 'Include Quoted Text',
		name: 'includeQuoted',
		description: 'Whether to include what an email repeats of earlier ones, rather than only what is new in it',
	}),
);

/** Of several executions, one for each message that somebody typed, only that of the last goes on. */
export const onlyIfNewest = setting(
	lineField({
		displayName: 'Only If This Is the Newest (Message ID)',
		name: 'onlyIfNewest',
		placeholder: 'e.g. 5002',
		description:
			'ID of a received message, such as the one that started this workflow. If the person has written again since, nothing comes out, and the execution of the later message answers all of them.',
	}),
);

/** Keeps a workflow out of what a person of the team is dealing with. */
export const onlyIfNobodyAnswered = setting(
	switchField({
		displayName: 'Only If Nobody Answered',
		name: 'onlyIfNobodyAnswered',
		description: 'Whether nothing comes out where somebody of the team is dealing with it: the conversation is assigned, or an internal note was written since',
	}),
);
