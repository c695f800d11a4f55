import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, sandbox, seen } = useOperations('heymarket');

test('an update of a user changes what is filled in, and gives the user as a member of the team', async () => {
	const [row] = await rows('user.update', { user: byId(102), updateFields: { lastName: 'Haddad-Roe', roleId: 1 } });
	expect(seen()).toEqual([
		{ method: 'POST', path: '/v1/users/update', query: {}, body: { users: [{ id: 102, last_name: 'Haddad-Roe', role_id: 1 }] } },
	]);
	expect(row).toMatchObject({ name: 'Omar Haddad-Roe', email: 'omar@example.com', role_id: 1, id: 102 });
	expect(sandbox().state.heymarket.team.members[1]).toEqual({ id: 102, name: 'Omar Haddad-Roe', role: 'admin' });
});

test('an update of a user whose answer can’t be read is told', async () => {
	sandbox().faults.add({ provider: 'heymarket', fault: { type: 'status', status: 200, body: 'ok' } });
	expect(await rows('user.update', { user: byId(102), updateFields: { firstName: 'Omar' } })).toEqual([{ success: true }]);
});
