import { changeDelivery } from '../../shared/form/delivery';
import { linesField } from '../../shared/form/field';
import { body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';

const titles = linesField({
	displayName: 'Titles',
	name: 'titles',
	required: true,
	placeholder: 'e.g. Plan, Birthday',
	description: 'What the fields are called, separated by commas, or a list from an expression',
});

/** POST /v1/contacts/fields: the body is a bare list. */
export const createMany = operation({
	name: 'Create Many',
	value: 'createMany',
	action: 'Create many custom fields',
	description: 'Create fields for contacts. Duplicate tells whether the team had a field of that title.',
	effect: 'write',
	request: 'POST /v1/contacts/fields',
	form: [body('titles', titles), changeDelivery],
	finish: ({ body: { titles: all } }) => all.map((title) => ({ title })),
	simplified: ['title', 'duplicate', 'id'],
	howToCheck: 'Look for them with Custom Field > Get Many.',
});
