import type { IDataObject } from 'n8n-workflow';
import type { Content } from '../../shared/content';
import { locatorField, switchField } from '../../shared/form/field';
import type { Column } from '../../shared/operation';
import { objectId24 } from '../../shared/values/ids';

/** The API key that a request is about. */
export const apiKey = locatorField({
	displayName: 'API Key',
	name: 'apiKey',
	required: true,
	description: 'A key of the organization. Keys are listed by their names.',
	search: 'searchApiKeys',
	placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
	convert: objectId24,
});

/** n8n keeps what comes out, so a secret only comes out for who wants it. */
export const showWholeKey = switchField({
	displayName: 'Show Whole Key',
	name: 'showWholeKey',
	description: 'Whether the output holds the secret key itself, not only its last four characters. Whoever sees the execution can then use it.',
});

/** The server gives the whole key every time. What is short would be told by its end. */
function masked(row: IDataObject | null): IDataObject | null {
	if (row === null || typeof row !== 'object' || !Object.hasOwn(row, 'key')) return row;
	const end = typeof row.key === 'string' && row.key.length > 16 ? row.key.slice(-4) : '';
	return { ...row, key: `…${end}` };
}

/** API keys as they come out. */
export function keysIn(answer: unknown, { settings }: Pick<Content, 'settings'>): unknown {
	if (settings.showWholeKey === true) return answer;
	return Array.isArray(answer) ? answer.map(masked) : masked(answer as IDataObject | null);
}

/** What people use of an API key (providers/sendook.md section 7). The server has a key `active`, and never looks at it. */
export const simplifiedApiKey: Column[] = ['name', 'key', 'createdAt', 'updatedAt', 'organizationId', '_id'];
