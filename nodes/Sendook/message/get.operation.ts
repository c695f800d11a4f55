import type { IDataObject } from 'n8n-workflow';
import { downloadAttachments } from '../../shared/form/files';
import { simplify } from '../../shared/form/lists';
import { path, setting } from '../../shared/form/parts';
import { operation, type ReceivedFile } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { inbox, messageId } from '../fields';
import { simplifiedWhole } from './simplified';

/** An attachment as the server has it (providers/sendook.md section 4). */
interface Attachment extends IDataObject {
	content: string;
	name?: string;
	contentType?: string;
}

/**
 * The attachments of a message, and the message with only their names and types.
 * @throws InvalidValue where the content of one is missing: a file of no bytes would look like what was attached
 */
function filesIn(row: IDataObject): { row: IDataObject; files: ReceivedFile[] } {
	const attachments = (Array.isArray(row.attachments) ? row.attachments : []) as Array<Attachment | null>;
	const bare = attachments.findIndex((one) => typeof one?.content !== 'string');
	if (bare !== -1) {
		const label = downloadAttachments.property.displayName;
		throw new InvalidValue(`${label}: Sendook gave attachment ${bare + 1} without its content`, `Switch ${label} off to get the message without files.`);
	}
	return {
		row: { ...row, attachments: (attachments as Attachment[]).map(({ content: _content, ...described }) => described) },
		files: (attachments as Attachment[]).map(({ content, name, contentType }) => ({ content, fileName: name, mimeType: contentType })),
	};
}

/** GET /v1/inboxes/{inboxId}/messages/{messageId}: its attachments come as base64. */
export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get email',
	description: 'Get a message with its attachments',
	effect: 'read',
	request: 'GET /v1/inboxes/{inboxId}/messages/{messageId}',
	form: [path('inboxId', inbox), path('messageId', messageId), setting(downloadAttachments), simplify],
	simplified: simplifiedWhole,
	files: (row, { settings }) => (settings.downloadAttachments === true ? filesIn(row) : undefined),
});
