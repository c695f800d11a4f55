import { resource } from '../../shared/operation';
import { getMany } from './getMany.operation';

export const user = resource({ name: 'User', value: 'user', operations: [getMany] });
