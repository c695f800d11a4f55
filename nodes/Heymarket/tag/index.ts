import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const tag = resource({ name: 'Tag', value: 'tag', operations: [getMany, get, create, remove] });
