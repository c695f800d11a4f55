import type { Told } from './events.ts';

/** What every record has. */
interface Stored {
	_id: string;
	organizationId: string;
	createdAt: string;
	updatedAt: string;
	__v: number;
}

export interface Inbox extends Stored {
	email: string;
	name?: string;
	domainId?: string;
}

export interface Thread extends Stored {
	inboxId: string;
	/** The IDs of its messages, the oldest first. A message whose mail step failed is not among them. */
	messages: string[];
}

/** A DNS record. */
export interface DnsRecord {
	type: 'MX' | 'TXT' | 'CNAME';
	name: string;
	value: string;
}

export interface Domain extends Stored {
	name: string;
	verified: boolean;
	records: Array<DnsRecord & { status: 'pending' | 'verified' }>;
}

export interface Webhook extends Stored {
	url: string;
	events: string[];
}

export interface WebhookAttempt extends Stored {
	webhookId: string;
	inboxId?: string;
	messageId?: string;
	payload: { event: string; payload: object };
	timestamp: string;
	status: number;
	response?: string;
	error?: string;
}

export interface ApiKey extends Stored {
	name: string;
	key: string;
	active: boolean;
}

export interface Attachment {
	content: string;
	name?: string;
	contentType?: string;
	_id: string;
}

export interface Message {
	_id: string;
	organizationId: string;
	inboxId: string;
	threadId: string;
	fromInboxId?: string;
	toInboxId?: string;
	from: string;
	to: string[];
	cc: string[];
	bcc: string[];
	labels: string[];
	subject: string;
	text: string;
	html: string;
	attachments: Attachment[];
	externalMessageId?: string;
	status?: 'received' | 'delivered' | 'bounced' | 'complained' | 'rejected';
	createdAt: string;
	updatedAt: string;
	__v: number;
}

export interface SendookState {
	/** Called when something happened that webhooks are told of. */
	tell: (told: Told) => void;
	organizationId: string;
	inboxes: Inbox[];
	messages: Message[];
	threads: Thread[];
	domains: Domain[];
	webhooks: Webhook[];
	attempts: WebhookAttempt[];
	apiKeys: ApiKey[];
	/** What the owners of domains have published in the DNS, with whole names. */
	published: DnsRecord[];
	/** The domains for which the mail service was told to look for DKIM. */
	watched: string[];
	lastId: number;
	/** The most bytes of an email that the mail service behind Sendook accepts. It is raised on request. */
	longestMail: number;
}

/** The mail service behind Sendook refuses mail to this domain. The message is stored, but the answer is a 500. */
export const refusedDomain = 'refused.example';

const firstDay = Date.UTC(2026, 0, 5, 9);
const hour = 3_600_000;

/** Sendook's own domain, at which every organization may have inboxes. */
export const ownDomain = 'sendook-demo.example';

/** Webhooks at addresses of this domain are never reached. */
export const unreachableDomain = 'unreachable.example';

/** The records that every new domain has. */
export const newRecords: Domain['records'] = [
	{ type: 'MX', name: '@', value: 'inbound-smtp.us-east-2.amazonaws.com', status: 'pending' },
	{ type: 'TXT', name: '_dmarc', value: 'v=DMARC1; p=reject;', status: 'pending' },
	{ type: 'TXT', name: '@', value: 'v=spf1 include:amazonses.com ~all', status: 'pending' },
];

/** 24 hexadecimal digits: a time in seconds, as in MongoDB, and a number. */
export function idOf(number: number): string {
	return '695b7c00' + number.toString(16).padStart(16, '0');
}

/** The next unused ID. */
export function nextId(state: Pick<SendookState, 'lastId'>): string {
	state.lastId += 1;
	return idOf(state.lastId);
}

/** What a record has that is stored now. */
export function stored(state: Pick<SendookState, 'organizationId' | 'lastId'>): Stored {
	const now = new Date().toISOString();
	return { _id: nextId(state), organizationId: state.organizationId, createdAt: now, updatedAt: now, __v: 0 };
}

