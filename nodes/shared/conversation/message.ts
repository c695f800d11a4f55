import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../values/emailBodies';
import { attempt } from '../values/invalid';
import { laterFirst } from '../values/moments';
import { splitMail, type SplitMail } from '../values/quotedMail';

/** Which way a message went; what only the team sees is `internal`. */
export type Direction = 'inbound' | 'outbound' | 'internal';

/** A message of a conversation, whichever provider it is of. */
export interface Message {
	/** The provider's ID. */
	id: string | number;
	/** ISO 8601. */
	date: string;
	direction: Direction;
	/** Who wrote it, for people: a name, or else a number or an address. */
	name: string;
	/** Empty where it has only files. */
	text: string;
	subject?: string;
	/** Web addresses or names of its pictures and files. */
	files?: string[];
}

/** Messages with the newest first. Of those of one moment, the one with the higher ID is newer, so that all who ask agree. */
export function newestFirst(messages: Message[]): Message[] {
	return messages.toSorted((one, other) => laterFirst(one.date, other.date) || higherFirst(one.id, other.id));
}

function higherFirst(one: string | number, other: string | number): number {
	if (typeof one === 'number' && typeof other === 'number') return other - one;
	return String(one) < String(other) ? 1 : -1;
}

/**
 * The words of a mail as text: of its HTML where it has no text, and without what it quotes of earlier mails unless that is
 * wanted. HTML that can't be read stays as it is.
 */
export function wordsOfMail(mail: IDataObject, isQuotedWanted: boolean): string {
	const written = writtenIn(mail);
	return isQuotedWanted ? written.trim() : splitMail(written).text;
}

function writtenIn({ text, html }: IDataObject): string {
	return typeof text === 'string' && text.trim() !== '' ? text : (attempt(() => textOf(String(html ?? ''))).good ?? String(html));
}

/** An element of HTML. An address in pointed brackets, as above a quotation, is none. */
const ELEMENT = /<(?:!doctype|html|body|p|div|span|br|a|b|i|u|em|strong|font|table|ul|ol|h[1-6]|img|blockquote|pre)(?:\s[^>]*)?\/?>/i;

/** The words of a mail whose body is text or HTML, whichever it is. */
export function wordsOfBody(body: string, isQuotedWanted: boolean): string {
	return wordsOfMail(mailOf(body), isQuotedWanted);
}

/** As `wordsOfBody`, with what the mail quotes of earlier ones beside its words. */
export function splitBody(body: string): SplitMail {
	return splitMail(writtenIn(mailOf(body)));
}

function mailOf(body: string): IDataObject {
	return ELEMENT.test(body) ? { html: body } : { text: body };
}
