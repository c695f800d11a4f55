import type { Call } from '../provider.ts';
import { fits } from './query.ts';
import { invalid } from './refusals.ts';
import { id, newId, timeOf } from './state.ts';
import type { Channel, WhippyState } from './state.ts';

export interface User {
	id: number;
	name: string;
	email: string;
	phone: string | null;
	role: 'admin' | 'user';
	state: 'enabled' | 'disabled' | 'invited' | 'archived';
	attachment: null;
	/** The IDs of the channels that it may read and answer on. */
	channels: string[];
}

export interface Tag {
	id: string;
	name: string;
	color: string | null;
	type: string;
	state: 'active' | 'archived';
	system_created: boolean;
	organization_id: string;
	created_by: number | null;
	updated_by: number | null;
	created_at: string;
	updated_at: string;
}

export interface AutomationTemplate {
	id: string;
	title: string;
	description: string | null;
	access_level: string;
	archived: boolean;
	created_by_id: number;
	updated_by_id: number;
	created_at: string;
	updated_at: string;
}

const colors = ['#4B7BEC', '#20BF6B', null];

/** More users and tags than fit on a page of the editor's lists, and some templates. The first user may answer on every channel, others on one. */
export function teamOf(channels: Channel[], firstDay: number): Pick<WhippyState, 'users' | 'tags' | 'automationTemplates'> {
	const times = (index: number) => ({ created_at: timeOf(firstDay + index, index), updated_at: timeOf(firstDay + index, index + 1) });
	const users = Array.from({ length: 60 }, (_, index): User => {
		const own = channels[index % channels.length]?.id ?? '';
		return {
			id: 12 + index,
			name: index === 0 ? 'Mia Chen' : `Agent ${index + 1}`,
			email: index === 0 ? 'mia@whippy-demo.example' : `agent${index + 1}@whippy-demo.example`,
			phone: index === 0 ? '+14155550190' : null,
			role: index === 0 ? 'admin' : 'user',
			state: index % 10 === 9 ? 'archived' : 'enabled',
			attachment: null,
			channels: index === 0 ? channels.map((channel) => channel.id) : [own],
		};
	});
	const tags = Array.from({ length: 60 }, (_, index): Tag => ({
		id: id(13, index + 1),
		name: index === 0 ? 'Regular' : `Tag ${index + 1}`,
		color: colors[index % 3] ?? null,
		type: 'standard',
		state: index % 6 === 5 ? 'archived' : 'active',
		system_created: index % 6 === 4,
		organization_id: id(9, 1),
		created_by: index % 6 === 4 ? null : 12,
		updated_by: index % 6 === 4 ? null : 12,
		...times(index),
	}));
	const automationTemplates = ['Review request', 'Reminder', 'Out of office'].map((title, index): AutomationTemplate => ({
		id: id(14, index + 1),
		title,
		description: index === 0 ? 'Asks for a review after a visit' : null,
		access_level: index === 2 ? 'private' : 'public',
		archived: index === 2,
		created_by_id: 12 + index,
		updated_by_id: 12,
		...times(index),
	}));
	return { users, tags, automationTemplates };
}

/** A user as the API gives it. */
export function shownUser({ channels: own, ...user }: User, { channels }: WhippyState): object {
	const shown = channels.filter((channel) => own.includes(channel.id));
	return { ...user, channels: shown.map(({ id: channel, name, phone, address, type }) => ({ id: channel, name, phone, address, type, state: 'open' })) };
}

/** The users that a request asks for. */
export function wantedUser({ query }: Call): (user: User) => boolean {
	return ({ name, email, role, state }) => fits(query, { name, email, role, state });
}

/** The users of the channel in the path. */
export function ofChannel({ params }: Call): (user: User) => boolean {
	return ({ channels }) => channels.includes(params['id'] ?? '');
}

/** The tags that a request asks for. */
export function wantedTag({ query }: Call): (tag: Tag) => boolean {
	const search = String(query['search'] ?? '').toLowerCase();
	return ({ name, state, system_created: system }) => name.toLowerCase().includes(search) && fits(query, { state, system: String(system) });
}

function refuseTaken({ tags }: WhippyState, name: string, own?: Tag): void {
	if (tags.some((tag) => tag !== own && tag.name.toLowerCase() === name.toLowerCase())) throw invalid('name: has already been taken');
}

export function newTag({ body }: Call, state: WhippyState): Tag {
	const { name, color = null } = body as Pick<Tag, 'name'> & Partial<Tag>;
	refuseTaken(state, name);
	const now = timeOf(Date.now());
	return {
		id: newId(),
		name,
		color,
		type: 'standard',
		state: 'active',
		system_created: false,
		organization_id: state.organization.id,
		created_by: null,
		updated_by: null,
		created_at: now,
		updated_at: now,
	};
}

export function changeTag(tag: Tag, { body }: Call, state: WhippyState): void {
	const changed = body as Partial<Tag>;
	if (changed.name !== undefined) refuseTaken(state, changed.name, tag);
	Object.assign(tag, changed, { updated_at: timeOf(Date.now()) });
}

/** The templates that a request asks for. */
export function wantedTemplate({ query }: Call): (template: AutomationTemplate) => boolean {
	return ({ title, access_level, archived, created_by_id: maker, updated_by_id: changer }) =>
		fits(query, { title, access_level, archived: String(archived), 'created_by[]': String(maker), 'updated_by[]': String(changer) });
}
