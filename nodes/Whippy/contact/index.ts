import { resource } from '../../shared/operation';
import { getMany } from './getMany.operation';

export const contact = resource({ name: 'Contact', value: 'contact', operations: [getMany] });
