import axios from 'axios';
import { credentials as accepted } from '../../sandbox/credentials.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import { headersOf } from '../../sandbox/whippy/deliveries.ts';
import type { WhippyState } from '../../sandbox/whippy/state.ts';
import type { Sandbox } from '../n8n/servers';
import { byId, type Part, TOKEN } from './running';

/** A webhook as its provider has it. */
export interface Hook {
	id: string;
	url: string;
}

/** What differs between the providers. */
export interface Provider {
	name: ProviderName;
	/** What a person puts behind the trigger to answer: what is said, and the node that says it. */
	answer: Part[];
	/** How the provider calls what came in, and what went out. */
	wires: [received: string, sent: string];
	wireOf: (body: Record<string, unknown>) => unknown;
	/** The message that came in, by its ID in the item; undefined for a post about something else. */
	receivedIn: (body: Record<string, unknown>) => unknown;
	/** What its polling trigger needs beside the event. */
	polls: object;
	/** All webhooks at the provider, with what they belong to; undefined where they are set up by hand. */
	hooks?: (sandbox: Sandbox) => Promise<Hook[]>;
	/** Posts of strangers: the body, the headers, and the answer. */
	forged: () => Array<[body: unknown, headers: Record<string, string>, status: number]>;
}

const SAID = 'You said: {{ $json.text }}';

/** The node Edit Fields, as a person fills it in. */
const say: Part = {
	name: 'Say',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { assignments: { assignments: [{ id: 'said', name: 'said', value: `=${SAID}`, type: 'string' }] }, includeOtherFields: true, options: {} },
};

/** The node If: only questions are answered. */
const ifQuestion: Part = {
	name: 'If',
	type: 'n8n-nodes-base.if',
	typeVersion: 2.2,
	parameters: {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			conditions: [{ id: 'question', leftValue: '={{ $json.text }}', rightValue: '?', operator: { type: 'string', operation: 'contains' } }],
			combinator: 'and',
		},
		options: {},
	},
};

/** A post as Whippy signs it. */
export function signed(body: unknown, now = Date.now()): Record<string, string> {
	const unknowns = { signature: 'base64Unpadded', signatureTime: 'seconds' } as WhippyState['unknowns'];
	return headersOf({ unknowns } as WhippyState, typeof body === 'string' ? body : JSON.stringify(body), now);
}

let lastMessage = 600_000;

/** A message that Heymarket would post, unlike all before. */
export const heymarketMessage = () => ({
	type: 'message_recieved',
	id: 1,
	token: TOKEN,
	event_data: { id: (lastMessage += 1), text: 'Hello', user: 0, target: '14155550123', conversation: { id: 2001, inbox: 11, target: '14155550123' } },
});

const whippyMessage = () => ({ event: 'message.created', request_id: 'made-up', data: { id: `made-up-${(lastMessage += 1)}`, direction: 'INBOUND', type: 'sms', from: '+14155550123', to: '+14155550110', body: 'Hello' } });

const INBOX = '695b7c000000000000000064';

function sendookMessage() {
	const messageId = `695b7c00000000000${(lastMessage += 1)}f`;
	return { event: 'message.received', inboxId: INBOX, messageId, payload: { _id: messageId, inboxId: INBOX, from: 'ana@example.com', to: ['support@sendook.com'], subject: 'Made up', text: 'Hello', status: 'received' } };
}

const asked = async <Row>(url: string, headers: Record<string, string>) => (await axios.get<Row[] | { data: Row[] }>(url, { headers, proxy: false })).data;

const keys = { whippy: { 'x-whippy-key': accepted.whippy.apiKey }, sendook: { authorization: `Bearer ${accepted.sendook.apiKey}` } };

