import type { IDataObject } from 'n8n-workflow';
import type { Field } from './form/field';
import { InvalidValue } from './values/invalid';

/** For a record that a provider gives only in a list: the row that was looked for by this field. @throws InvalidValue where the list had none */
export function foundRow({ property: { displayName } }: Field): (rows: IDataObject[]) => IDataObject[] {
	return (rows) => {
		if (rows.length > 0) return rows;
		throw new InvalidValue(`${displayName}: it is not among those of this conversation`, 'Check its ID, and choose the conversation that it is in.');
	};
}
