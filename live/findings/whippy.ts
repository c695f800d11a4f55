import { isOwnKey } from '../contract.ts';
import { keysIn, moment, orderOf, partOf, rowsIn, type Finding, type Found, type Row, type Seen } from './seen.ts';

const PARTS = {
	part: 'It takes a part',
	whole: 'It takes the whole only',
	nothing: 'It does nothing: rows came that don’t have it',
} as const;

/** Whether a filter takes a part of a text. */
function part(operationId: string, about: string, stop: string, list: [operationId: string, stop: string], key: string, parameter: string, assumed: keyof typeof PARTS): Finding {
	return {
		operations: [operationId],
		about,
		look(seen): Found | undefined {
			const [asked] = seen.answers(operationId, stop);
			const found = asked && partOf(seen.rows(...list), asked, key, parameter);
			return found && { answer: PARTS[found], isAssumed: found === assumed };
		},
	};
}

const ORDERS: Record<string, string> = { newestFirst: 'the newest first', oldestFirst: 'the oldest first', neither: 'neither up nor down' };

/** In which order a list comes, by one of its keys. */
function order(operationId: string, about: string, key: string, assumed: string | undefined, stop?: string): Finding {
	return {
		operations: [operationId],
		about,
		look(seen): Found | undefined {
			const found = orderOf(seen.rows(operationId, stop), key);
			return found === undefined ? undefined : { answer: `By ${key}: ${ORDERS[found]}`, ...(assumed !== undefined && { isAssumed: found === assumed }) };
		},
	};
}

/** What the rows of a list hold. */
function rowsOf(operationId: string, about: string): Finding {
	return {
		operations: [operationId],
		about,
		look(seen): Found | undefined {
			const rows = seen.rows(operationId);
			return rows.length > 0 ? { answer: `A row has ${keysIn(rows, isOwnKey)}` } : undefined;
		},
	};
}

function total(operationId: string, assumed: boolean): Finding {
	return {
		operations: [operationId],
		about: 'Whether there is a total',
		look(seen): Found | undefined {
			const body = seen.answers(operationId)[0]?.body as Row | undefined;
			return body && { answer: 'total' in body ? 'There is a total' : 'There is none', isAssumed: 'total' in body === assumed };
		},
	};
}

/** Whether a row at the very time that a filter names is among its rows. */
function edge(operationId: string, stop: string): Finding {
	return {
		operations: [operationId],
		about: 'Whether a time given as before or after is itself in the range',
		look(seen): Found | undefined {
			const [asked] = seen.answers(operationId, stop);
			const after = asked?.query['created_at[after]'];
			const found = rowsIn(asked?.body);
			if (after === undefined || found.length === 0) return undefined;
			if (found.some((row) => moment(row.created_at) < moment(after))) return { answer: 'The filter does nothing', isAssumed: false };
			const isIn = found.some((row) => moment(row.created_at) === moment(after));
			return { answer: isIn ? 'It is in the range' : 'It is not in the range', isAssumed: !isIn };
		},
	};
}

function lists(seen: Seen): string | undefined {
	const asked = seen.asked('applications');
	if (asked?.status === 404 || asked?.status === 405) return 'missing';
	return asked?.status === 200 ? 'listed' : undefined;
}

function postalCode(seen: Seen): string | undefined {
	const addresses = [...seen.answers('getContact'), ...seen.answers('getContacts')].flatMap(({ body }) => rowsIn(body)).map(({ address }) => address as Row | null | undefined);
	const known = ['post_code', 'postal_code'].filter((key) => addresses.some((address) => address && key in address));
	return known.length === 1 ? known[0] : undefined;
}

function cursor(seen: Seen): Found | undefined {
	const body = seen.answers('getMessages', 'message.getMany')[0]?.body as { metadata?: Row } | undefined;
	const { next_cursor: next, prev_cursor: previous } = body?.metadata ?? {};
	if (body === undefined) return undefined;
	const words = (value: unknown) => (typeof value === 'string' ? `a text of ${value.length} characters` : value === undefined ? 'left out' : String(value));
	return { answer: `On the first page next_cursor is ${words(next)}, prev_cursor is ${words(previous)}` };
}

/** What the tour can tell of what nobody knows of Whippy. */
export const whippyFindings: Finding[] = [
	{ operations: ['getConversation'], about: 'messageOrder', look: (seen) => orderOf(seen.answers('getConversation').map(({ body }) => (rowsIn(body)[0]?.messages ?? []) as Row[]).find(({ length }) => length > 1) ?? [], 'created_at') },
	{ operations: ['getContact'], about: 'postalCodeKey', look: postalCode },
	{ operations: ['getDeveloperApplications'], about: 'developerLists', look: lists },
	order('getCampaigns', 'Their order', 'created_at', 'newestFirst', 'campaign.getMany'),
	order('getSequences', 'Their order', 'created_at', 'newestFirst', 'sequence.getMany'),
	order('getConversations', 'The order of the rows', 'last_message_date', 'newestFirst', 'conversation.getMany without contacts'),
	order('searchConversations', 'The order of the rows', 'last_message_date', 'newestFirst'),
	order('getTags', 'The order of the rows', 'created_at', undefined, 'tag.getMany'),
	order('getUsers', 'The order of the rows', 'id', 'oldestFirst', 'user.getMany'),
	part('getAgents', 'Whether name takes a part', 'part of the name of an agent', ['getAgents', 'agent.getMany'], 'name', 'name', 'whole'),
	part('getAutomationTemplates', 'Whether title takes a part', 'part of the title of an automation template', ['getAutomationTemplates', 'automationTemplate.getMany'], 'title', 'title', 'whole'),
	part('getCampaigns', 'Whether title takes a part', 'part of the title of a campaign', ['getCampaigns', 'campaign.getMany'], 'title', 'title', 'whole'),
	part('getSequences', 'Whether title takes a part', 'part of the title of a sequence', ['getSequences', 'sequence.getMany'], 'title', 'title', 'whole'),
	part('getTags', 'Whether the search takes a part', 'part of the name of a tag', ['getTags', 'tag.getMany'], 'name', 'search', 'part'),
	part('getUsers', 'Whether name and email take a part', 'part of the name of a user', ['getUsers', 'user.getMany'], 'name', 'name', 'whole'),
	part('getContacts', 'Whether a filter takes part', 'part of the name of a contact', ['getContacts', 'contact.getMany'], 'name', 'name', 'whole'),
	part('searchContacts', 'Whether a part of a name', 'search of a part of the name of a contact', ['getContacts', 'contact.getMany'], 'name', 'name', 'part'),
	total('getChannelUsers', true),
	total('getMessages', false),
	rowsOf('getAutomationTemplates', 'What a row holds'),
	rowsOf('getCampaignContacts', 'What a row holds'),
	rowsOf('getChannelUsers', 'What a row holds'),
	rowsOf('getCustomPropertyValues', 'What a row holds'),
	rowsOf('getContactSequences', 'The names in a row'),
	edge('getContacts', 'contacts after a time'),
	edge('getConversations', 'conversations after a time'),
	{ operations: ['getMessages'], about: 'What a cursor looks like', look: cursor },
];
