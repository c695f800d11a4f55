import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { get } from './get.operation';

export const scheduledMessage = resource({ name: 'Scheduled Message', value: 'scheduledMessage', operations: [create, get] });
