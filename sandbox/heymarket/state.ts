import { assumed } from '../unknowns.ts';
import type { Answering } from '../unknowns.ts';
import { seedContactFields, seedContacts, seedTags } from './contactState.ts';
import type { Contact, ContactField, Tag } from './contactState.ts';
import { seedSchedules } from './schedules.ts';
import type { Schedule } from './schedules.ts';
import { unknowns } from './unknowns.ts';
import { seedUsers } from './users.ts';
import type { User } from './users.ts';
import type { Webhook } from './events.ts';

/** One of the team's inboxes. Phone numbers have no plus; an email inbox has no number. */
export interface Inbox {
	id: number;
	name: string;
	team: number;
	members: number[];
	phone: string;
	phones: string[];
	auto_assignable?: boolean;
	bco_chats?: boolean;
	forward_number?: string;
	invited?: string[];
	allowed_domains?: string[];
	widget_code?: string;
	widget_settings?: object;
	op?: string;
	rev: number;
}

export interface Member {
	id: number;
	name: string;
	role: string;
}

export interface Conversation {
	id: number;
	inbox: number;
	channel: 'sms' | 'mms' | 'email';
	/** The recipients: phone numbers or addresses, joined by commas if there are several. */
	target: string;
	type: 'individual' | 'group';
	name: string;
	status: 'open' | 'closed';
	assigned: number;
	unread: boolean;
	/** The members of the team who haven't read it. */
	unread_users?: number[];
	replied: boolean;
	blocked: boolean;
	muted?: boolean;
	noreply?: boolean;
	email_noti?: boolean;
	creator?: number;
	members?: { id: number; name: string }[];
	/** The IDs of messages. */
	last_inbound?: number;
	read?: number;
	local_id?: string;
	op?: string;
	snooze_till?: string;
	super?: number;
	support?: boolean;
	created: string;
	updated: string;
}

export interface Message {
	id: number;
	text: string;
	type: 'sms' | 'mms' | 'email' | 'comment';
	/** The real server's words are not known. */
	status: 'sent' | 'received' | 'failed';
	date: string;
	updated: string;
	/** The member who sent it; 0 for a received message. */
	user: number;
	author: string;
	phone: string;
	target: string;
	media?: string;
	local_id?: string;
	broadcast_id?: number;
	custom?: { data: number[]; type: string };
	/** Why it did not go out, in all and by number. */
	raw_error?: string;
	target_errors?: Record<string, string>;
	/** Its conversation. Clients get the whole conversation instead of this ID. */
	conversationId: number;
}

export interface Template {
	id: number;
	name: string;
	local_id?: string;
	content: { text: string; gallery: object[] };
	team_id: number;
	shared: boolean;
	archived: boolean;
	created: string;
	updated: string;
	rev: number;
}

export interface Survey {
	id: number;
	name: string;
	type: string;
	question: string;
	created: string;
	updated: string;
}

export interface List {
	id: number;
	name: string;
	local_id: string;
	targets: Record<string, { f: string; l: string }>;
	team_id: number;
	shared: boolean;
	archived: boolean;
	created: string;
	updated: string;
	rev: number;
}

export interface HeymarketState {
	team: { id: number; name: string; list_size: number; members: Member[] };
	inboxes: Inbox[];
	conversations: Conversation[];
	messages: Message[];
	templates: Template[];
	surveys: Survey[];
	lists: List[];
	contacts: Contact[];
	contactFields: ContactField[];
	tags: Tag[];
	schedules: Schedule[];
	users: User[];
	/** Numbers that have opted out. */
	optedOut: Set<string>;
	/** The webhooks that somebody has set up in Heymarket's settings. */
	webhooks: Webhook[];
	/** Called when a message was stored. */
	stored: (message: Message) => void;
	/** The answers to list sends, by list and local_id. A repeated send gets the same answer and does nothing else. */
	receipts: Map<string, object>;
	lastId: number;
	/** How the sandbox answers where no source tells how the real server does. */
	unknowns: Answering<typeof unknowns>;
}

/** Their numbers are from the range for fiction, so that no message could ever reach a person. */
export const people = [
	{ phone: '14155550123', first: 'Ana', last: 'Reyes' },
	{ phone: '14155550134', first: 'Bob', last: 'Stone' },
	{ phone: '14155550145', first: 'Chidi', last: 'Okafor' },
	{ phone: '14155550156', first: 'Dana', last: 'Levy' },
	{ phone: '14155550167', first: 'Elif', last: 'Kaya' },
] as const;

/** A number that has opted out, so sending to it is refused. */
export const optedOutNumber = '14155550199';

const firstDay = Date.UTC(2026, 0, 5, 9);
const minute = 60_000;

/** Times in whole minutes. Every fourth equals the one before, so that clients meet rows of equal time. */
function timeOf(index: number): string {
	return new Date(firstDay + (index - (index % 4 === 3 ? 1 : 0)) * minute).toISOString();
}

function range<Row>(count: number, row: (index: number) => Row): Row[] {
	return Array.from({ length: count }, (_, index) => row(index));
}

