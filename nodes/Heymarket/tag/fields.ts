import { lineField, locatorField, made } from '../../shared/form/field';
import { integerId } from '../../shared/values/ids';
import { invalid } from '../../shared/values/invalid';
import { singleLine } from '../../shared/values/text';

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

/** Six hexadecimal digits behind #, which may be left out. */
export const color = made<string, { displayName: string; name: string }>(
	{ displayName: 'Color', name: 'color', placeholder: 'e.g. #4B7BEC', description: 'The color that Heymarket shows the tag in, as six hexadecimal digits' } as { displayName: string; name: string },
	{ type: 'color', default: '' },
	(value) => {
		const [, digits] = /^#?([0-9a-f]{6})$/i.exec(singleLine(value)) ?? [];
		if (digits === undefined) throw invalid(value, 'is not a color', 'Write six hexadecimal digits, such as #4B7BEC.');
		return `#${digits}`;
	},
);
