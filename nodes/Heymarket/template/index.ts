import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

export const template = resource({ name: 'Template', value: 'template', operations: [getMany, get, create, update, remove] });
