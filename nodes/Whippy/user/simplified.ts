import type { IDataObject } from 'n8n-workflow';
import type { Column } from '../../shared/operation';

/** What people use of a user; the channels are those that it may answer on. */
export const simplifiedUser: Column[] = [
	'name',
	'email',
	'phone',
	'role',
	'state',
	['channels', ({ channels }) => (channels as IDataObject[] | undefined)?.map(({ name }) => name)],
	'id',
];
