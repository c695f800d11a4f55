import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getUsers } from './getUsers.operation';

export const channel = resource({ name: 'Channel', value: 'channel', operations: [getMany, get, getUsers] });
