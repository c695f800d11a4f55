import { randomUUID } from 'node:crypto';
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { Operation, SizeLimit } from '../operation';
import type { Content } from '../content';
import { labelOf } from '../form/properties';
import { attempt, isLeftOut, listed, quoted } from '../values/invalid';
import type { BinaryField } from '../values/binaryFields';
import { singleLine } from '../values/text';
import { invalidInput, type Failure, type Checked } from '../transport/failure';
import type { CheckedItem, Files, Item } from './item';
import { base64Length, PIECE_BYTES, StreamedBody, type BodyFile } from '../transport/streamedBody';

/** The binary fields in the body of an item's request, by name or as objects. */
function fieldsIn({ attachments }: Operation, { body }: Content): BinaryField[] {
	return attachments ? ((body[attachments.property] as BinaryField[] | undefined) ?? []) : [];
}

/** The same without files that an expression gives and a name gives too, as in `["data", $binary.data]`. */
function eachOnce(files: Files, fields: BinaryField[]): BinaryField[] {
	const byName = fields.filter((field) => typeof field === 'string').map((name) => files.find(name));
	return fields.filter((field) => {
		if (typeof field === 'string') return true;
		const file = described(files, field);
		return !byName.some((one) => one && file && (file.id ? one.id === file.id : one.data === file.data && one.fileName === file.fileName));
	});
}

/** A file as n8n describes it; undefined if the item has none of that name. */
function described(files: Files, field: BinaryField): IBinaryData | undefined {
	if (typeof field === 'string') return files.find(field);
	if (field.id || field.data) return field as IBinaryData;
	return alike(files, field)[0]?.file;
}

/**
 * The item's own fields that a binary object may be of: n8n keeps the file in memory and gives its content to no expression.
 * Of fields with the same content there is only the first.
 */
function alike(files: Files, { fileName, mimeType, fileSize }: Partial<IBinaryData>): Array<{ name: string; file: IBinaryData }> {
	const own = files.names().map((name) => ({ name, file: files.find(name)! }));
	const fitting = own.filter(({ file }) => file.fileName === fileName && file.mimeType === mimeType && file.fileSize === fileSize);
	return fitting.filter(({ file }, index) => fitting.findIndex((other) => other.file.data === file.data) === index);
}

/** Two photos of one name and size: a wrong one would go to the recipient. */
function ambiguousFault(files: Files, fields: BinaryField[], label: string): Failure | undefined {
	for (const field of fields) {
		if (typeof field === 'string' || field.id || field.data) continue;
		const names = alike(files, field).map(({ name }) => name);
		if (names.length < 2) continue;
		const words = `${named(field)} may be any of the binary fields ${listed(names)}`;
		return invalidAttachments(label, words, 'Give the names of the binary fields instead, separated by commas.');
	}
	return undefined;
}

/** The name of a field in messages. */
function named(field: BinaryField): string {
	return quoted(typeof field === 'string' ? field : (field.fileName ?? 'a file from an expression'));
}

/**
 * Checks an item's attachments before anything is sent: each binary field must exist, each file's name and type must be fit
 * for a mail, no file may be empty, and the message must not be too large. The files are read when the item's turn comes.
 */
export async function attachmentsFault(operation: Operation, item: Pick<Item, 'files'>, content: Content): Promise<Failure | undefined> {
	const names = eachOnce(item.files, fieldsIn(operation, content));
	if (names.length === 0 && !operation.size) return undefined;
	const label = labelOf(operation.form, operation.attachments?.property ?? '');
	const fault = missingFault(item.files, names, label) ?? strangeFault(item.files, names, label) ?? ambiguousFault(item.files, names, label) ?? headerFault(item.files, names, label);
	if (fault) return fault;
	const files = await heldFiles(item.files, names, label);
	if ('failure' in files) return files.failure;
	return emptyFault(files.good, label) ?? sizeFault(operation, content, files.good, label);
}

