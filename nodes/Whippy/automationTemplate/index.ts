import { resource } from '../../shared/operation';
import { getMany } from './getMany.operation';

export const automationTemplate = resource({ name: 'Automation Template', value: 'automationTemplate', operations: [getMany] });
