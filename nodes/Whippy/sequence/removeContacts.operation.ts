import { country } from '../../shared/form/country';
import { changeDelivery } from '../../shared/form/delivery';
import { body, notice, path } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { people, sequence } from './fields';

/** DELETE /v1/sequences/{id}/contacts (docs.whippy.ai/reference/removesequencecontacts; the method is from elsewhere). */
export const removeContacts = operation({
	name: 'Remove Contacts',
	value: 'removeContacts',
	action: 'Remove contacts from sequence',
	description: 'Take people out of a sequence, so that its next steps don’t message them',
	effect: 'write',
	request: 'DELETE /v1/sequences/{id}/contacts',
	form: [path('id', sequence), body('contacts', people), country, notice('removeNotice', 'Whippy does this in the background, so a step that is due may still be sent.'), changeDelivery],
	rows: (_, { ids: { id }, body: { contacts } }) => ({ contacts: (contacts as unknown[]).length, status: 'accepted', sequence_id: id }),
	howToCheck: 'Look for them with Sequence > Get Contacts.',
});
