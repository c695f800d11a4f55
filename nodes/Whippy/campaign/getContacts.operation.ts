import { switchField } from '../../shared/form/field';
import { returnAllOrLimit, simplify } from '../../shared/form/lists';
import { filters, path, query } from '../../shared/form/parts';
import { operation } from '../../shared/operation';
import { byOffset } from '../pages';
import { reactions } from '../reactions';
import { person } from '../sequence/simplified';
import { campaign } from './fields';

const delivered = switchField({ displayName: 'Delivered', name: 'delivered', default: true, description: 'Whether to return only those who got it, or only those who did not' });

/** GET /v1/campaigns/{id}/contacts. */
export const getContacts = operation({
	name: 'Get Contacts',
	value: 'getContacts',
	action: 'Get contacts of campaign',
	description: 'Get whom a campaign went to, and what they did',
	effect: 'read',
	request: 'GET /v1/campaigns/{id}/contacts',
	page: byOffset,
	form: [path('id', campaign), returnAllOrLimit, simplify, filters(query('delivered', delivered), ...reactions)],
	simplified: [...person, 'status', 'delivered', 'responded', 'clicked_link', 'unsubscribed', ['contact_id', 'contact.id'], 'id'],
});
