import type { IDataObject } from 'n8n-workflow';
import type { FaultRequest, Misfortune } from '../../../sandbox/faults.ts';
import type { LedgerSnapshot, RequestEntry } from '../../../sandbox/ledger.ts';
import { byId, type NodeName } from '../sandboxed';
import { text } from '../sends';

/** What an item does: it sends a message, or it reads something. */
export type Effect = 'send' | 'read';

/** An item of the matrix. Its fields are the ones that the workflow gives to the node. */
export interface Subject extends IDataObject {
	name: string;
	/** A text that is in the path or body of this item's requests, and of no other item's. */
	key: string;
	/** The recipient, as the ledger writes it. */
	to: string;
	/** Milliseconds for n8n's own Timeout option. */
	timeout: number;
}

/** An operation of the matrix: each provider has one that sends and one that reads. */
interface Operation {
	items: Subject[];
	parameters: IDataObject;
	/** Whether `key` is in the path, so that a fault can strike before the body is read. */
	keyInPath: boolean;
}

/** In milliseconds; long enough for an ordinary request on a slow computer. */
const PATIENT = 30_000;

function subjects(rows: Array<Omit<Subject, 'name' | 'timeout'>>): Subject[] {
	const names = ['Ana', 'Bob', 'Chidi'];
	return rows.map((row, index) => ({ name: names[index], timeout: PATIENT, ...row }) as Subject);
}

const numbers = ['4155550171', '4155550172', '4155550173'];
const inboxes = [100, 101, 102].map((number) => `695b7c00${number.toString(16).padStart(16, '0')}`);
const mails = [1_000, 1_001, 1_002].map((number) => `695b7c00${number.toString(16).padStart(16, '0')}`);
const conversations = [1, 2, 3].map((number) => `00000003-0000-4000-8000-${String(number).padStart(12, '0')}`);

const operations: Record<NodeName, Record<Effect, Operation>> = {
	heymarket: {
		send: {
			items: subjects(numbers.map((number) => ({ key: number, to: `1${number}` }))),
			keyInPath: false,
			parameters: { ...text, text: '=Hello {{ $json.name }}' },
		},
		read: {
			items: subjects([20, 21, 22].map((minute) => ({ key: `2026-01-05T09:${minute}:00`, to: '' }))),
			keyInPath: false,
			parameters: {
				resource: 'message',
				operation: 'getMany', source: 'team',
				returnAll: false,
				limit: 2,
				filters: { before: '={{ $json.key }}Z' },
			},
		},
	},
	whippy: {
		send: {
			items: subjects(numbers.map((number) => ({ key: number, to: `+1${number}` }))),
			keyInPath: false,
			parameters: {
				resource: 'sms',
				operation: 'send',
				phoneChannel: byId('+14155550110'),
				phoneNumber: '={{ $json.to }}',
				text: '=Hello {{ $json.name }}',
			},
		},
		read: {
			items: subjects(conversations.map((key) => ({ key, to: '' }))),
			keyInPath: true,
			parameters: { resource: 'conversation', operation: 'get', conversation: byId('={{ $json.key }}') },
		},
	},
	sendook: {
		send: {
			items: subjects(inboxes.map((key, index) => ({ key, to: `customer${index}@example.com` }))),
			keyInPath: true,
			parameters: {
				resource: 'message',
				operation: 'send',
				inbox: byId('={{ $json.key }}'),
				to: '={{ $json.to }}',
				subject: '=Hello {{ $json.name }}',
				emailFormat: 'text',
				text: 'Your order is ready.',
			},
		},
		read: {
			items: subjects(mails.map((key) => ({ key, to: '' }))),
			keyInPath: true,
			parameters: {
				resource: 'message',
				operation: 'get',
				inbox: byId(inboxes[0]),
				messageId: byId('={{ $json.key }}'),
			},
		},
	},
};

/** The path of an operation for an item, if its requests name the item there. */
function pathOf(provider: NodeName, effect: Effect, { key }: Subject): string {
	if (provider === 'whippy') return `/v1/conversations/${key}`;
	return effect === 'send' ? `/v1/inboxes/${key}/messages/send` : `/v1/inboxes/${inboxes[0]}/messages/${key}`;
}

/** The trigger's output: three items with different recipients. */
export function itemsFor(provider: NodeName, effect: Effect): Subject[] {
	return structuredClone(operations[provider][effect].items);
}

/** The node's parameters. They allow one request at a time, so that the requests have the order of the items. */
export function parametersFor(provider: NodeName, effect: Effect, delivery: IDataObject = {}): IDataObject {
	const { parameters } = operations[provider][effect];
	return {
		...parameters,
		...(effect === 'send' && { delivery: { maxParallelRequests: 1, ...delivery } }),
		requestOptions: { timeout: '={{ $json.timeout }}' },
	};
}

/** The match by which a fault strikes the requests of an item. */
export function matchOf(provider: NodeName, effect: Effect, item: Subject, fault: Misfortune): FaultRequest['match'] {
	if (operations[provider][effect].keyInPath) return { path: pathOf(provider, effect, item) };
	if (fault.type === 'reset' && fault.unread) throw new Error(`${provider} names the item in the body only (${effect})`);
	return { bodyIncludes: item.key };
}

/** The requests that were made for an item, in the order of their arrival. */
export function requestsFor({ requests }: Pick<LedgerSnapshot, 'requests'>, { key }: Subject): RequestEntry[] {
	return requests.filter(({ path, body }) => path.includes(key) || JSON.stringify(body ?? '').includes(key));
}
