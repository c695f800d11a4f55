import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Content } from '../provider';
import { attempt, isLeftOut, listed, quoted } from '../request/invalid';
import { singleLine } from '../request/text';
import type { Failure } from './failure';
import type { Checked, CheckedItem, Item } from './item';

/** The names of binary fields in the body of an item's request. */
function namesIn({ attachments }: Operation, { body }: Content): string[] {
	return attachments ? ((body[attachments.property] as string[] | undefined) ?? []) : [];
}

/**
 * Tells which binary field an item lacks, or what of a file's name or type can't stand in a mail. The files themselves are
 * read when the item's turn comes.
 */
export function attachmentsFault(operation: Operation, { files: held }: Pick<Item, 'files'>, content: Content): Failure | undefined {
	const files = namesIn(operation, content).map((name) => ({ name, held: held.find(name) }));
	const missing = files.filter(({ held }) => !held).map(({ name }) => name);
	if (missing.length > 0) {
		const names = held.names();
		const advice = names.length > 0 ? `It has: ${listed(names)}.` : 'It has no binary data; read a file in a node before.';
		return invalidAttachments(`this item has no binary field ${listed(missing)}`, advice);
	}
	for (const { name, held } of files) {
		for (const [label, value] of [['File Name', held?.fileName], ['Mime Type', held?.mimeType]]) {
			const { fault } = attempt(() => isLeftOut(value) || singleLine(value));
			if (!fault) continue;
			const advice = [fault.help, 'The node that made the file set it.'].filter(Boolean).join(' ');
			return invalidAttachments(`in binary field ${quoted(name)}, the ${label} ${fault.message}`, advice);
		}
	}
	return undefined;
}

function invalidAttachments(words: string, advice: string): Failure {
	return { code: 'invalid_input', outcome: 'not_sent', message: `Attachments: ${words}`, advice };
}

/**
 * The body with the item's files in it, as the bytes that go out; they are read through n8n's binary helpers (any storage
 * mode). A body without files stays an object.
 */
export async function bodyWithFiles(operation: Operation, item: CheckedItem): Promise<Checked<Content['body'] | Buffer>> {
	const { content, files: held } = item;
	const { attachments } = operation;
	const names = namesIn(operation, content);
	if (!attachments || names.length === 0) return { good: content.body };
	const files: Array<{ place: string; buffer: Buffer }> = [];
	const bodies: IDataObject[] = [];
	for (const name of names) {
		try {
			const { fileName, mimeType } = held.find(name)!;
			const file = { place: randomUUID(), buffer: await held.read(name) };
			files.push(file);
			bodies.push(attachments.toBody({ content: file.place, fileName, mimeType }));
		} catch (thrown) {
			return { failure: unreadable(name, thrown) };
		}
	}
	return { good: filledIn(JSON.stringify({ ...content.body, [attachments.property]: bodies }), files) };
}

/** Whole triples of bytes, so that the pieces' base64 can follow one another. */
const PIECE_BYTES = 3 * 16_384;

/**
 * JSON as bytes, each file's base64 in its place. As strings the files would be held three times over, and strings of
 * megabytes stay until n8n's next large collection.
 */
function filledIn(json: string, files: Array<{ place: string; buffer: Buffer }>): Buffer {
	const base64Length = ({ buffer }: { buffer: Buffer }) => Math.ceil(buffer.length / 3) * 4;
	const placesLength = files.reduce((sum, { place }) => sum + place.length, 0);
	const whole = Buffer.allocUnsafe(files.reduce((sum, file) => sum + base64Length(file), Buffer.byteLength(json) - placesLength));
	let at = 0;
	let rest = json;
	for (const { place, buffer } of files) {
		const [before] = rest.split(place, 1);
		at += whole.write(before, at);
		for (let from = 0; from < buffer.length; from += PIECE_BYTES) {
			at += whole.write(buffer.toString('base64', from, from + PIECE_BYTES), at, 'latin1');
		}
		rest = rest.slice(before.length + place.length);
	}
	whole.write(rest, at);
	return whole;
}

/** The item names the file, but n8n's storage doesn't have it any more. */
function unreadable(name: string, thrown: unknown): Failure {
	const reason = thrown instanceof Error ? thrown.message : String(thrown);
	return invalidAttachments(
		`the file in ${quoted(name)} can’t be read (${reason})`,
		'n8n may have deleted it with an older execution. Run the workflow from the node that makes the file.',
	);
}
