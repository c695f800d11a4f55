import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const survey = resource({ name: 'Survey', value: 'survey', operations: [getMany, get] });
