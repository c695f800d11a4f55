import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { receive } from '../../sandbox/sendook/messages.ts';
import { mappedFields, search } from './editor';
import { byId, oneNode, shownCredentials, useSandbox, type NodeName } from './sandboxed';
import { optionsOf, parametersOf } from '../contract/built';
import { Form, named } from './operations/support';
import { requested } from './sends';

const sandbox = useSandbox();

/** Loads a list of a node with the given values in the form. */
async function list(node: NodeName, method: string, asked: { filter?: string; token?: string } = {}, form: IDataObject = {}) {
	return await search(oneNode(sandbox(), node, form), method, asked);
}

/** Loads all pages of a list, as when a person scrolls. */
async function all(node: NodeName, method: string, filter?: string, form?: IDataObject): Promise<{ entries: INodeListSearchItems[] }> {
	const entries: INodeListSearchItems[] = [];
	let token: string | undefined;
	for (let pages = 1; pages < 20; pages++) {
		const { results, paginationToken } = await list(node, method, { filter, token }, form);
		entries.push(...results);
		if (paginationToken === undefined) return { entries };
		token = String(paginationToken);
	}
	throw new Error('The list does not end');
}

const valuesOf = (entries: INodeListSearchItems[]) => entries.map(({ value }) => String(value));

/** Every list, the sandbox's values that it must have, and a word that finds some of them. */
const lists: Array<[NodeName, string, () => Array<string | number>, string]> = [
	['heymarket', 'searchInboxes', () => [11, 12, 13], 'SUPP'],
	['heymarket', 'searchMembers', () => sandbox().state.heymarket.team.members.map(({ id }) => id), 'nair'],
	['heymarket', 'searchTemplates', () => sandbox().state.heymarket.templates.filter(({ archived }) => !archived).map(({ id }) => id), 'reminder'],
	['heymarket', 'searchLists', () => sandbox().state.heymarket.lists.map(({ id }) => id), 'newsletter'],
	['heymarket', 'searchSurveys', () => sandbox().state.heymarket.surveys.map(({ id }) => id), 'how did'],
	['heymarket', 'searchTags', () => sandbox().state.heymarket.tags.map(({ id }) => id), 'lead'],
	['heymarket', 'searchConversations', () => sandbox().state.heymarket.conversations.map(({ id }) => id), 'bob'],
	['heymarket', 'searchContacts', () => sandbox().state.heymarket.contacts.map(({ id }) => id), 'bob'],
	['heymarket', 'searchContactUuids', () => sandbox().state.heymarket.contacts.map(({ uuid }) => uuid), 'bob'],
	['whippy', 'searchPhoneChannels', () => ['+14155550110', '+14155550111', '+14155550113'], 'field'],
	['whippy', 'searchEmailChannels', () => sandbox().state.whippy.channels.filter(({ type }) => type === 'email').map(({ id }) => id), 'care'],
	[
		'whippy',
		'searchConversations',
		() => sandbox().state.whippy.conversations.filter((each) => each.last_message_date !== undefined).map(({ id }) => id),
		'closed',
	],
	['whippy', 'searchFaxChannels', () => ['+14155550112'], 'fax'],
	['whippy', 'searchChannels', () => sandbox().state.whippy.channels.map(({ id }) => id), 'fax'],
	['whippy', 'searchUsers', () => sandbox().state.whippy.users.map(({ id }) => id), 'mia'],
	['whippy', 'searchTags', () => sandbox().state.whippy.tags.map(({ id }) => id), 'archived'],
	['whippy', 'searchContacts', () => sandbox().state.whippy.contacts.map(({ id }) => id), 'reyes'],
	['whippy', 'searchCampaigns', () => sandbox().state.whippy.campaigns.map(({ id }) => id), 'spring'],
	['whippy', 'searchSequences', () => sandbox().state.whippy.sequences.map(({ id }) => id), 'new customers'],
	['whippy', 'searchAgents', () => sandbox().state.whippy.agents.map(({ id }) => id), 'desk'],
	['whippy', 'searchCustomObjects', () => sandbox().state.whippy.customObjects.map(({ id }) => id), 'delivery'],
	['whippy', 'searchAutomationTemplates', () => sandbox().state.whippy.automationTemplates.map(({ id }) => id), 'review'],
	['sendook', 'searchInboxes', () => sandbox().state.sendook.inboxes.map(({ _id }) => _id), 'billing'],
	['sendook', 'searchDomains', () => sandbox().state.sendook.domains.map(({ name }) => name), 'agents'],
	['sendook', 'searchWebhooks', () => sandbox().state.sendook.webhooks.map(({ _id }) => _id), 'bounced'],
	['sendook', 'searchApiKeys', () => sandbox().state.sendook.apiKeys.map(({ _id }) => _id), 'nightly'],
];

