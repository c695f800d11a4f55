import type { IDataObject } from 'n8n-workflow';
import { people } from '../../sandbox/heymarket/state.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import { byId } from '../engine/sandboxed';

/** A sending operation, filled in so that an item gives the recipient (`to`) and the text (`words`). */
export interface Sending {
	kind: 'send';
	provider: ProviderName;
	parameters: IDataObject;
	/** The recipient of a person's number. */
	to: (person: number) => string;
	people: number;
	/** The parameter for the text. */
	words: string;
	/** Everyone whom a send to a person's number reaches; by default the one whom `to` names. */
	reaches?: (person: number) => string[];
	/** Whether its recipients can't be known, so that it is refused if the credential limits recipients. */
	isUnknowable?: true;
	/** Why it is not among the random runs. */
	apart?: string;
	/** Whether its recipients are looked up: if the credential limits recipients, or always. */
	looksUp?: true | 'always';
}

/** A reading operation; it gives every row of `state`. */
export interface Reading {
	kind: 'read';
	provider: ProviderName;
	parameters: IDataObject;
}

export type Operation = Sending | Reading;

const words = '={{ $json.words }}';
const to = '={{ $json.to }}';
const number = (person: number) => `+1 415 555 ${2000 + person}`;
const address = (person: number) => `person${person}@example.com`;
/** An ID as Sendook's sandbox makes it. */
const sendookId = (at: number) => `695b7c00${at.toString(16).padStart(16, '0')}`;
/** The recipients of Heymarket's first conversations in the sandbox. */
const inConversation = (person: number) => [people[person].phone];
const sms = { resource: 'message', inbox: byId(11), sendAs: byId(101) };
const scheduled = { ...sms, resource: 'scheduledMessage', operation: 'create', content: 'text', text: words, scheduleAt: '2099-01-05T09:00:00Z' };
const inbox = byId(sendookId(100));

