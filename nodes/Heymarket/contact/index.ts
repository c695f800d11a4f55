import { resource } from '../../shared/operation';
import { count } from './count.operation';
import { createOrUpdateMany } from './createOrUpdateMany.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getStatus } from './getStatus.operation';
import { update } from './update.operation';

export const contact = resource({
	name: 'Contact',
	value: 'contact',
	operations: [get, getMany, getStatus, count, update, createOrUpdateMany, remove],
});
