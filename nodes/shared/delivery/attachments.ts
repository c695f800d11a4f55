import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Content } from '../provider';
import type { Failure } from './failure';
import type { Checked, CheckedItem, Item } from './item';

/** The names of binary fields in the body of an item's request. */
function namesIn({ attachments }: Operation, { body }: Content): string[] {
	return attachments ? ((body[attachments.property] as string[] | undefined) ?? []) : [];
}

/** Tells which binary field an item lacks. Looks at names only: the files are read when the item's turn comes. */
export function attachmentsMissing(operation: Operation, { context }: Item, content: Content): Failure | undefined {
	const missing = namesIn(operation, content).filter((name) => !isHeld(context, name));
	if (missing.length === 0) return undefined;
	const held = Object.keys(context.getInputData().binary ?? {});
	const advice = held.length > 0 ? `It has: ${held.join(', ')}.` : 'It has no binary data; read a file in a node before.';
	return {
		code: 'invalid_input',
		outcome: 'not_sent',
		message: `Attachments: this item has no binary field "${missing.join('", "')}"`,
		advice,
	};
}

/** Asks n8n, which knows where this workflow keeps binary data: beside an item's JSON or, by a setting, within it. */
function isHeld(context: Item['context'], name: string): boolean {
	try {
		context.helpers.assertBinaryData(name);
		return true;
	} catch {
		return false;
	}
}

/** The content with its files in it, read through n8n's binary helpers (any storage mode). */
export async function withAttachments(operation: Operation, item: CheckedItem): Promise<Checked<Content>> {
	const { content, context } = item;
	const { attachments } = operation;
	const names = namesIn(operation, content);
	if (!attachments || names.length === 0) return { good: content };
	const files: IDataObject[] = [];
	for (const name of names) {
		try {
			const { fileName, mimeType } = context.helpers.assertBinaryData(name);
			const buffer = await context.helpers.getBinaryDataBuffer(name);
			files.push(attachments.toBody({ content: buffer.toString('base64'), fileName, mimeType }));
		} catch (thrown) {
			return { failure: unreadable(name, thrown) };
		}
	}
	return { good: { ...content, body: { ...content.body, [attachments.property]: files } } };
}

/** The item names the file, but n8n's storage doesn't have it any more. */
function unreadable(name: string, thrown: unknown): Failure {
	const reason = thrown instanceof Error ? thrown.message : String(thrown);
	return {
		code: 'invalid_input',
		outcome: 'not_sent',
		message: `Attachments: the file in "${name}" can’t be read (${reason})`,
		advice: 'n8n may have deleted it with an older execution. Run the workflow from the node that makes the file.',
	};
}
