import { randomUUID } from 'node:crypto';

import { assumed } from '../unknowns.ts';
import type { Answering } from '../unknowns.ts';
import { agentsOf } from './agents.ts';
import type { Agent, CustomEvent } from './agents.ts';
import { customDataOf } from './customObjects.ts';
import type { CustomObject, CustomObjectRecord } from './customObjects.ts';
import type { Application, Endpoint } from './developers.ts';
import { outreachOf } from './outreach.ts';
import type { Campaign, CampaignContact, Sequence, SequenceRun, StepContact } from './outreach.ts';
import { teamOf } from './team.ts';
import type { AutomationTemplate, Tag, User } from './team.ts';
import { unknowns } from './unknowns.ts';

export type ChannelType = 'phone' | 'email' | 'fax' | 'whatsapp';

export interface Channel {
	id: string;
	name: string;
	description: string | null;
	phone: string | null;
	/** The address of an email channel. It isn't known in which field the real server has it. */
	address: string | null;
	type: ChannelType;
	emoji: string | null;
	color: string | null;
	timezone: string;
	is_hosted_sms: boolean;
	support_ai_agent: boolean;
	created_at: string;
	updated_at: string;
}

export interface Contact {
	id: string;
	name: string | null;
	phone: string | null;
	email: string | null;
	/** The channels that it is opted in to. */
	channels: string[];
	/** Those that it has opted out of. */
	optedOut?: string[];
	blocked?: boolean;
	external_id?: string | null;
	language?: string | null;
	default_channel_id?: string | null;
	address?: Record<string, string> | null;
	birth_date?: { day: number; month: number; year: number } | null;
	created_at: string;
	updated_at: string;
}

export interface Conversation {
	id: string;
	status: 'open' | 'closed' | 'automated' | 'spam';
	channel_id: string;
	channel_type: ChannelType;
	contact_id: string;
	assigned_user_id: number | null;
	assigned_team_id: string | null;
	unread_count: number;
	language: string | null;
	/** Missing if the conversation has no message; such conversations are not listed. */
	last_message_date?: string;
	created_at: string;
	updated_at: string;
}

export interface Message {
	id: string;
	conversation_id: string;
	contact_id: string;
	channel_id: string;
	campaign_id: null;
	user_id: null;
	direction: 'INBOUND' | 'OUTBOUND';
	source_type: 'INBOUND' | 'OUTBOUND' | 'NOTE';
	type: 'sms' | 'mms' | 'email' | 'fax' | 'whatsapp' | 'note';
	from: string;
	to: string;
	body: string | null;
	attachments: { url: string; content_type: string }[];
	delivery_status: string;
	created_at: string;
	updated_at: string;
}

export interface WhippyState {
	organization: { id: string; name: string };
	channels: Channel[];
	contacts: Contact[];
	conversations: Conversation[];
	messages: Message[];
	users: User[];
	tags: Tag[];
	automationTemplates: AutomationTemplate[];
	campaigns: Campaign[];
	campaignContacts: CampaignContact[];
	sequences: Sequence[];
	stepContacts: StepContact[];
	sequenceRuns: SequenceRun[];
	customObjects: CustomObject[];
	customObjectRecords: CustomObjectRecord[];
	agents: Agent[];
	customEvents: CustomEvent[];
	applications: Application[];
	endpoints: Endpoint[];
	/** Called when a message was stored. */
	stored: (message: Message) => void;
	/** How the sandbox answers where no source tells how the real server does. */
	unknowns: Answering<typeof unknowns>;
}

const firstDay = Date.UTC(2026, 0, 5, 9);
const minute = 60_000;

/** A time in one of the three forms that Whippy uses; the last one has no zone. */
export function timeOf(milliseconds: number, form = 0): string {
	const iso = new Date(milliseconds).toISOString();
	if (form % 3 === 0) return iso.replace('Z', '432Z');
	return form % 3 === 1 ? iso.replace(/\.\d+/, '') : iso.replace(/\.\d+Z/, '');
}

/** Milliseconds since 1970; a time without a zone is UTC. */
export function instantOf(time: string): number {
	return Date.parse(/Z$|[+-]\d\d:\d\d$/.test(time) ? time : `${time}Z`);
}

