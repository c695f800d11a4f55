import { resource } from '../../shared/operation';
import { addContacts } from './addContacts.operation';
import { get } from './get.operation';
import { getContacts } from './getContacts.operation';
import { getMany } from './getMany.operation';
import { getRun } from './getRun.operation';
import { getRuns } from './getRuns.operation';
import { removeContacts } from './removeContacts.operation';

export const sequence = resource({
	name: 'Sequence',
	value: 'sequence',
	operations: [getMany, get, addContacts, removeContacts, getContacts, getRuns, getRun],
});
