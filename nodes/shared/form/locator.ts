import type { INodeProperties, INodePropertyRouting } from 'n8n-workflow';

/** A parameter that is chosen from a searchable list or given by ID. */
export interface LocatorDeclaration {
	displayName: string;
	name: string;
	/** The name of the list search (in `methods` of the provider). */
	search: string;
	/** For the ID field: `e.g. 12345`. */
	placeholder: string;
	description?: string;
	required?: boolean;
	/** What the API calls an ID, where that is something else to people: By Phone Number. */
	idMode?: string;
	/** Ways to give it beside list and ID, such as By Address. */
	modes?: Array<{ displayName: string; name: string; placeholder: string }>;
	/** The body property that the value goes to; none for a placeholder of the path or a query. */
	body?: string;
	query?: string;
	displayOptions?: INodeProperties['displayOptions'];
}

/** A resource locator in n8n's manner: From List first, then By ID. IDs are judged by the operation's check. */
export function locator(declaration: LocatorDeclaration): INodeProperties {
	const { displayName, name, search, placeholder, description, required = true, displayOptions } = declaration;
	const { idMode = 'By ID', modes = [] } = declaration;
	const routing = sendTo(declaration);
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(required && { required }),
		...(description && { description }),
		...(displayOptions && { displayOptions }),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			...modes.map((mode) => ({ ...mode, type: 'string' as const })),
			{ displayName: idMode, name: 'id', type: 'string', placeholder },
		],
		...(routing && { routing }),
	};
}

function sendTo({ body, query }: LocatorDeclaration): INodePropertyRouting | undefined {
	if (body) return { send: { type: 'body', property: body } };
	return query ? { send: { type: 'query', property: query } } : undefined;
}
