import { resource } from '../../shared/operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getDnsRecords } from './getDnsRecords.operation';
import { getMany } from './getMany.operation';
import { verify } from './verify.operation';

export const domain = resource({ name: 'Domain', value: 'domain', operations: [getMany, get, create, getDnsRecords, verify, remove] });
