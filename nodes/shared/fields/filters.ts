import type { INodeProperties } from 'n8n-workflow';

/** Filters with these options. */
export function filters(options: INodeProperties[]): INodeProperties {
	return { displayName: 'Filters', name: 'filters', type: 'collection', placeholder: 'Add Filter', default: {}, options };
}
