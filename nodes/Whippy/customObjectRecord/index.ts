import { resource } from '../../shared/operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { getMany } from './getMany.operation';
import { getValues } from './getValues.operation';
import { update } from './update.operation';
import { updateValue } from './updateValue.operation';

export const customObjectRecord = resource({
	name: 'Custom Object Record',
	value: 'customObjectRecord',
	operations: [createOrUpdate, getMany, update, getValues, updateValue],
});
