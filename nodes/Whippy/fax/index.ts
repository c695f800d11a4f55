import { resource } from '../../shared/operation';
import { send } from './send.operation';

export const fax = resource({ name: 'Fax', value: 'fax', operations: [send] });
