import { colorField, lineField, locatorField } from '../../shared/form/field';
import { integerId } from '../../shared/values/ids';

/** The tag that a request is about. */
export const tag = locatorField({
	displayName: 'Tag',
	name: 'tag',
	required: true,
	description: 'A tag of the team, with which contacts are marked',
	search: 'searchTags',
	placeholder: 'e.g. 501',
	convert: integerId,
});

export const tagName = lineField({ displayName: 'Name', name: 'name', required: true, placeholder: 'e.g. VIP', description: 'What the tag is called' });

export const color = colorField({ displayName: 'Color', name: 'color', placeholder: 'e.g. #4B7BEC', description: 'The color that Heymarket shows the tag in, as six digits' });
