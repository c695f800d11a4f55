import type { ILoadOptionsFunctions, INodeType } from 'n8n-workflow';
import { rowsFor } from '../../shared/listSearch';
import { heymarket } from '../provider';

/** What the resource mappers of the Heymarket node show. */
export const resourceMapping = {
	/** The team's own fields of contacts. That a field has `id` and `title` is inferred (providers/heymarket.md section 7.2). */
	async getContactFields(this: ILoadOptionsFunctions) {
		const rows = await rowsFor(this, heymarket, { method: 'POST', path: '/v1/contact-fields' });
		return {
			fields: rows.map(({ id, title, name }) => ({
				id: String(id),
				displayName: String(title ?? name ?? id),
				required: false,
				defaultMatch: false,
				display: true,
				type: 'string' as const,
			})),
			emptyFieldsNotice: 'Your team has no custom fields for contacts. An admin makes them in Heymarket.',
		};
	},
} satisfies NonNullable<INodeType['methods']>['resourceMapping'];
