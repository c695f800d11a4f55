import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { galleryOf, isArchived, pictureUrls, templateLocalId, templateName, templateRow, templateText } from './fields';
import { simplifiedTemplate } from './simplified';

/** POST /v1/template. Text and pictures are one object. */
export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create template',
	description: 'Save a text as a template of the team',
	effect: 'write',
	request: 'POST /v1/template',
	form: [
		body('title', templateName),
		body('text', templateText),
		additionalFields(body('archived', isArchived), body('gallery', pictureUrls), body('local_id', templateLocalId)),
		simplify,
		changeDelivery,
	],
	finish: ({ body: { text, gallery, ...others } }) => ({ ...others, content: { text, gallery: galleryOf(gallery) ?? [] } }),
	rows: (receipt, { body: written }) => templateRow(written, receipt),
	simplified: simplifiedTemplate,
	howToCheck: 'Look for it with Template > Get Many.',
});