function missingFault(files: Files, names: BinaryField[], label: string): Failure | undefined {
	const missing = names.filter((name) => !described(files, name));
	if (missing.length === 0) return undefined;
	const held = files.names();
	const commas = held.some((name) => /[,;]/.test(name)) ? ' Give names that hold a comma as a list, by an expression: {{ ["a, b"] }}.' : '';
	const advice = held.length > 0 ? `It has: ${listed(held)}.${commas}` : 'It has no binary data; read a file in a node before.';
	return invalidAttachments(label, `this item has no binary field ${missing.map(named).join(', ')}`, advice);
}

/** An expression may give a file that somebody else has described, as in the body of a webhook: n8n's storage would open any execution's file. */
function strangeFault(files: Files, names: BinaryField[], label: string): Failure | undefined {
	const strange = names.filter((name) => {
		const { id } = described(files, name)!;
		return id && !files.isOwn(id);
	});
	if (strange.length === 0) return undefined;
	const verb = strange.length === 1 ? 'is not a file' : 'are not files';
	return invalidAttachments(
		label,
		`${strange.map(named).join(', ')} ${verb} of this execution`,
		'Only files that a node of this execution gave as binary data are attached. Read it in a node before, and give the name of its binary field.',
	);
}

function headerFault(files: Files, names: BinaryField[], label: string): Failure | undefined {
	for (const name of names) {
		const held = described(files, name);
		for (const [part, value] of [['File Name', held?.fileName], ['Mime Type', held?.mimeType]]) {
			const { fault } = attempt(() => isLeftOut(value) || singleLine(value));
			if (!fault) continue;
			const advice = [fault.help, 'The node that made the file set it.'].filter(Boolean).join(' ');
			return invalidAttachments(label, `in binary field ${named(name)}, the ${part} ${fault.message}`, advice);
		}
	}
	return undefined;
}

/** The provider would refuse an empty file only after other items have been sent, so it is refused here. */
function emptyFault(files: HeldFile[], label: string): Failure | undefined {
	const nothing = files.find(({ size }) => size === 0);
	return nothing && invalidAttachments(label, `${nothing.words} is empty`, 'See that the node that makes the file gives it content.');
}

function invalidAttachments(label: string, words: string, advice: string): Failure {
	return invalidInput(`${label}: ${words}`, advice);
}

/** A file that an item's message will hold. */
interface HeldFile extends BodyFile {
	fileName?: string;
	mimeType: string;
}

/** The file of a binary field, without reading it. @throws if n8n's storage doesn't have the file any more */
async function heldFile(files: Files, name: BinaryField, label: string): Promise<HeldFile> {
	const { id, data, fileName, mimeType } = described(files, name)!;
	const common = {
		fileName,
		mimeType,
		words: fileName && typeof name === 'string' ? `${quoted(fileName)} (binary field ${quoted(name)})` : `the file in binary field ${named(name)}`,
		unreadable: (thrown: unknown) => unreadable(label, name, thrown),
	};
	if (id) {
		const { fileSize } = await files.metadata(id);
		const open = async () => {
			const stream = await files.open(id, PIECE_BYTES);
			return { chunks: stream as AsyncIterable<Buffer>, close: () => void stream.destroy() };
		};
		return { ...common, size: fileSize, open };
	}
	// n8n holds it in memory.
	const base64 = canonical(data);
	return { ...common, size: Buffer.byteLength(base64, 'base64'), open: async () => ({ chunks: decoded(base64), close() {} }) };
}

/** The same base64 without line breaks and other characters that mean nothing in it. */
function canonical(base64: string): string {
	const padding = base64.indexOf('=');
	const isCanonical =
		base64.length % 4 === 0 &&
		!/[^A-Za-z0-9+/=]/.test(base64) &&
		(padding === -1 || /^={1,2}$/.test(base64.slice(padding)));
	return isCanonical ? base64 : Buffer.from(base64, 'base64').toString('base64');
}

async function* decoded(base64: string): AsyncGenerator<Buffer> {
	const pieceLength = base64Length(PIECE_BYTES);
	for (let from = 0; from < base64.length; from += pieceLength) {
		yield Buffer.from(base64.slice(from, from + pieceLength), 'base64');
	}
}

