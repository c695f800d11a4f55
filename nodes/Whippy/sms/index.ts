import { resource } from '../../shared/operation';
import { send } from './send.operation';

export const sms = resource({ name: 'SMS', value: 'sms', operations: [send] });
