import { changeDelivery } from '../../shared/form/delivery';
import { body, setting } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { conversation, idIn, reassignTo } from '../fields';
import { byPeople, changedRow, stored } from './stored';

/** POST /v1/conversations/reassign names a conversation by its inbox, its numbers and whoever has it, so these are read first. */
export const reassign = operation({
	name: 'Reassign',
	value: 'reassign',
	action: 'Reassign conversation',
	description: 'Give a conversation to another member of its inbox',
	effect: 'write',
	request: 'POST /v1/conversations/reassign',
	form: [setting(conversation), body('reassign_id', reassignTo), changeDelivery],
	reaches: ({ settings }) => ({ conversation: String(settings.conversation) }),
	// Who stands for a conversation that nobody has is not documented.
	readFirst: { ...stored, body: (read, { body: { reassign_id } }) => ({ ...byPeople(read), user_id: idIn(read.assigned) ?? reassign_id, reassign_id }) },
	rows: changedRow,
	howToCheck: 'Look at it with Conversation > Get.',
});
