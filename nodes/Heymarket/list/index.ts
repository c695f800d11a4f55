import { resource } from '../../shared/operation';
import { addMembers } from './addMembers.operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { getMany } from './getMany.operation';
import { removeMembers } from './removeMembers.operation';
import { update } from './update.operation';

export const list = resource({ name: 'List', value: 'list', operations: [getMany, create, update, addMembers, removeMembers, remove] });
