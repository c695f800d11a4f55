import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const thread = resource({ name: 'Thread', value: 'thread', operations: [getMany, get] });
