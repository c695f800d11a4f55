import { resource } from '../../shared/operation';
import { getMany } from './getMany.operation';

export const inbox = resource({ name: 'Inbox', value: 'inbox', operations: [getMany] });
