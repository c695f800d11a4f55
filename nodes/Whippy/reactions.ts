import { switchField } from '../shared/form/field';
import { query } from '../shared/form/parts';

const responded = switchField({ displayName: 'Responded', name: 'responded', default: true, description: 'Whether to return only those who answered, or only those who did not' });

const unsubscribed = switchField({
	displayName: 'Unsubscribed',
	name: 'unsubscribed',
	default: true,
	description: 'Whether to return only those who then wanted no more messages, or only the others',
});

const clickedLink = switchField({ displayName: 'Clicked Link', name: 'clickedLink', default: true, description: 'Whether to return only those who opened a link, or only those who did not' });

/** What a person did after a campaign or a step, where it limits a list. */
export const reactions = [query('clicked_link', clickedLink), query('responded', responded), query('unsubscribed', unsubscribed)] as const;
