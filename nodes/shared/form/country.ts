import type { INodeListSearchResult } from 'n8n-workflow';
import { countries } from '../values/countries';
import { countryCode } from '../values/phone';
import { locatorField } from './field';
import { setting } from './parts';

/**
 * For `methods.listSearch` of a node. The list is asked for when a person opens it, since it would be the largest part of
 * the node's description; no request is made.
 */
export async function searchCountries(filter?: string): Promise<INodeListSearchResult> {
	const typed = filter?.trim().toLowerCase() ?? '';
	const found = countries.filter(([code, name]) => name.toLowerCase().includes(typed) || code.toLowerCase() === typed);
	return { results: found.map(([value, name]) => ({ name, value })) };
}

/** Country, which stands right below a phone number. */
export const country = setting(
	locatorField({
		displayName: 'Country',
		name: 'country',
		description: 'The country of numbers that are written without a country code, where it is not the credential’s Default Country',
		search: 'searchCountries',
		idMode: 'By Code',
		placeholder: 'e.g. US',
		convert: countryCode,
	}),
);
