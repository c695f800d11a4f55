import { colorField, lineField, locatorField, oneOfField } from '../../shared/form/field';
import { uuid } from '../../shared/values/ids';

/** The tag that a request is about. */
export const tag = locatorField({
	displayName: 'Tag',
	name: 'tag',
	required: true,
	description: 'A tag of the organization',
	search: 'searchTags',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

const look = { displayName: 'Name', name: 'name', placeholder: 'e.g. Regular', description: 'What people see on contacts with the tag' } as const;

export const requiredName = lineField({ ...look, required: true });

export const name = lineField(look);

export const color = colorField({ displayName: 'Color', name: 'color', placeholder: 'e.g. #4B7BEC', description: 'The color of the tag in Whippy, as six digits' });

/** What a tag is set to, or what limits a list. */
export const state = oneOfField(
	{ displayName: 'State', name: 'tagState', description: 'Whether people can use the tag, or it is put away' },
	{ active: 'Active', archived: 'Archived' },
);

/** What people use of a tag. */
export const simplifiedTag = ['name', 'color', 'type', 'state', 'system_created', 'created_at', 'updated_at', 'created_by', 'updated_by', 'id'] as const;
