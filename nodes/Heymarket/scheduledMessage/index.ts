import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { update } from './update.operation';

export const scheduledMessage = resource({ name: 'Scheduled Message', value: 'scheduledMessage', operations: [create, get, update] });