/** A team with so much of everything that each list has a second page. */
export function seed(): HeymarketState {
	const inboxes: Inbox[] = [
		{
			id: 11,
			name: 'Sales',
			team: 1,
			members: [101, 102, 103],
			phone: '14155550100',
			phones: ['14155550100'],
			auto_assignable: true,
			bco_chats: false,
			forward_number: '14155550190',
			invited: [],
			allowed_domains: ['example.com'],
			widget_code: 'w-11',
			widget_settings: {},
			op: 'update',
			rev: 3,
		},
		{ id: 12, name: 'Support', team: 1, members: [101, 104], phone: '14155550101', phones: ['14155550101'], rev: 1 },
		{ id: 13, name: 'Toll-Free', team: 1, members: [101, 102], phone: '18005550100', phones: ['18005550100'], rev: 1 },
		{ id: 14, name: 'Mail', team: 1, members: [101, 102], phone: '', phones: [], rev: 1 },
	];
	const members: Member[] = [
		{ id: 101, name: 'Mia Chen', role: 'admin' },
		{ id: 102, name: 'Omar Haddad', role: 'member' },
		{ id: 103, name: 'Priya Nair', role: 'member' },
		{ id: 104, name: 'Sven Lund', role: 'member' },
	];
	const conversations = range(40, (index): Conversation => {
		const person = people[index];
		const inbox = index < 5 ? 11 : index === 39 ? 14 : 11 + (index % 3);
		const target = index === 39 ? 'ana@example.com' : (person?.phone ?? `1415555${1_000 + index}`);
		return {
			id: 2001 + index,
			inbox,
			channel: index === 39 ? 'email' : 'sms',
			target,
			type: 'individual',
			name: person ? `${person.first} ${person.last}` : index === 39 ? 'Your order' : `Customer ${index}`,
			status: index % 7 === 6 ? 'closed' : 'open',
			assigned: 101 + (index % 4),
			unread: index % 5 === 0,
			unread_users: index % 5 === 0 ? [101 + (index % 4)] : [],
			replied: index % 2 === 0,
			blocked: false,
			...(index < 10 ? { members: members.filter(({ id }) => id === 101 + (index % 4)).map(({ id, name }) => ({ id, name })), muted: false, noreply: false, email_noti: false, creator: 101, op: 'update', super: 0, support: false } : {}),
			created: timeOf(index),
			updated: timeOf(index + 40),
		};
	});
	// The first conversation alone has more than one page of fifty.
	const messages = range(75, (index): Message => {
		const conversation = conversations[index < 60 ? 0 : index - 59] as Conversation;
		const incoming = index % 2 === 1;
		// The newest message did not go out.
		const failed = index === 74;
		return {
			id: 5001 + index,
			text: `Message ${index + 1}`,
			type: conversation.channel === 'email' ? 'email' : 'sms',
			status: failed ? 'failed' : incoming ? 'received' : 'sent',
			date: timeOf(index),
			updated: timeOf(index),
			user: incoming ? 0 : 101,
			author: incoming ? conversation.name : 'Mia Chen',
			phone: inboxes.find((inbox) => inbox.id === conversation.inbox)?.phone ?? '',
			target: conversation.target,
			...(failed ? { raw_error: 'Carrier violation', target_errors: { [conversation.target]: 'Unreachable' } } : {}),
			...(index === 72 ? { custom: { data: [701], type: 'survey' } } : {}),
			conversationId: conversation.id,
		};
	});
	return {
		team: { id: 1, name: 'Demo Team', list_size: 1_000, members },
		inboxes,
		conversations,
		messages,
		templates: range(65, (index) => ({
			id: 301 + index,
			name: index === 0 ? 'Appointment reminder' : `Template ${index + 1}`,
			content: { text: index === 0 ? 'Hello {{first_name}}, see you tomorrow.' : `Text of template ${index + 1}`, gallery: [] },
			team_id: 1,
			shared: true,
			archived: index === 64,
			created: timeOf(index),
			updated: timeOf(index),
			rev: 1,
		})),
		surveys: range(35, (index) => ({
			id: 701 + index,
			name: index === 0 ? 'How did we do' : `Survey ${index + 1}`,
			type: index % 2 === 0 ? 'nps' : 'csat',
			question: 'How likely are you to recommend us?',
			created: timeOf(index),
			updated: timeOf(index),
		})),
		lists: range(35, (index) => ({
			id: 401 + index,
			name: index === 0 ? 'Newsletter' : `List ${index + 1}`,
			local_id: `list-${index + 1}`,
			targets: Object.fromEntries(
				people.slice(0, index === 0 ? 3 : 1 + (index % 5)).map(({ phone, first, last }) => [phone, { f: first, l: last }]),
			),
			team_id: 1,
			shared: true,
			archived: false,
			created: timeOf(index),
			updated: timeOf(index),
			rev: 1,
		})),
		contacts: seedContacts(timeOf, people, optedOutNumber),
		contactFields: seedContactFields(),
		tags: seedTags(timeOf(0)),
		schedules: seedSchedules(timeOf(0)),
		users: seedUsers(members, timeOf(0)),
		optedOut: new Set([optedOutNumber]),
		webhooks: [],
		stored() {},
		receipts: new Map(),
		lastId: 9_000,
		unknowns: assumed(unknowns),
	};
}
