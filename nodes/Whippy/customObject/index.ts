import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { createProperty } from './createProperty.operation';
import { getMany } from './getMany.operation';

export const customObject = resource({ name: 'Custom Object', value: 'customObject', operations: [getMany, create, createProperty] });
