import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const template = resource({ name: 'Template', value: 'template', operations: [getMany, get] });
