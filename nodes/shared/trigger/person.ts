import type { IDataObject } from 'n8n-workflow';
import { oneOfField, someOfField, switchField } from '../form/field';
import type { ReportedEvent } from './event';
import { withValues } from './copy';
import type { Ask, Question } from './ask';

/** What the provider shows of a conversation, after a message in it. */
export interface PersonSeen {
	/** Whether anything was sent into it since; left out where the read can't tell. */
	answered?: boolean;
	/** Who has it, a name or an ID; left out where nobody has. */
	assignedTo?: string | number;
	closed?: boolean;
}

/** How a provider is asked whether somebody is dealing with a conversation: by one read. */
export interface PersonRead {
	/** The read; undefined for an event that is not a message in a conversation, which starts the workflow anyway. */
	question: (event: ReportedEvent) => Question | undefined;
	seen: (answer: unknown, event: ReportedEvent) => PersonSeen;
	/** The provider has conversations that nobody can take or close, so there is nothing to choose. */
	tellsAnswersOnly?: true;
}

/** Whether the workflow is kept out of what a person is dealing with. */
export const onlyIfNobodyAnswered = switchField({
	displayName: 'Only If Nobody Answered',
	name: 'onlyIfNobodyAnswered',
	description: 'Whether to ask the provider right before the start, and not to start where somebody of the team is dealing with it',
});

/** What counts as dealing with it. */
export const dealtWithIf = someOfField(
	{
		displayName: 'Don’t Start If',
		name: 'dealtWithIf',
		default: ['answered'],
		description: 'When somebody is dealing with it. Leave out Assigned where conversations are assigned by themselves or for good.',
	},
	{
		answered: ['Answered', 'Something was sent into the conversation since'],
		assigned: ['Assigned', 'Somebody of the team has the conversation'],
		closed: ['Closed', 'The conversation was closed since'],
	},
);

/** What happens where nobody can tell. */
export const ifUnknown = oneOfField(
	{ displayName: 'If That Can’t Be Read', name: 'ifUnknown', description: 'What to do where the provider gives no answer within a minute' },
	{ dontStart: ['Don’t Start', 'Leave it to the team'], start: ['Start', 'Answer it, even if somebody of the team does too'] },
);

/** What a person chose of these fields. */
export interface PersonSettings {
	dealtWithIf: string[];
	ifUnknown: string;
}

/** Whether an event starts the workflow, and what the item says about that in `personCheck`. */
export interface PersonVerdict {
	starts: boolean;
	personCheck: IDataObject;
}

/** Asks whether somebody is dealing with it. @returns undefined where there is nothing to ask */
export async function checkPerson(event: ReportedEvent, { question, seen }: PersonRead, ask: Ask, settings: PersonSettings): Promise<PersonVerdict | undefined> {
	const asked = question(event);
	if (!asked) return undefined;
	const result = await ask(asked);
	if ('failure' in result) return unread(result.failure.code, result.failure.message, settings);
	const { answered, assignedTo, closed } = seen(result.data, event);
	const reasons = { answered: answered === true, assigned: assignedTo !== undefined, closed: closed === true };
	const isDealtWith = Object.entries(reasons).some(([reason, holds]) => holds && settings.dealtWithIf.includes(reason));
	const isOpen = answered === undefined && settings.dealtWithIf.includes('answered');
	if (!isDealtWith && isOpen) return unread('not_known', 'The provider does not tell whether it was answered', settings);
	return { starts: !isDealtWith, personCheck: { checked: true, ...withValues({ answered, assignedTo, closed }) } };
}

/** The verdict where nobody can tell. */
export function unread(code: string, reason: string, { ifUnknown }: PersonSettings): PersonVerdict {
	return { starts: ifUnknown === 'start', personCheck: { checked: false, code, reason } };
}
