import { json } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Call } from '../provider.ts';
import { badData, notFound } from './refusals.ts';
import type { HeymarketState } from './state.ts';

/** A user, as a member of the team. */
export interface User {
	id: number;
	phone: string;
	name: string;
	email: string;
	role_id: number;
	team_id: number;
	created_at: string;
	updated_at: string;
}

/** The names of the roles that are known, by their IDs. */
const roles: Record<number, string> = { 1: 'admin', 4: 'member' };

/** A user for each member of the team. */
export function seedUsers(members: readonly { id: number; name: string; role: string }[], time: string): User[] {
	return members.map(({ id, name, role }, index) => ({
		id,
		phone: `1415555017${index + 1}`,
		name,
		email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
		role_id: role === 'admin' ? 1 : 4,
		team_id: 1,
		created_at: time,
		updated_at: time,
	}));
}

/** POST /v1/users/update: all are changed, or none. */
export function updateUsers({ users, team }: HeymarketState, { body }: Call): Answer {
	const { users: changes } = body as { users: { id: number; first_name?: string; last_name?: string; role_id?: number }[] };
	const changed = changes.map((change) => {
		const user = users.find(({ id }) => id === change.id);
		if (user === undefined) throw notFound(`User ${change.id} not found`);
		if (change.role_id !== undefined && roles[change.role_id] === undefined) throw badData(`role_id: there is no role ${change.role_id}`);
		return { user, change };
	});
	for (const { user, change } of changed) {
		const [first, ...others] = user.name.split(' ');
		user.name = [change.first_name ?? first, change.last_name ?? others.join(' ')].join(' ').trim();
		user.role_id = change.role_id ?? user.role_id;
		user.updated_at = new Date().toISOString();
		const member = team.members.find(({ id }) => id === user.id);
		if (member !== undefined) Object.assign(member, { name: user.name, role: roles[user.role_id] });
	}
	return json(200, { memberships: changed.map(({ user }) => user) });
}
