import type { IDataObject } from 'n8n-workflow';
import { InvalidValue } from '../../shared/values/invalid';
import { idIn } from '../fields';
import { scheduleAt, scheduledMessage } from './fields';
import { isTooNear } from './quarterHour';

/** The parts of a message's content that can be written as they are read. */
const CARRIED_OVER = ['to', 'text', 'template', 'attachments', 'gallery'];

const isGiven = (value: unknown) => (value ?? '') !== '';

const named = (entries: IDataObject) => Object.fromEntries(Object.entries(entries).filter(([, value]) => isGiven(value)));

/** The target of a message, in the names that the write has. */
function targetIn({ phone_number, conversation_id, list_id }: IDataObject): IDataObject {
	return named({ phone_number, conversation_id: idIn(conversation_id), list_id: idIn(list_id) });
}

/**
 * What is written of a scheduled message: what was read of it, with what is changed.
 *
 * @throws InvalidValue where what was read doesn't tell enough, or the message can't be changed any more
 */
export function rewritten({ id, execute, inbox_id, local_id, meta }: IDataObject, wanted: string, { content: said, ...changed }: IDataObject): IDataObject {
	if (String(id) !== wanted) throw refused('Heymarket did not answer with this message', 'Look at it with Scheduled Message > Get.');
	const known = (meta ?? {}) as IDataObject;
	if (idIn(known.campaign_id) !== undefined) throw refused('it belongs to a campaign', 'Change the campaign in Heymarket.');
	const target = isAimed(changed) ? {} : targetIn(known);
	const written = {
		...named({ inbox_id: idIn(inbox_id), execute_at: timeOf(execute, changed.execute_at), local_id }),
		...target,
		...changed,
		content: contentOf(known.content as IDataObject | undefined, said as IDataObject | undefined, isAimed(changed)),
	} as IDataObject;
	if (!isAimed(written)) throw refused('Heymarket did not tell whom it goes to', 'Add Phone Number, Conversation or List to Update Fields.');
	if (written.inbox_id === undefined) throw refused('Heymarket did not tell in which inbox it is', 'Add Inbox to Update Fields.');
	return written;
}

function isAimed(body: IDataObject): boolean {
	return Object.keys(targetIn(body)).length > 0;
}

/** A message that has gone out is left alone: a write could send it once more. */
function timeOf(execute: unknown, given: unknown): string {
	const told = typeof execute === 'string' ? Date.parse(execute) : Number.NaN;
	if (told <= Date.now()) throw refused('its time has passed', 'Have another one sent with Scheduled Message > Create.');
	if (given !== undefined) return given as string;
	const { displayName } = scheduleAt.property;
	if (Number.isNaN(told)) throw refused('Heymarket did not tell when it is sent', `Add ${displayName} to Update Fields.`);
	if (isTooNear(told)) {
		throw refused('it is sent in less than fifteen minutes, and Heymarket takes no such time', `Add ${displayName} to Update Fields with a later time.`);
	}
	return execute as string;
}

/** A text and a template stand in place of each other. Whom the content itself names is left out where the message goes to somebody else. */
function contentOf(stored: IDataObject = {}, said: IDataObject = {}, isAimedAnew: boolean): IDataObject {
	const kept = named(Object.fromEntries(CARRIED_OVER.map((name) => [name, name === 'template' ? idIn(stored.template) : stored[name]])));
	if (isAimedAnew) delete kept.to;
	if (isGiven(said.text)) delete kept.template;
	if (isGiven(said.template)) delete kept.text;
	const content = { ...kept, ...said };
	const isSomething = CARRIED_OVER.some((name) => name !== 'to' && name in content);
	if (!isSomething) throw refused('Heymarket did not tell what it says', 'Add Text or Template to Update Fields.');
	return content;
}

function refused(what: string, help: string): InvalidValue {
	return new InvalidValue(`${scheduledMessage.property.displayName}: ${what}`, help);
}

/** A message as it is read, from what was written. */
export function storedRow({ execute_at, content, conversation_id, list_id, inbox_id, local_id }: IDataObject, id: number): IDataObject {
	return { id, execute: execute_at, inbox_id, local_id, meta: { content, conversation_id, list_id } };
}
