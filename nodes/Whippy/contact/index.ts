import { resource } from '../../shared/operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { createOrUpdateMany } from './createOrUpdateMany.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getSequences } from './getSequences.operation';
import { search } from './search.operation';
import { update } from './update.operation';

export const contact = resource({
	name: 'Contact',
	value: 'contact',
	operations: [getMany, get, search, createOrUpdate, update, createOrUpdateMany, getSequences, remove],
});
