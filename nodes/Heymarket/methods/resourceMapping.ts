import type { IDataObject, ILoadOptionsFunctions, INodeType } from 'n8n-workflow';
import { rowsFor } from '../../shared/listSearch';
import { heymarket } from '../provider';

/** What the resource mappers of the Heymarket node show. */
export const resourceMapping = {
	/** The team's own fields of contacts. That a field has `id` and `title` is inferred (providers/heymarket.md section 7.2). */
	async getContactFields(this: ILoadOptionsFunctions) {
		const rows = await rowsFor(this, heymarket, { method: 'POST', path: '/v1/contact-fields' });
		const titleOf = ({ id, title, name }: IDataObject) => String(title ?? name ?? id);
		const isShared = (row: IDataObject) => rows.some((other) => other.id !== row.id && titleOf(other) === titleOf(row));
		return {
			fields: rows.map((row) => ({
				id: String(row.id),
				displayName: isShared(row) ? `${titleOf(row)} (${String(row.id)})` : titleOf(row),
				required: false,
				defaultMatch: false,
				display: true,
				type: 'string' as const,
			})),
			emptyFieldsNotice: 'Your team has no custom fields for contacts. An admin makes them in Heymarket.',
		};
	},
} satisfies NonNullable<INodeType['methods']>['resourceMapping'];
