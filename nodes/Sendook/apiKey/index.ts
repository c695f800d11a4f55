import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const apiKey = resource({ name: 'API Key', value: 'apiKey', operations: [getMany, get, create, remove] });
