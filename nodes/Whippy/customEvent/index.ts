import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { createMany } from './createMany.operation';

export const customEvent = resource({ name: 'Custom Event', value: 'customEvent', operations: [create, createMany] });
