import { resource } from '../../shared/operation';
import { get } from './get.operation';

export const team = resource({ name: 'Team', value: 'team', operations: [get] });