/** The operations of the random runs, by names that only these tests use. */
export const operations: Record<string, Operation> = {
	heymarketText: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { ...sms, operation: 'send', sendTo: 'phoneNumber', phoneNumber: to, content: 'text', text: words },
		to: number,
		people: 1_000,
		words: 'text',
	},
	heymarketTextIntoConversation: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { ...sms, operation: 'send', sendTo: 'conversation', conversation: byId(to), content: 'text', text: words },
		to: (person) => String(2001 + person),
		reaches: inConversation,
		people: 5,
		words: 'text',
		looksUp: 'always',
	},
	heymarketGroupText: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { ...sms, operation: 'send', sendTo: 'group', phoneNumbers: to, content: 'text', text: words },
		to: (person) => `${number(person)}, ${number(person + 1)}`,
		reaches: (person) => [number(person), number(person + 1)],
		people: 500,
		words: 'text',
	},
	heymarketListText: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { ...sms, operation: 'sendToList', list: byId(to), content: 'text', text: words },
		to: (person) => String(401 + person),
		isUnknowable: true,
		people: 35,
		words: 'text',
	},
	heymarketScheduled: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { ...scheduled, sendTo: 'phoneNumber', phoneNumber: to },
		to: number,
		people: 1_000,
		words: 'text',
	},
	heymarketScheduledIntoConversation: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { ...scheduled, sendTo: 'conversation', conversation: byId(to) },
		to: (person) => String(2001 + person),
		reaches: inConversation,
		people: 5,
		words: 'text',
		looksUp: true,
	},
	heymarketScheduledToList: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { ...scheduled, sendTo: 'list', list: byId(to) },
		to: (person) => String(401 + person),
		isUnknowable: true,
		people: 35,
		words: 'text',
	},
	heymarketComment: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { ...sms, operation: 'addPrivateComment', conversation: byId(to), text: words },
		to: (person) => String(2001 + person),
		// Only the team sees it.
		reaches: () => [],
		people: 5,
		words: 'text',
	},
	heymarketAutomation: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { resource: 'automation', operation: 'run', phoneNumber: to, fields: '={{ { said: $json.words } }}' },
		to: number,
		people: 1_000,
		words: 'fields',
		apart: 'its receipt has no ID by which one run is told from another, and it has a credential of its own',
	},
	heymarketEmail: {
		kind: 'send',
		provider: 'heymarket',
		parameters: {
			resource: 'email',
			operation: 'send',
			inbox: byId(14),
			sendAs: byId(101),
			to,
			subject: words,
			emailFormat: 'html',
			html: 'As agreed.',
		},
		to: address,
		people: 1_000,
		words: 'subject',
	},
	heymarketEmailReply: {
		kind: 'send',
		provider: 'heymarket',
		parameters: { resource: 'email', operation: 'reply', conversation: byId(to), sendAs: byId(101), emailFormat: 'html', html: words },
		to: () => '2040',
		reaches: () => ['ana@example.com'],
		people: 1,
		words: 'html',
		looksUp: true,
	},
	whippySms: {
		kind: 'send',
		provider: 'whippy',
		parameters: { resource: 'sms', operation: 'send', phoneChannel: byId('+14155550110'), phoneNumber: to, text: words },
		to: number,
		people: 1_000,
		words: 'text',
	},
	whippyFax: {
		kind: 'send',
		provider: 'whippy',
		parameters: { resource: 'fax', operation: 'send', faxChannel: byId('+14155550112'), phoneNumber: to, documentUrl: words },
		to: number,
		people: 1_000,
		words: 'documentUrl',
	},
	whippyComment: {
		kind: 'send',
		provider: 'whippy',
		parameters: { resource: 'message', operation: 'addNote', phoneChannel: byId('+14155550110'), phoneNumber: to, text: words },
		to: number,
		// Only the team sees it.
		reaches: () => [],
		people: 1_000,
		words: 'text',
	},
	whippyEmail: {
		kind: 'send',
		provider: 'whippy',
		parameters: {
			resource: 'email',
			operation: 'send',
			emailChannel: { ...byId('care@whippy-demo.example'), mode: 'address' },
			to,
			subject: words,
			emailFormat: 'html',
			html: 'As agreed.',
		},
		to: address,
		people: 1_000,
		words: 'subject',
	},
	sendookMail: {
		kind: 'send',
		provider: 'sendook',
		parameters: {
			resource: 'message',
			operation: 'send',
			inbox,
			to,
			subject: words,
			emailFormat: 'text',
			text: 'As agreed.',
		},
		to: address,
		people: 1_000,
		words: 'subject',
	},
	sendookReply: {
		kind: 'send',
		provider: 'sendook',
		parameters: {
			resource: 'message',
			operation: 'reply',
			inbox,
			messageId: byId(to),
			emailFormat: 'text',
			text: words,
		},
		to: (person) => sendookId(1_000 + person),
		reaches: (person) => [`${people[person].first.toLowerCase()}@example.com`],
		people: 5,
		words: 'text',
		looksUp: 'always',
	},
	heymarketTeam: { kind: 'read', provider: 'heymarket', parameters: { resource: 'team', operation: 'get' } },
	heymarketInboxes: {
		kind: 'read',
		provider: 'heymarket',
		parameters: { resource: 'inbox', operation: 'getMany', returnAll: true },
	},
	heymarketTemplates: {
		kind: 'read',
		provider: 'heymarket',
		parameters: { resource: 'template', operation: 'getMany', returnAll: true },
	},
	heymarketTeamMessages: {
		kind: 'read',
		provider: 'heymarket',
		parameters: { resource: 'message', operation: 'getMany', source: 'team', returnAll: true },
	},
	heymarketMessages: {
		kind: 'read',
		provider: 'heymarket',
		parameters: {
			resource: 'message',
			operation: 'getMany',
			inbox: byId(11),
			phoneNumber: '+1 415 555 0123',
			returnAll: true,
		},
	},
	whippyChannels: {
		kind: 'read',
		provider: 'whippy',
		parameters: { resource: 'channel', operation: 'getMany', returnAll: true },
	},
	whippyConversations: {
		kind: 'read',
		provider: 'whippy',
		parameters: { resource: 'conversation', operation: 'getMany', returnAll: true, includeContact: false },
	},
	whippyConversation: {
		kind: 'read',
		provider: 'whippy',
		parameters: {
			resource: 'conversation',
			operation: 'get',
			conversation: byId('00000003-0000-4000-8000-000000000001'),
		},
	},
	sendookInboxes: {
		kind: 'read',
		provider: 'sendook',
		parameters: { resource: 'inbox', operation: 'getMany', returnAll: true },
	},
	sendookMessages: {
		kind: 'read',
		provider: 'sendook',
		parameters: { resource: 'message', operation: 'getMany', inbox, returnAll: true },
	},
	sendookMessage: {
		kind: 'read',
		provider: 'sendook',
		parameters: { resource: 'message', operation: 'get', inbox, messageId: byId(sendookId(1_000)) },
	},
};

