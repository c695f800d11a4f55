import { resource } from '../../shared/operation';
import { get } from './get.operation';

export const organization = resource({ name: 'Organization', value: 'organization', operations: [get] });
