import { lineField, switchField } from './field';
import { setting, when } from './parts';

/** Whether the files of a message come with it. */
export const downloadAttachments = switchField({
	displayName: 'Download Attachments',
	name: 'downloadAttachments',
	description: 'Whether to put the attachments into binary fields: attachment_0, attachment_1 and so on',
});

/** From where files may be fetched, where a provider gives only their addresses: these come from outside. */
export const fileHosts = lineField({
	displayName: 'File Hosts',
	name: 'fileHosts',
	// A message must not say from where its own files are fetched.
	noDataExpression: true,
	placeholder: 'e.g. files.example.com',
	description: 'The hosts that files may be fetched from, separated by commas, each exactly as in the addresses of files. From others nothing is fetched, and the item says which.',
});

/** The files of a message, for a provider that gives their addresses. */
export const downloadFromHosts = when(downloadAttachments, [setting(fileHosts)]);
