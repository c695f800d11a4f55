import { resource } from '../../shared/operation';
import { addChannel } from './addChannel.operation';
import { count } from './count.operation';
import { create } from './create.operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { createOrUpdateMany } from './createOrUpdateMany.operation';
import { remove } from './delete.operation';
import { deleteMany } from './deleteMany.operation';
import { get } from './get.operation';
import { getChannel } from './getChannel.operation';
import { getMany } from './getMany.operation';
import { getStatus } from './getStatus.operation';
import { search } from './search.operation';
import { setStatus } from './setStatus.operation';
import { update } from './update.operation';
import { updateChannel } from './updateChannel.operation';

export const contact = resource({
	name: 'Contact',
	value: 'contact',
	operations: [
		...[get, getMany, search, count, getStatus, setStatus],
		...[create, createOrUpdate, update, createOrUpdateMany, remove, deleteMany],
		...[getChannel, addChannel, updateChannel],
	],
});
