import { resource } from '../../shared/operation';
import { heymarketAutomation } from './provider';
import { run } from './run.operation';

export const automation = resource({ name: 'Automation', value: 'automation', provider: heymarketAutomation, operations: [run] });
