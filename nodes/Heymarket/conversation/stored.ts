import type { IDataObject } from 'n8n-workflow';
import { InvalidValue } from '../../shared/values/invalid';
import { idIn, peopleOf } from '../fields';

/** What is read of a conversation before a change that names it by more than its ID. */
export const stored = {
	path: '/v1/conversations/{id}',
	ids: ({ settings }: { settings: Record<string, unknown> }) => ({ id: String(settings.conversation) }),
};

/** The inbox of a conversation as it is stored. @throws InvalidValue where Heymarket doesn't tell it */
export function inboxOf({ inbox }: IDataObject): number {
	const id = idIn(inbox);
	if (id === undefined) throw untold('in which inbox it is');
	return id;
}

/** A conversation by its inbox and its people, as some requests name it. @throws InvalidValue where Heymarket doesn't tell them */
export function byPeople(conversation: IDataObject): object {
	const [target, ...others] = peopleOf(conversation);
	if (!target) throw untold('whom it is with');
	return { inbox_id: inboxOf(conversation), ...(others.length > 0 ? { targets: [target, ...others] } : { target }) };
}

function untold(what: string): InvalidValue {
	return new InvalidValue(`Conversation: Heymarket did not tell ${what}`, 'Open it in Heymarket.');
}

/** The row of a change whose answer is a bare word. */
export function changedRow(_: unknown, { settings, body }: { settings: Record<string, unknown>; body: IDataObject }): IDataObject {
	return { success: true, conversation: (settings.conversation ?? body.conversation_id) as number };
}
