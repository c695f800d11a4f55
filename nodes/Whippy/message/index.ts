import { resource } from '../../shared/operation';
import { getMany } from './getMany.operation';

export const message = resource({ name: 'Message', value: 'message', operations: [getMany] });