const received = [
	{ from: 'ana@example.com', subject: 'Where is my order?', text: 'Order 1042 has not come yet.\n' },
	{ from: 'bob@example.com', subject: 'Invoice 42', text: 'Please send the invoice again.\n' },
	{ from: 'chidi@example.com', subject: 'Thanks (really)', text: 'That was quick. 100% happy.\n' },
	{ from: 'dana@example.com', subject: 'Re: Your visit', text: 'Tuesday at 10.30 is fine.\n' },
	{ from: 'elif@example.com', subject: 'Question about C++ course', text: 'Does it start in May?\n' },
];

export function seed(): SendookState {
	const organizationId = idOf(1);
	const inboxes = Array.from({ length: 30 }, (_, index): Inbox => {
		const time = new Date(firstDay + index * hour).toISOString();
		const name = index === 0 ? 'Support' : index === 1 ? 'Billing' : `Agent ${index + 1}`;
		return {
			_id: idOf(100 + index),
			organizationId,
			email: `${name.toLowerCase().replaceAll(' ', '-')}@${ownDomain}`,
			// A name is optional.
			...(index % 10 === 9 ? {} : { name }),
			createdAt: time,
			updatedAt: time,
			__v: 0,
		};
	});
	const first = inboxes[0] as Inbox;
	// They were received long ago, so that they don't count against today's limit. A received message has its text as html, too.
	const messages = received.map((mail, index): Message => {
		const time = new Date(firstDay + (100 + index) * hour).toISOString();
		return {
			_id: idOf(1_000 + index),
			organizationId,
			inboxId: first._id,
			threadId: idOf(2_000 + index),
			toInboxId: first._id,
			from: mail.from,
			to: [first.email],
			cc: [],
			bcc: [],
			labels: [],
			subject: mail.subject,
			text: mail.text,
			html: mail.text,
			attachments: [],
			status: 'received',
			createdAt: time,
			updatedAt: time,
			__v: 0,
		};
	});
	const threads = messages.map(({ _id, threadId, inboxId, createdAt, updatedAt }): Thread => ({ _id: threadId, organizationId, inboxId, messages: [_id], createdAt, updatedAt, __v: 1 }));
	return {
		tell() {},
		organizationId,
		inboxes,
		messages,
		threads,
		...others(organizationId),
		published: [],
		watched: [],
		lastId: 10_000,
		longestMail: 10 * 1_024 * 1_024,
	};
}

/** The stored domains, webhooks and API keys. */
function others(organizationId: string): Pick<SendookState, 'domains' | 'webhooks' | 'attempts' | 'apiKeys'> {
	const time = new Date(firstDay).toISOString();
	const common = (number: number): Stored => ({ _id: idOf(number), organizationId, createdAt: time, updatedAt: time, __v: 0 });
	const webhookId = idOf(4_000);
	return {
		domains: [
			{ ...common(3_000), name: 'agents.example.com', verified: false, records: structuredClone(newRecords) },
			{ ...common(3_001), name: 'mail.example.com', verified: true, records: newRecords.map((record) => ({ ...record, status: 'verified' })) },
		],
		webhooks: [
			{ ...common(4_000), url: 'https://example.com/webhooks/sendook', events: ['message.received', 'message.bounced'] },
			{ ...common(4_001), url: `https://${unreachableDomain}/hook`, events: ['message.received'] },
			{ ...common(4_002), url: 'https://example.com/inboxes', events: ['inbox.created', 'inbox.deleted'] },
		],
		attempts: [
			{ ...common(5_000), webhookId, inboxId: idOf(100), messageId: idOf(1_000), payload: { event: 'message.received', payload: { subject: 'Where is my order?' } }, timestamp: time, status: 200, response: 'ok' },
			{ ...common(5_001), webhookId, inboxId: idOf(100), messageId: idOf(1_001), payload: { event: 'message.received', payload: { subject: 'Invoice 42' } }, timestamp: new Date(firstDay + hour).toISOString(), status: 500, error: 'Request failed with status code 404' },
		],
		apiKeys: ['Dashboard', 'Production integration', 'Nightly export'].map((name, at) => ({ ...common(6_000 + at), name, key: keyOf(at), active: true })),
	};
}

/** 96 hexadecimal digits. */
function keyOf(number: number): string {
	return `${number.toString(16)}c0ffee`.padStart(96, '5eed');
}

export function newApiKey(state: SendookState, name: string): ApiKey {
	const common = stored(state);
	return { ...common, name, key: keyOf(state.lastId), active: true };
}