export const providers: Provider[] = [
	{
		name: 'heymarket',
		answer: [
			say,
			{
				name: 'Reply',
				type: 'n8n-nodes-shared-inbox.heymarket',
				parameters: { resource: 'message', operation: 'send', inbox: byId('={{ $json.inbox }}'), sendAs: byId(101), sendTo: 'conversation', conversation: byId('={{ $json.conversation }}'), text: '={{ $json.said }}' },
			},
		],
		wires: ['message_recieved', 'message_sent'],
		wireOf: ({ type }) => type,
		receivedIn: ({ type, event_data: data }) => (type === 'message_recieved' ? (data as { id: number }).id : undefined),
		polls: {},
		forged: () => [
			[{ ...heymarketMessage(), token: 'guessed' }, {}, 401],
			[[], {}, 400],
			[{ ...heymarketMessage(), event_data: undefined }, {}, 400],
			[heymarketMessage(), { 'content-type': 'application/octet-stream' }, 400],
		],
	},
	{
		name: 'whippy',
		answer: [
			ifQuestion,
			{
				name: 'Reply',
				type: 'n8n-nodes-shared-inbox.whippy',
				parameters: { resource: 'sms', operation: 'send', phoneChannel: byId('={{ $json.phoneChannel }}'), phoneNumber: '={{ $json.phoneNumber }}', text: `=${SAID}` },
			},
		],
		wires: ['message.created', 'message.created'],
		wireOf: ({ event }) => event,
		receivedIn({ data }) {
			const { id, direction } = data as { id: string; direction: string };
			return direction === 'INBOUND' ? id : undefined;
		},
		polls: {},
		async hooks({ urls }) {
			const list = async <Row>(of: string) => ((await asked<Row>(`${urls.whippy}/v1/developers/${of}?limit=100`, keys.whippy)) as { data: Row[] }).data;
			const applications = await list<{ id: string }>('applications');
			const endpoints = await list<{ id: string; url: string; developer_application_id: string }>('endpoints');
			// An application without an endpoint counts too, so that none is left behind.
			const empty = applications.filter(({ id }) => !endpoints.some((one) => one.developer_application_id === id));
			return [...endpoints.map(({ id, url }) => ({ id, url })), ...empty.map(({ id }) => ({ id, url: '' }))];
		},
		forged() {
			const [one, other] = [whippyMessage(), whippyMessage()];
			return [
				[one, {}, 401],
				[one, signed(other), 401],
				[one, signed(one, Date.now() - 600_000), 401],
				[{ ...one, event: undefined }, signed({ ...one, event: undefined }), 400],
				// Signed, and of no kind that was chosen.
				...[{ ...one, event: 'tag.created' }, { ...one, data: { ...one.data, direction: 'OUTBOUND' } }].map((unwanted): [unknown, Record<string, string>, number] => [unwanted, signed(unwanted), 200]),
			];
		},
	},
	{
		name: 'sendook',
		answer: [
			say,
			{
				name: 'Reply',
				type: 'n8n-nodes-shared-inbox.sendook',
				parameters: { resource: 'message', operation: 'reply', inbox: byId('={{ $json.inbox }}'), messageId: byId('={{ $json.messageId }}'), emailFormat: 'text', text: '={{ $json.said }}' },
			},
		],
		wires: ['message.received', 'message.sent'],
		wireOf: ({ event }) => event,
		receivedIn: ({ event, messageId }) => (event === 'message.received' ? messageId : undefined),
		polls: { inbox: byId(INBOX) },
		async hooks({ urls }) {
			return ((await asked<{ _id: string; url: string }>(`${urls.sendook}/v1/webhooks`, keys.sendook)) as Array<{ _id: string; url: string }>).map(({ _id, url }) => ({ id: _id, url }));
		},
		forged: () => [
			// It is answered before it is read back, and starts nothing.
			[sendookMessage(), {}, 200],
			[{ event: 'message.received', payload: { test: 'test' } }, {}, 200],
			[{ ...sendookMessage(), messageId: INBOX }, {}, 400],
			['[]', {}, 400],
		],
	},
];

/** Makes webhooks at the providers that have nothing to do with n8n. */
export async function makeForeignHooks({ urls }: Sandbox): Promise<void> {
	const post = async (path: string, body: object) => (await axios.post<{ data: { id: string } }>(`${urls.whippy}/v1/developers/${path}`, body, { headers: keys.whippy, proxy: false })).data.data.id;
	const application = await post('applications', { name: 'Somebody else’s', description: 'Not of n8n', active: true });
	await post('endpoints', { developer_application_id: application, url: 'https://example.com/hook', event_types: ['contact.updated'], active: true });
}
