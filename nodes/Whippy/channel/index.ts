import { resource } from '../../shared/operation';
import { getMany } from './getMany.operation';

export const channel = resource({ name: 'Channel', value: 'channel', operations: [getMany] });
