import { resource } from '../../shared/operation';
import { addPrivateComment } from './addPrivateComment.operation';
import { count } from './count.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { send } from './send.operation';
import { sendToList } from './sendToList.operation';

export const message = resource({
	name: 'Message',
	value: 'message',
	operations: [send, sendToList, addPrivateComment, get, getMany, count],
});
