import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const conversation = resource({ name: 'Conversation', value: 'conversation', operations: [get, getMany] });