const aParty = { kind: 'send', provider: 'whippy', to: number, people: 1_000 } as const;
const agent = byId('0000001e-0000-4000-8000-000000000001');
const phoneChannel = byId('+14155550110');

const anotherTime: IDataObject = { resource: 'scheduledMessage', operation: 'update', scheduledMessageId: 8001, sendAs: byId(101) };
const toHeymarket = { kind: 'send', provider: 'heymarket', words: '' } as const;

/**
 * Sending operations that are in no random run: of campaigns and sequences ten a minute may be sent, so that a run would last
 * for hours, and an item of the others has no words by which its requests are known. Of scheduled
 * messages, there is one to change.
 */
export const apart: Record<string, Sending> = {
	heymarketRescheduled: { ...toHeymarket, parameters: { ...anotherTime, updateFields: { phoneNumber: to, text: words } }, to: number, people: 1_000 },
	heymarketRescheduledIntoConversation: {
		...toHeymarket,
		parameters: { ...anotherTime, updateFields: { conversation: byId(to), text: words } },
		to: (person) => String(2001 + person),
		reaches: inConversation,
		people: 5,
	},
	heymarketRescheduledToList: { ...toHeymarket, parameters: { ...anotherTime, updateFields: { list: byId(to), text: words } }, to: (person) => String(401 + person), isUnknowable: true, people: 35 },
	whippyCampaign: {
		...aParty,
		parameters: { resource: 'campaign', operation: 'send', phoneChannel, campaignTitle: 'Spring', people: to, text: words },
		words: 'text',
	},
	whippySequence: {
		...aParty,
		parameters: { resource: 'sequence', operation: 'addContacts', sequence: byId('00000016-0000-4000-8000-000000000001'), people: to },
		words: '',
	},
	whippyAgentCall: { ...aParty, parameters: { resource: 'agent', operation: 'startCall', agent, phoneChannel, phoneNumber: to }, words: '' },
	whippyAgentChat: { ...aParty, parameters: { resource: 'agent', operation: 'startChat', agent, chatBy: 'number', phoneChannel, phoneNumber: to, chatType: 'sms' }, words: '' },
	whippyAgentMail: {
		...aParty,
		parameters: { resource: 'agent', operation: 'startChat', agent, chatBy: 'email', fromEmail: 'care@whippy-demo.example', to },
		to: address,
		words: '',
	},
};

/** A mark in the text of an item, by which its requests are recognised. It stays as it is in an address, too. */
export const markOf = (item: number): string => `~${item}~`;

/** The text of an item. It is an address, since that is what a fax has in place of a text. */
export const textOf = (item: number): string => `https://example.com/${markOf(item)}`;

/** The item that a request belongs to, by the mark in its body. */
export function itemIn(body: unknown): number | undefined {
	const mark = /~(\d+)~/.exec(JSON.stringify(body) ?? '');
	return mark ? Number(mark[1]) : undefined;
}
