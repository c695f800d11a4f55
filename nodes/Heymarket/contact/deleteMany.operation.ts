import { changeDelivery } from '../../shared/form/delivery';
import { body, notice } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { contactUuids } from './channels';

/** DELETE /v2/contacts with a body: one entry of type id, whose values are UUIDs. */
export const deleteMany = operation({
	name: 'Delete Many',
	value: 'deleteMany',
	action: 'Delete many contacts',
	description: 'Delete many contacts for good, in one request',
	effect: 'write',
	request: 'DELETE /v2/contacts',
	form: [
		body('channel_ids', contactUuids),
		notice('deleteManyNotice', 'This can’t be undone: the conversations with all these contacts and their custom fields are deleted as well.'),
		changeDelivery,
	],
	finish: ({ body: { channel_ids } }) => ({ contact_channels: [{ channel_type: 'id', channel_ids }] }),
	rows: (_, { body: { contact_channels } }) => (contact_channels as Array<{ channel_ids: string[] }>)[0].channel_ids.map((uuid) => ({ deleted: true, uuid })),
	howToCheck: 'Look for them with Contact > Get.',
});
