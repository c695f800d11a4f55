import { resource } from '../../shared/operation';
import { createMany } from './createMany.operation';
import { getMany } from './getMany.operation';

export const customField = resource({ name: 'Custom Field', value: 'customField', operations: [getMany, createMany] });
