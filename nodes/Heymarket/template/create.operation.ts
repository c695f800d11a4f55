import type { IDataObject } from 'n8n-workflow';
import { changeDelivery } from '../../shared/form/delivery';
import { additionalFields, body } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { objectOrNone } from '../../shared/values/objects';
import { galleryOf, isArchived, pictureUrls, templateLocalId, templateName, templateText } from './fields';

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
		changeDelivery,
	],
	finish: ({ body: { text, gallery, ...others } }) => ({ ...others, content: { text, gallery: galleryOf(gallery) ?? [] } }),
	rows: (receipt, { body: { title: name, content, ...written } }) => ({ name, text: (content as IDataObject).text, ...written, ...objectOrNone(receipt) }),
	howToCheck: 'Look for it with Template > Get Many.',
});
