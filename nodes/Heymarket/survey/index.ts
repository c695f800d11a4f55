import { resource } from '../../shared/operation';
import { getMany } from './getMany.operation';

export const survey = resource({ name: 'Survey', value: 'survey', operations: [getMany] });
