import { locatorField } from '../../shared/form/field';
import { objectId24 } from '../../shared/values/ids';

/** The inbox that events are of. Sendook tells a webhook of all inboxes, so this is judged here. */
export const inboxFilter = locatorField({
	displayName: 'Inbox',
	name: 'inbox',
	description: 'Only what concerns this inbox',
	search: 'searchInboxes',
	placeholder: 'e.g. 6b00b5af8483d6948a805bd2',
	convert: objectId24,
});
