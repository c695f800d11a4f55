import { changeDelivery } from '../../shared/form/delivery';
import { notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { inbox } from '../fields';

/** DELETE /v1/inboxes/{inboxId}. */
export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete inbox',
	description: 'Delete an inbox with its messages for good',
	effect: 'write',
	request: 'DELETE /v1/inboxes/{inboxId}',
	form: [
		path('inboxId', inbox),
		notice('deleteInboxNotice', 'This can’t be undone: the messages of the inbox are deleted as well, and mail to its address no longer arrives.'),
		changeDelivery,
	],
	rows: (_, { ids: { inboxId } }) => ({ deleted: true, _id: inboxId }),
	howToCheck: 'Look for it with Inbox > Get Many.',
});