/** All files that an item's message will hold, without reading them. */
async function heldFiles(held: Files, names: BinaryField[], label: string): Promise<Checked<HeldFile[]>> {
	const files: HeldFile[] = [];
	for (const name of names) {
		try {
			files.push(await heldFile(held, name, label));
		} catch (thrown) {
			return { failure: unreadable(label, name, thrown) };
		}
	}
	return { good: files };
}

/**
 * The body of an item's request. If it has files, n8n's binary helpers read them (in any storage mode) while the body is
 * sent. A body without files is an object.
 */
export async function bodyWithFiles(operation: Operation, { content, files: held }: CheckedItem): Promise<Checked<IDataObject | StreamedBody>> {
	const files = await heldFiles(held, eachOnce(held, fieldsIn(operation, content)), labelOf(operation.form, operation.attachments?.property ?? ''));
	if ('failure' in files) return files;
	return { good: files.good.length > 0 ? streamed(operation, content, files.good) : content.body };
}

function streamed({ attachments }: Operation, { body }: Content, files: HeldFile[]): StreamedBody {
	if (!attachments) return new StreamedBody([JSON.stringify(body)], []);
	const placed = files.map(({ fileName, mimeType }) => ({ place: randomUUID(), fileName, mimeType }));
	const bodies = placed.map(({ place, fileName, mimeType }) => attachments.toBody({ content: place, fileName, mimeType }));
	const texts: string[] = [];
	let rest = JSON.stringify({ ...body, [attachments.property]: bodies });
	for (const { place } of placed) {
		const [before] = rest.split(place, 1);
		texts.push(before);
		rest = rest.slice(before.length + place.length);
	}
	return new StreamedBody([...texts, rest], files);
}

/** The failure of a message that is too large, with the sizes that make it so. */
function sizeFault(operation: Operation, content: Content, files: HeldFile[], label: string): Failure | undefined {
	const { size } = operation;
	if (!size) return undefined;
	const weightOf = ({ weigh }: SizeLimit, counted: HeldFile[]) =>
		weigh({ body: content.body, json: streamed(operation, content, counted).length, files: counted.map((file) => file.size) });
	for (const limit of size.limits(content.settings)) {
		const weight = weightOf(limit, files);
		if (weight <= limit.most) continue;
		const without = weightOf(limit, []);
		if (without >= limit.most) {
			const message = `${size.fields}: together they have ${megabytes(without, Math.ceil)}, and ${megabytes(limit.most, Math.floor)} fit`;
			return invalidInput(message, limit.words);
		}
		const total = files.reduce((sum, file) => sum + file.size, 0);
		const fit = megabytes((total * (limit.most - without)) / (weight - without), Math.floor);
		return invalidAttachments(label, `${sizesIn(files, total)}, and ${fit} fit`, limit.words);
	}
	return undefined;
}

const MOST_NAMED = 10;

function sizesIn(files: HeldFile[], total: number): string {
	const each = files.slice(0, MOST_NAMED).map(({ words, size }) => `${words} has ${megabytes(size, Math.ceil)}`);
	if (files.length > MOST_NAMED) each.push(`and ${files.length - MOST_NAMED} more`);
	if (files.length > 1) each.push(`${megabytes(total, Math.ceil)} together`);
	return each.join('; ');
}

/** For people. The caller rounds a message's size up and a limit down, so that the two never look equal. */
function megabytes(bytes: number, round: (value: number) => number): string {
	return bytes < 1_048_576 ? `${round(bytes / 1024)} kB` : `${round((bytes / 1_048_576) * 10) / 10} MB`;
}

/** The failure of an item whose file n8n's storage doesn't have any more. */
function unreadable(label: string, name: BinaryField, thrown: unknown): Failure {
	const reason = thrown instanceof Error ? thrown.message : String(thrown);
	return invalidAttachments(
		label,
		`the file in ${named(name)} can’t be read (${reason})`,
		'n8n may have deleted it with an older execution. Run the workflow from the node that makes the file.',
	);
}
