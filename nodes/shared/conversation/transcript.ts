import type { IDataObject } from 'n8n-workflow';
import type { Read } from '../operation';
import { localTime } from '../values/dates';
import { newestFirst, type Message } from './message';

/** Whom a conversation is with: columns that stand before the messages, people first, and IDs that stand behind them. */
export interface About {
	people: IDataObject;
	ids: IDataObject;
}

/**
 * The rows of a transcript: who said what and when, the oldest first. As one text it is made for a prompt: each message begins
 * a line with its time, and no line of a message can look like that.
 */
export function transcript(messages: Message[], { people, ids }: About, { content: { settings }, timezone }: Read): IDataObject[] {
	const oldestFirst = newestFirst(messages).reverse();
	if (settings.outputAs === 'items') return oldestFirst.map((message) => ({ ...rowOf(message), ...ids, messageId: message.id }));
	const lines = oldestFirst.map((message) => lineOf(message, timezone));
	return [{ ...people, transcript: lines.join('\n'), messages: oldestFirst.length, timezone, lastMessage: oldestFirst.at(-1)?.date, ...ids }];
}

/** A message as a row, without IDs. */
export function rowOf({ date, direction, name, subject, text, files }: Message): IDataObject {
	return { date, direction, name, ...(subject !== undefined && { subject }), text, ...(files && files.length > 0 && { files: files.join(', ') }) };
}

/** `2026-11-28 09:00 Ana Reyes (Re: Invoice): Thanks!` The zone stands in a column of its own. */
function lineOf({ date, direction, name, subject, text, files = [] }: Message, timezone: string): string {
	const aside = [subject, direction === 'internal' && 'internal note'].filter(Boolean).map((words) => ` (${oneLine(String(words))})`);
	const attached = files.map((file) => `[file: ${oneLine(file)}]`);
	const words = [text, ...attached].filter(Boolean).join('\n') || '[no text]';
	const when = localTime(date, timezone).slice(0, '2026-11-28 09:00'.length);
	return `${when} ${oneLine(name)}${aside.join('')}: ${words.replaceAll(/\r\n?|[\n\u2028\u2029\v\f\u0085]/g, '\n  ')}`;
}

/** A name or a subject is the customer's to choose, and must not begin a line either. */
function oneLine(words: string): string {
	return words.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