/** Every locator of every operation, in its form before anything else is filled in. */
const locators = (['heymarket', 'whippy', 'sendook'] as const).flatMap((node) => {
	const { properties } = new Form(node);
	return new Form(node).operations().flatMap((name) => {
		const { resource, operation } = named(name);
		const fields = parametersOf(properties, resource, operation).flatMap((property) => (property.type === 'collection' ? optionsOf(property) : [property]));
		return fields.flatMap(({ name: field, modes = [], description }) => {
			const method = modes.find(({ type }) => type === 'list')?.typeOptions?.searchListMethod;
			return method ? [{ node, operation: name, field, method, description, form: { resource, operation } }] : [];
		});
	});
});

test.each(locators)('$node $operation: the list of $field opens, or says what to choose first, as the field does', async ({ node, method, description, form }) => {
	const opened = await list(node, method, {}, form).then(({ results }) => results.length > 0, ({ message }: Error) => message);
	if (opened === true) return;
	const [, thing] = /^Choose an? (.+) first$/.exec(String(opened)) ?? [];
	expect(description).toContain(`Choose the ${thing} first`);
});

test('every list is tried as a whole', () => {
	// What these have is tried on its own.
	const alone = [
		...['heymarket searchCountries', 'heymarket searchMessages', 'whippy searchMessages', 'sendook searchMessages', 'sendook searchThreads', 'whippy searchCountries'],
		...['searchProperties', 'searchRecords', 'searchRuns', 'searchSteps'].map((method) => `whippy ${method}`),
	];
	const tried = [...lists.map(([node, method]) => `${node} ${method}`), ...alone];
	expect([...new Set(locators.map(({ node, method }) => `${node} ${method}`))].toSorted()).toEqual(tried.toSorted());
});