/** Makes a UUID of a kind and a number, so that seeded records have the same IDs each time. */
export function id(kind: number, index: number): string {
	return `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

export function newId(): string {
	return randomUUID();
}

function channel(index: number, name: string, type: ChannelType, phone: string | null, address: string | null): Channel {
	return {
		id: id(1, index),
		name,
		description: null,
		phone,
		address,
		type,
		emoji: null,
		color: '#4B7BEC',
		timezone: 'America/Los_Angeles',
		is_hosted_sms: false,
		support_ai_agent: type === 'phone',
		created_at: timeOf(firstDay, 1),
		updated_at: timeOf(firstDay, 2),
	};
}

/** Thirty people have one name, and some have none. */
function nameOf(index: number): string | null {
	if (index === 0) return 'Ana Reyes';
	if (index % 40 === 39) return null;
	return index % 4 === 1 ? 'Sam Lee' : `Customer ${index + 1}`;
}

/** When a conversation was last written in. Those in the middle were written in at the same time, as after a campaign. */
function lastWritten(index: number): string {
	const sameTime = index >= 15 && index < 85;
	return sameTime ? timeOf(firstDay + 1_015 * minute, 1) : timeOf(firstDay + (1_000 + index) * minute, index);
}

/**
 * Channels for two numbers, a mailbox, a fax and WhatsApp. There are more conversations, messages and contacts than fit on two pages;
 * neighbours of two pages have equal times or names. One conversation has more than a page of messages.
 */
export function seed(): WhippyState {
	const channels = [
		channel(1, 'Front Desk', 'phone', '+14155550110', '12 Market Street'),
		channel(2, 'Field Team', 'phone', '+14155550111', null),
		channel(3, 'Care Mailbox', 'email', null, 'care@whippy-demo.example'),
		channel(4, 'Fax', 'fax', '+14155550112', null),
		channel(5, 'Chat Desk', 'whatsapp', '+14155550113', null),
	];
	const contacts = Array.from({ length: 120 }, (_, index): Contact => {
		const phone = index === 0 ? '+14155550123' : `+1415555${2_000 + index}`;
		const time = timeOf(firstDay + index * minute, index);
		return {
			id: id(2, index + 1),
			name: nameOf(index),
			phone,
			email: index === 0 ? 'ana@example.com' : `customer${index + 1}@example.com`,
			channels: [id(1, 1)],
			...(index === 0 && {
				external_id: 'crm-1',
				address: { address_line_one: '1 Pier', address_line_two: 'Gate 4', city: 'Oakland', state: 'CA', country: 'US', post_code: '94607' },
				birth_date: { day: 2, month: 3, year: 1984 },
			}),
			// One has opted out of a channel, one is blocked.
			...(index === 2 && { optedOut: [id(1, 2)] }),
			...(index === 4 && { blocked: true }),
			created_at: time,
			updated_at: time,
		};
	});
	const statuses = ['open', 'open', 'closed', 'automated'] as const;
	// The last conversation has no message, so it is not listed.
	const conversations = Array.from({ length: 121 }, (_, index): Conversation => {
		const on = channels[index % 10 === 9 ? 2 : index === 60 ? 4 : index % 2] ?? (channels[0] as Channel);
		return {
			id: id(3, index + 1),
			status: statuses[index % 4] ?? 'open',
			channel_id: on.id,
			channel_type: on.type,
			contact_id: contacts[index % contacts.length]?.id ?? '',
			assigned_user_id: index % 3 === 0 ? 12 : null,
			assigned_team_id: null,
			unread_count: index % 5 === 0 ? 1 : 0,
			language: 'en',
			...(index < 120 ? { last_message_date: lastWritten(index) } : {}),
			created_at: timeOf(firstDay + index * minute, index),
			updated_at: lastWritten(index),
		};
	});
	const messages = conversations.slice(0, 120).flatMap((conversation, at): Message[] => {
		const contact = contacts[at % contacts.length] as Contact;
		const on = channels.find((each) => each.id === conversation.channel_id) as Channel;
		const mail = on.type === 'email';
		const [ours, theirs] = mail ? [on.address, contact.email] : [on.phone, contact.phone];
		const count = at === 0 ? 25 : 1;
		return Array.from({ length: count }, (_, index): Message => {
			const incoming = index % 2 === 0;
			const time = count === 1 ? lastWritten(at) : timeOf(firstDay + (1_000 + at - (count - 1 - index)) * minute, index + at);
			return {
				id: id(4, at * 100 + index + 1),
				conversation_id: conversation.id,
				contact_id: contact.id,
				channel_id: on.id,
				campaign_id: null,
				user_id: null,
				direction: incoming ? 'INBOUND' : 'OUTBOUND',
				source_type: incoming ? 'INBOUND' : 'OUTBOUND',
				type: mail ? 'email' : on.type === 'whatsapp' ? 'whatsapp' : 'sms',
				from: (incoming ? theirs : ours) ?? '',
				to: (incoming ? ours : theirs) ?? '',
				body: incoming ? `Question ${index + 1}` : `Answer ${index + 1}`,
				attachments: [],
				delivery_status: incoming ? 'webhook_delivered' : 'delivered',
				created_at: time,
				updated_at: time,
			};
		});
	});
	const organization = { id: id(9, 1), name: 'Demo Organization' };
	const more = { ...outreachOf(channels, contacts, firstDay), ...customDataOf(firstDay), agents: agentsOf(firstDay), customEvents: [], applications: [], endpoints: [], stored() {} };
	return { organization, channels, contacts, conversations, messages, ...teamOf(channels, firstDay), ...more, unknowns: assumed(unknowns) };
}
