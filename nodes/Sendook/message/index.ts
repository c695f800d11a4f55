import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { reply } from './reply.operation';
import { send } from './send.operation';

export const message = resource({
	name: 'Message',
	value: 'message',
	operations: [send, reply, getMany, get],
});
