import { resource } from '../../shared/operation';
import { close } from './close.operation';
import { count } from './count.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getTranscript } from './getTranscript.operation';
import { getUnansweredMessages } from './getUnansweredMessages.operation';
import { markRead } from './markRead.operation';
import { markUnread } from './markUnread.operation';
import { open } from './open.operation';
import { reassign } from './reassign.operation';
import { transfer } from './transfer.operation';

export const conversation = resource({
	name: 'Conversation',
	value: 'conversation',
	operations: [getMany, get, getTranscript, getUnansweredMessages, count, open, close, markRead, markUnread, reassign, transfer],
});
