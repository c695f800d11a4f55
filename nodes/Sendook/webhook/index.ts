import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAttempts } from './getAttempts.operation';
import { getMany } from './getMany.operation';
import { test } from './test.operation';

export const webhook = resource({ name: 'Webhook', value: 'webhook', operations: [getMany, get, create, test, getAttempts, remove] });