describe.each(lists)('%s: %s', (node, method, held, word) => {
	it('has every entry once, page by page', async () => {
		const { entries } = await all(node, method);
		expect(valuesOf(entries).sort()).toEqual(held().map(String).sort());
		for (const { name } of entries) expect(name).not.toMatch(/undefined|null|\[object|^$/);
		expect(sandbox().ledger.snapshot().violations).toEqual([]);
	});

	it('finds by name, whatever the case, and by ID', async () => {
		const found = await all(node, method, word);
		expect(found.entries.length).toBeGreaterThan(0);
		expect(found.entries.length).toBeLessThan(Math.max(2, held().length));
		for (const { name } of found.entries) expect(name.toLowerCase()).toContain(word.toLowerCase());
		const last = String(held().at(-1));
		expect(valuesOf((await all(node, method, last)).entries)).toContain(last);
		expect((await all(node, method, 'no such thing')).entries).toEqual([]);
	});

	it('doesn’t show a key that the provider repeats in a refusal', async () => {
		const { heymarket, whippy, sendook } = sandbox().credentials;
		const key = { heymarket: heymarket.secretKey, whippy: whippy.apiKey, sendook: sendook.apiKey }[node];
		const words = `key ${key} is disabled`;
		const body = { message: words, error: words, errors: [{ description: words }] };
		sandbox().faults.add({ provider: node, times: 'always', fault: { type: 'status', status: 403, body } });
		const refusal = await list(node, method).catch((thrown: Error) => thrown);
		expect(refusal).toMatchObject({ message: expect.stringContaining('key *** is disabled') as string });
		expect(JSON.stringify(refusal)).not.toContain(key);
	});

	it('is empty, or says why it can’t load, if the answer is none', async () => {
		for (const body of ['null', '42', '"ok"', '{}', '[null]', '[[]]', '["ok"]', '{"data":null}', '{"data":[null]}']) {
			sandbox().faults.clear();
			sandbox().faults.add({ provider: node, times: 'always', fault: { type: 'status', status: 200, body } });
			const opened = await list(node, method).then(({ results }) => results, ({ message }: Error) => message);
			if (typeof opened === 'string') expect(opened).toMatch(/^(?:Heymarket|Whippy|Sendook) /);
			else expect(opened).toEqual([]);
		}
	});

	it('says why it can’t load, in the provider’s words and with advice', async () => {
		sandbox().faults.add({ provider: node, times: 'always', fault: { type: 'unauthorized' } });
		const refusal = await list(node, method).catch((thrown: Error) => thrown);
		const name = { heymarket: 'Heymarket', whippy: 'Whippy', sendook: 'Sendook' }[node];
		expect(refusal).toMatchObject({
			message: expect.stringMatching(new RegExp(`^${name} did not accept the credential: .+`)) as string,
			description: expect.stringContaining('Check') as string,
		});
		sandbox().faults.clear();
		const body = node === 'whippy' ? { errors: [{ description: 'Not today' }] } : { message: 'Not today', error: 'Not today' };
		sandbox().faults.add({ provider: node, times: 'always', fault: { type: 'status', status: 403, body } });
		await expect(list(node, method)).rejects.toMatchObject({ message: `${name} refused this request: Not today`, httpCode: '403' });
	});
});

describe('the list of senders', () => {
	it('has the members of the chosen inbox, by name', async () => {
		const { results } = await list('heymarket', 'searchMembers', {}, { inbox: byId(12) });
		expect(results).toEqual([
			{ name: 'Mia Chen (admin)', value: '101' },
			{ name: 'Sven Lund (member)', value: '104' },
		]);
		expect(valuesOf((await list('heymarket', 'searchMembers', {}, { inbox: byId(11) })).results)).toEqual(['101', '102', '103']);
		expect(valuesOf((await list('heymarket', 'searchMembers', {}, { operation: 'send', inbox: byId(14) })).results)).toEqual(['101', '102']);
	});

	it('finds only them', async () => {
		expect((await list('heymarket', 'searchMembers', { filter: 'Nair' }, { inbox: byId(12) })).results).toEqual([]);
		expect((await list('heymarket', 'searchMembers', { filter: 'nair' }, { inbox: byId(11) })).results).toHaveLength(1);
	});

	it('doesn’t use an inbox left over from another operation', async () => {
		const form = { resource: 'email', operation: 'reply', inbox: byId(12) };
		expect((await list('heymarket', 'searchMembers', {}, form)).results).toHaveLength(4);
	});

	it('has the whole team if no inbox is chosen, or one that doesn’t exist', async () => {
		const inbox = { __rl: true, mode: 'list', value: '' };
		expect((await list('heymarket', 'searchMembers', {}, { inbox })).results).toHaveLength(4);
	});
});

describe('the list of conversations', () => {
	it('has those of the chosen inbox', async () => {
		const { entries } = await all('heymarket', 'searchConversations', undefined, { operation: 'send', inbox: byId(12) });
		const ofInbox = sandbox().state.heymarket.conversations.filter(({ inbox }) => inbox === 12);
		expect(valuesOf(entries).sort()).toEqual(ofInbox.map(({ id }) => String(id)));
	});

	it('has those of email where a reply to an email is written', async () => {
		const form = { resource: 'email', operation: 'reply', inbox: byId(12) };
		expect(valuesOf((await all('heymarket', 'searchConversations', undefined, form)).entries)).toEqual(['2040']);
		expect(valuesOf((await all('heymarket', 'searchConversations', 'order', form)).entries)).toEqual(['2040']);
		expect(valuesOf((await all('heymarket', 'searchConversations', 'no such thing', form)).entries)).toEqual([]);
	});
});

describe('the channels that a text can leave from', () => {
	it('say which of them is one of WhatsApp', async () => {
		const { results } = await list('whippy', 'searchPhoneChannels');
		expect(results.map(({ name }) => name)).toEqual(['Front Desk (+1 415 555 0110)', 'Field Team (+1 415 555 0111)', 'Chat Desk (+1 415 555 0113), WhatsApp']);
	});
});

describe('the channels of all kinds', () => {
	it('are known by what people know each kind by', async () => {
		const { results } = await list('whippy', 'searchChannels');
		expect(results.map(({ name }) => name)).toEqual([
			'Front Desk (+1 415 555 0110), phone',
			'Field Team (+1 415 555 0111), phone',
			'Care Mailbox (care@whippy-demo.example), email',
			'Fax (+1 415 555 0112), fax',
			'Chat Desk (+1 415 555 0113), whatsapp',
		]);
	});
});

test('users are known by their addresses, and archived tags from those in use', async () => {
	expect((await list('whippy', 'searchUsers', { filter: 'mia' })).results).toEqual([{ name: 'Mia Chen (mia@whippy-demo.example)', value: '12' }]);
	const names = (await list('whippy', 'searchTags')).results.slice(4, 6).map(({ name }) => name);
	expect(names).toEqual(['Tag 5', 'Tag 6, archived']);
});

describe('what a text or an email can go out from or into', () => {
	const names = async (form: IDataObject) => (await list('heymarket', 'searchInboxes', {}, form)).results.map(({ name }) => name);

	it('inboxes with a number for texts, mailboxes for emails', async () => {
		expect(await names({ resource: 'message' })).toEqual(['Sales (+1 415 555 0100)', 'Support (+1 415 555 0101)', 'Toll-Free (+1 800 555 0100)']);
		expect(await names({ resource: 'email' })).toEqual(['Mail (email only)']);
	});

	it('every inbox if none seems to fit', async () => {
		sandbox().state.heymarket.inboxes.splice(3);
		expect(await names({ resource: 'email' })).toHaveLength(3);
	});

	it('no conversation of email for a text, but for a private comment', async () => {
		const of = async (operation: string, form: IDataObject = {}) => valuesOf((await all('heymarket', 'searchConversations', undefined, { resource: 'message', operation, ...form })).entries);
		expect(await of('send')).not.toContain('2040');
		expect(await of('send', { inbox: byId(14) })).toEqual([]);
		expect(await of('addPrivateComment')).toContain('2040');
	});
});

describe('the conversations of a member', () => {
	it('are asked for where one is chosen, since Heymarket may not know one for all', async () => {
		sandbox().state.heymarket.unknowns.memberZero = 'refused';
		const chosen = { resource: 'message', operation: 'send', sendAs: byId(101) };
		expect((await all('heymarket', 'searchConversations', 'bob', chosen)).entries).toHaveLength(1);
		await expect(all('heymarket', 'searchConversations', 'bob', { resource: 'message', operation: 'send' })).rejects.toThrow('id 0 is not a member');
		const marking = { resource: 'conversation', operation: 'markRead', member: byId(101) };
		expect((await all('heymarket', 'searchConversations', 'bob', marking)).entries).toHaveLength(1);
	});
});

describe('a conversation', () => {
	const namesOf = async (changed: IDataObject) => {
		Object.assign(sandbox().state.heymarket.conversations.find(({ id }) => id === 2001)!, changed);
		return (await all('heymarket', 'searchConversations', '2001')).entries.map(({ name }) => name);
	};

	it('without a name is known by its number, a group by its numbers once', async () => {
		for (const name of ['', ' ', '14155550134', '+1 (415) 555-0134']) expect(await namesOf({ name, target: '14155550134' })).toEqual(['+1 415 555 0134']);
		const target = '14155550134,14155550123';
		for (const name of ['', '14155550134, 14155550123', target]) expect(await namesOf({ name, target })).toEqual(['+1 415 555 0134, +1 415 555 0123']);
		expect(await namesOf({ name: 'Family', target })).toEqual(['Family (+1 415 555 0134, +1 415 555 0123)']);
		expect(await namesOf({ name: '', target: '' })).toEqual(['2001']);
	});

	it.each(['+1 415 555 0134', '555-0134', '(415) 555-0134', '415.555.0134', '14155550134', '001 415 555 0134', '5550134'])('is found by %s', async (typed) => {
		const { entries } = await all('heymarket', 'searchConversations', typed);
		expect(entries.map(({ name }) => name)).toEqual(['Bob Stone (+1 415 555 0134)']);
		expect((await all('heymarket', 'searchInboxes', typed.replace('0134', '0100'), { resource: 'message' })).entries).toHaveLength(typed.includes('415') ? 1 : 2);
	});

	it.each([['ana@example.com', 'ana@example.com'], ['+1 415 555 0123', '+1 415 555 0123'], ['14155550123', '+1 415 555 0123']])('of Whippy is found by %s of its person', async (typed, shown) => {
		const first = sandbox().state.whippy.conversations[0];
		const { entries } = await all('whippy', 'searchConversations', typed);
		expect(valuesOf(entries)).toContain(first.id);
		for (const { name } of entries) expect(name).toMatch(new RegExp(`^${shown.replace('+', '\\+')}, `));
		expect(entries.length).toBeLessThan(3);
	});
});

describe('a list of several pages', () => {
	/** A search must not give an empty page, since nobody can scroll on from one. */
	it.each<[NodeName, string]>([
		['heymarket', 'searchTemplates'],
		['heymarket', 'searchConversations'],
		['whippy', 'searchConversations'],
	])('%s, %s: a search finds an entry of the last page at once', async (node, method) => {
		const last = String((await all(node, method)).entries.at(-1)!.value);
		expect(valuesOf((await list(node, method)).results)).not.toContain(last);
		expect(valuesOf((await list(node, method, { filter: last })).results)).toEqual([last]);
	});
});

describe('the list of an inbox’s messages in Sendook', () => {
	it('asks for an inbox until one is chosen, and then has its messages, newest first', async () => {
		await expect(list('sendook', 'searchMessages')).rejects.toThrow('Choose an inbox first');
		expect(requested(sandbox())).toEqual([]);
		const [{ _id }] = sandbox().state.sendook.inboxes;
		const { results } = await list('sendook', 'searchMessages', {}, { inbox: byId(_id) });
		expect(valuesOf(results)).toEqual(sandbox().state.sendook.messages.map((message) => message._id).reverse());
		const found = await list('sendook', 'searchMessages', { filter: 'C++' }, { inbox: byId(_id) });
		expect(found.results.map(({ name }) => name)).toEqual(['Question about C++ course (elif@example.com)']);
		sandbox().state.sendook.messages[0].subject = '';
		expect((await list('sendook', 'searchMessages', {}, { inbox: byId(_id) })).results.at(-1)!.name).toMatch(/^No subject \(.+@.+\)$/);
	});

	it('has only received messages for a reply, since a reply to the inbox’s own message would go to the inbox', async () => {
		const { inboxes, messages } = sandbox().state.sendook;
		const [{ _id: inbox, email }, { _id: other }] = inboxes;
		const cameIn = messages.map(({ _id }) => _id);
		const sent = { ...messages[0], _id: 'f'.repeat(24), fromInboxId: inbox, from: email, to: ['ana@example.com'], status: 'delivered' };
		const fromOther = { ...messages[0], _id: 'e'.repeat(24), fromInboxId: other };
		messages.push(sent as never, fromOther as never);
		const valuesFor = async (operation: string) => {
			const form = { resource: 'message', operation, inbox: byId(inbox.toUpperCase()) };
			return valuesOf((await list('sendook', 'searchMessages', {}, form)).results);
		};
		expect(await valuesFor('reply')).toEqual([...cameIn, fromOther._id].reverse());
		expect(await valuesFor('get')).toEqual([...cameIn, sent._id, fromOther._id].reverse());
	});

	it('has its threads by their first messages, the one with the newest message first', async () => {
		await expect(list('sendook', 'searchThreads')).rejects.toThrow('Choose an inbox first');
		const [inbox] = sandbox().state.sendook.inboxes;
		const { messages, threads } = sandbox().state.sendook;
		receive(sandbox().state.sendook, inbox, { threadId: messages[1].threadId, from: 'bob@example.com', subject: 'Re: Invoice 42', text: 'Thanks' });
		const { results } = await list('sendook', 'searchThreads', {}, { inbox: byId(inbox._id.toUpperCase()) });
		const [first, second, ...others] = threads.map(({ _id }) => _id);
		expect(valuesOf(results)).toEqual([second, ...others.reverse(), first]);
		expect(results[0].name).toBe('Invoice 42 (bob@example.com)');
	});

	it('refuses an inbox that would lead elsewhere', async () => {
		await expect(list('sendook', 'searchMessages', {}, { inbox: byId('..') })).rejects.toThrow('".." is not');
		expect(requested(sandbox())).toEqual([]);
	});
});

describe('the messages of a conversation', () => {
	it('are asked for once a conversation is chosen, the newest first', async () => {
		for (const node of ['heymarket', 'whippy'] as const) await expect(list(node, 'searchMessages')).rejects.toThrow('Choose a conversation first');
		expect(requested(sandbox())).toEqual([]);
		const { messages, conversations } = sandbox().state.heymarket;
		// One of each kind: with a person, with a group, of email.
		for (const { id } of new Map(conversations.map((each) => [`${each.channel} ${each.type}`, each])).values()) {
			const { results } = await list('heymarket', 'searchMessages', {}, { conversation: byId(String(id)) });
			const held = messages.filter(({ conversationId }) => conversationId === id).toSorted((one, other) => Date.parse(other.date) - Date.parse(one.date));
			// An answer has fifty; those of one moment may come in any order.
			const dates = valuesOf(results).map((value) => held.find((message) => String(message.id) === value)!.date);
			expect(dates).toEqual(held.slice(0, 50).map(({ date }) => date));
			expect(new Set(valuesOf(results)).size).toBe(dates.length);
		}
		const [{ conversation_id: conversation }] = sandbox().state.whippy.messages;
		const ofWhippy = sandbox().state.whippy.messages.filter((message) => message.conversation_id === conversation);
		const { results } = await list('whippy', 'searchMessages', {}, { conversation: byId(conversation) });
		expect(valuesOf(results)).toEqual(ofWhippy.toSorted((one, other) => Date.parse(other.created_at) - Date.parse(one.created_at)).map(({ id }) => id));
		expect(sandbox().ledger.snapshot().violations).toEqual([]);
	});

	it('are known by what they say, whether they have a file, and their time', async () => {
		const [conversation] = sandbox().state.heymarket.conversations;
		const message = sandbox().state.heymarket.messages.filter(({ conversationId }) => conversationId === conversation.id).reduce((one, other) => (other.date > one.date ? other : one));
		Object.assign(message, { text: '', media: 'https://files.example.com/table.jpg' });
		const { results } = await list('heymarket', 'searchMessages', { filter: String(message.id) }, { conversation: byId(String(conversation.id)) });
		expect(results).toEqual([{ name: `No text, with a file, ${message.date}`, value: String(message.id) }]);
	});
});

describe('a list that loads when a token has expired', () => {
	it('signs one new token', async () => {
		const shown = shownCredentials();
		sandbox().faults.add({ provider: 'heymarket', fault: { type: 'unauthorized' } });
		expect((await list('heymarket', 'searchInboxes')).results).toHaveLength(3);
		expect(shown).toEqual([expect.stringMatching(/^Bearer eyJ/) as string, expect.stringMatching(/^Bearer eyJ/) as string]);
		expect(shown[1]).not.toBe(shown[0]);
	});
});

test('the lists of Sendook say which domains are not verified, and never show an API key', async () => {
	expect((await list('sendook', 'searchDomains')).results.map(({ name }) => name)).toEqual(['agents.example.com (not verified)', 'mail.example.com']);
	const keys = JSON.stringify((await list('sendook', 'searchApiKeys')).results);
	for (const { key } of sandbox().state.sendook.apiKeys) expect(keys).not.toContain(key);
});

test('the custom fields of a contact are known by their titles, and by their IDs where two have the same', async () => {
	const { fields } = await mappedFields(oneNode(sandbox(), 'heymarket', { resource: 'contact', operation: 'update' }), 'getContactFields');
	expect(fields.map(({ id, displayName }) => [id, displayName])).toEqual([
		['601', 'Plan (601)'],
		['602', 'Birthday'],
		['603', 'Loyalty Number'],
		['604', 'Plan (604)'],
	]);
});
