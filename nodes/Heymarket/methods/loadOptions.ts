import type { ILoadOptionsFunctions, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { listSearch } from './listSearch';

/** No team is known to have so many tags. */
const MOST_PAGES = 20;

/** What the fields show in which several entries can be chosen. */
export const loadOptions = {
	/** All tags of the team, page by page. */
	async getTags(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const options: INodePropertyOptions[] = [];
		let token: string | undefined;
		for (let page = 1; page <= MOST_PAGES; page++) {
			const { results, paginationToken } = await listSearch.searchTags.call(this, undefined, token);
			options.push(...results.map(({ name, value }) => ({ name, value: Number(value) })));
			if (paginationToken === undefined) break;
			token = String(paginationToken);
		}
		return options;
	},
} satisfies NonNullable<INodeType['methods']>['loadOptions'];
