import type { IDataObject } from 'n8n-workflow';
import { changeDelivery } from '../../shared/form/delivery';
import { simplify } from '../../shared/form/lists';
import { body, path, updateFields } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { InvalidValue } from '../../shared/values/invalid';
import { template } from '../fields';
import { galleryOf, isArchived, pictureUrls, templateLocalId, templateName, templateRow, templateText } from './fields';
import { simplifiedTemplate } from './simplified';

/** PUT /v1/template/{id} writes the template anew, so what is stored is read first. */
export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update template',
	description: 'Change some fields of a template; the others stay as they are',
	effect: 'write',
	request: 'PUT /v1/template/{id}',
	form: [
		path('id', template),
		updateFields(body('title', templateName), body('text', templateText), body('gallery', pictureUrls), body('archived', isArchived), body('local_id', templateLocalId)),
		simplify,
		changeDelivery,
	],
	readFirst: {
		path: '/v1/template/{id}',
		ids: ({ ids }) => ids,
		body({ id, name, content, local_id, archived }, { ids, body: { text, gallery, ...changed } }) {
			if (String(id) !== ids.id) throw new InvalidValue('Template: Heymarket did not answer with this template', 'Look at it with Template > Get.');
			const stored = Object.fromEntries(Object.entries({ title: name, local_id, archived }).filter(([, value]) => (value ?? '') !== ''));
			const merged = { ...(content as IDataObject), ...(text !== undefined && { text }), ...(gallery && { gallery: galleryOf(gallery) }) };
			return { ...stored, ...changed, content: merged };
		},
	},
	rows: (receipt, { body: written }) => templateRow(written, receipt),
	simplified: simplifiedTemplate,
	howToCheck: 'Look at it with Template > Get.',
});
