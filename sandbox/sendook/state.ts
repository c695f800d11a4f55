export interface Inbox {
	_id: string;
	organizationId: string;
	email: string;
	name?: string;
	createdAt: string;
	updatedAt: string;
	__v: number;
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
	organizationId: string;
	inboxes: Inbox[];
	messages: Message[];
	lastId: number;
	/** The most bytes of an email that the mail service behind Sendook accepts. It is raised on request. */
	longestMail: number;
}

/** The mail service behind Sendook refuses mail to this domain. The message is stored, but the answer is a 500. */
export const refusedDomain = 'refused.example';

const firstDay = Date.UTC(2026, 0, 5, 9);
const hour = 3_600_000;

/** 24 hexadecimal digits: a time in seconds, as in MongoDB, and a number. */
export function idOf(number: number): string {
	return '695b7c00' + number.toString(16).padStart(16, '0');
}

/** The next unused ID. */
export function nextId(state: SendookState): string {
	state.lastId += 1;
	return idOf(state.lastId);
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
			email: `${name.toLowerCase().replaceAll(' ', '-')}@sendook-demo.example`,
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
	return { organizationId, inboxes, messages, lastId: 10_000, longestMail: 10 * 1_024 * 1_024 };
}
