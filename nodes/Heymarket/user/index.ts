import { resource } from '../../shared/operation';
import { update } from './update.operation';

export const user = resource({ name: 'User', value: 'user', operations: [update] });
