import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

export const tag = resource({ name: 'Tag', value: 'tag', operations: [getMany, create, update, remove] });
