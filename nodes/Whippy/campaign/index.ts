import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getContacts } from './getContacts.operation';
import { getMany } from './getMany.operation';
import { send } from './send.operation';

export const campaign = resource({ name: 'Campaign', value: 'campaign', operations: [send, getMany, get, getContacts] });
