export interface Note {
	id: number;
	date: string;
	name: string;
	text: string;
	user_id: number;
}

export interface Contact {
	id: number;
	/** No answer to a read of the first generation shows it. */
	uuid: string;
	phone: string;
	first: string;
	last: string;
	display_name: string;
	email: string;
	avatar: string;
	/** By the IDs of custom fields. */
	custom: Record<string, unknown>;
	note: Note[];
	tags: { tag_id: number }[];
	/** 0 if it is assigned to nobody. */
	assigned_user_id: number;
	/** It is written, but no answer shows it. */
	email_suppressions: number[];
	/** Channels beside its number and its address. */
	channels: { channel_type: string; channel_id: string }[];
	blocked?: boolean;
	creator_id: number;
	team_id: number;
	shared: boolean;
	op: string;
	rev: number;
	created: string;
	/** Some have microseconds, as a cursor can meet them. */
	updated: string;
}

export interface ContactField {
	id: number;
	title: string;
}

export interface Tag {
	id: number;
	tag: string;
	color: string;
	team_id: number;
	created: string;
	updated: string;
	rev: number;
}

/** The UUID of a contact, made of its number. */
export function uuidOf(id: number): string {
	return `3f0c2b1e-6f6e-4a52-9d0f-${String(id).padStart(12, '0')}`;
}

export function seedContactFields(): ContactField[] {
	return ['Plan', 'Birthday', 'Loyalty Number', 'Plan'].map((title, index) => ({ id: 601 + index, title }));
}

export function seedTags(time: string): Tag[] {
	return ['VIP', 'Lead', 'Patient', 'Supplier', 'Press', 'Family'].map((tag, index) => ({
		id: 501 + index,
		tag,
		color: '#4B7BEC',
		team_id: 1,
		created: time,
		updated: time,
		rev: 1,
	}));
}

/**
 * So many contacts that there are three pages. Of each four, two have equal times, and so have the last of the first page and
 * the first of the second. Every second four have microseconds, and there is one group of six equal times.
 */
export function seedContacts(
	timeOf: (index: number) => string,
	people: readonly { phone: string; first: string; last: string }[],
	optedOutNumber: string,
): Contact[] {
	return Array.from({ length: 65 }, (_, index): Contact => {
		const person = people[index];
		const time = timeOf(index >= 10 && index < 16 ? 12 : index);
		const updated = Math.floor(index / 4) % 2 === 0 && (index < 10 || index > 15) ? time.replace('.000Z', '.123456Z') : time;
		return {
			id: 3001 + index,
			uuid: uuidOf(3001 + index),
			phone: index === 64 ? optedOutNumber : (person?.phone ?? `1415555${1_000 + index}`),
			first: person?.first ?? (index % 9 === 8 ? '' : 'Customer'),
			last: person?.last ?? (index % 9 === 8 ? '' : String(index)),
			display_name: index % 10 === 0 ? `Customer no. ${index}` : '',
			email: index % 3 === 0 ? `customer${index}@example.com` : '',
			avatar: index === 0 ? 'https://files.example.com/ana.png' : '',
			custom: index % 2 === 0 ? { 601: index % 4 === 0 ? 'Premium' : 'Basic', 603: `L-${index}` } : {},
			note: index === 0 ? [{ id: 31, date: time, name: 'Mia Chen', text: 'Prefers mornings.', user_id: 101 }] : [],
			tags: index % 3 === 0 ? [{ tag_id: 501 }, { tag_id: 502 + (index % 5) }] : [],
			assigned_user_id: index % 5 === 4 ? 0 : 101 + (index % 4),
			email_suppressions: index === 0 ? [1] : [],
			channels: index % 2 === 0 ? [{ channel_type: 'facebook', channel_id: `fb-${index}` }] : [],
			creator_id: 101,
			team_id: 1,
			shared: true,
			op: index % 3 === 0 ? 'update' : 'create',
			rev: 1 + (index % 3),
			created: timeOf(index),
			updated,
		};
	});
}
