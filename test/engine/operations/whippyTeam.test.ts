import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, seen, sandbox } = useOperations('whippy');

const frontDesk = '00000001-0000-4000-8000-000000000001';
const regular = '0000000d-0000-4000-8000-000000000001';
const names = (found: IDataObject[]) => found.map(({ name }) => name);

describe('users', () => {
	test('a row says on which channels somebody may answer', async () => {
		const [mia, second] = await rows('user.getMany', { limit: 2 });
		expect(mia).toEqual({
			name: 'Mia Chen', email: 'mia@whippy-demo.example', phone: '+14155550190', role: 'admin', state: 'enabled',
			channels: 'Front Desk, Field Team, Care Mailbox, Fax, Chat Desk', id: 12,
		});
		expect(second).toMatchObject({ name: 'Agent 2', channels: 'Field Team' });
	});

	test('are found by role, state, name and address', async () => {
		expect(names(await rows('user.getMany', { filters: { role: 'admin' } }))).toEqual(['Mia Chen']);
		expect(await rows('user.getMany', { returnAll: true, filters: { userState: 'archived' } })).toHaveLength(6);
		expect(names(await rows('user.getMany', { filters: { name: 'agent 7', email: 'Agent 7 <agent7@whippy-demo.example>' } }))).toEqual(['Agent 7']);
	});

	test('of a channel are those who may answer on it', async () => {
		const found = await rows('channel.getUsers', { channel: byId(frontDesk), returnAll: true });
		expect(names(found)).toEqual(sandbox().state.whippy.users.filter(({ channels }) => channels.includes(frontDesk)).map(({ name }) => name));
		expect(seen()[0].query).toEqual({ limit: '500', offset: '0' });
	});
});

describe('tags', () => {
	test('what is created can be found, changed and deleted', async () => {
		const [{ id }] = await rows('tag.create', { name: ' First visit ', additionalFields: { color: '20bf6b' } });
		expect(await rows('tag.getMany', { filters: { search: 'first' } })).toMatchObject([{ name: 'First visit', color: '#20BF6B', state: 'active', id }]);
		await rows('tag.update', { tag: byId(String(id)), updateFields: { tagState: 'archived' } });
		expect(seen().at(-1)?.body).toEqual({ state: 'archived' });
		expect(await rows('tag.getMany', { filters: { search: 'first', tagState: 'archived' } })).toMatchObject([{ name: 'First visit', color: '#20BF6B' }]);
		expect(await rows('tag.delete', { tag: byId(String(id)) })).toEqual([{ deleted: true, id }]);
		expect(await rows('tag.getMany', { filters: { search: 'first' } })).toEqual([]);
	});

	test('those of Whippy, and those of people, can be asked for', async () => {
		const made = (await rows('tag.getMany', { returnAll: true, filters: { system: true } })).length;
		expect(made).toBe(sandbox().state.whippy.tags.filter(({ system_created: system }) => system).length);
		expect(await rows('tag.getMany', { returnAll: true, filters: { system: false } })).toHaveLength(60 - made);
	});

	test('come in full over several pages', async () => {
		const [first] = sandbox().state.whippy.tags;
		for (let index = 0; index < 450; index += 1) sandbox().state.whippy.tags.push({ ...first, id: `0000000d-0000-4000-9000-${String(index).padStart(12, '0')}` });
		expect(await rows('tag.getMany', { returnAll: true })).toHaveLength(510);
		expect(seen().map(({ query }) => query)).toEqual([{ limit: '500', offset: '0' }, { limit: '500', offset: '500' }]);
	});

	test('a change of a tag is one of its lane: two changes of one tag never overlap', async () => {
		await rows('tag.update', { tag: byId(regular), updateFields: { name: '={{ $json.name }}' } }, { items: [{ name: 'One' }, { name: 'Two' }, { name: 'Three' }] });
		expect(seen().map(({ body }) => body)).toEqual([{ name: 'One' }, { name: 'Two' }, { name: 'Three' }]);
	});
});

test('automation templates are found by who made them', async () => {
	const [found, ...others] = await rows('automationTemplate.getMany', { filters: { createdBy: byId(13), archived: false } });
	expect(found).toMatchObject({ title: 'Reminder', access_level: 'public', created_by_id: 13 });
	expect(others).toEqual([]);
	expect(seen()[0].query).toMatchObject({ 'created_by[]': ['13'], archived: 'false' });
});

test('the organization is that of the key', async () => {
	expect(await rows('organization.get')).toEqual([{ name: 'Demo Organization', id: '00000009-0000-4000-8000-000000000001' }]);
});
