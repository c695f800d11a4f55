import { byId } from '../sandboxed';
import { run } from '../engine';
import { endOf } from '../sends';
import { useOperations } from './support';

const { rows, items, refusal, seen, sandbox, scenario } = useOperations('heymarket');

const state = () => sandbox().state.heymarket;
const made = () => seen().map(({ method, path }) => `${method} ${path}`);

describe('a template', () => {
	const stored = () => state().templates.find(({ id }) => id === 301)!;

	test('may have merge tokens in double braces', async () => {
		const [row] = await rows('template.create', { name: 'Hours', text: 'Hello {{first_name}} {{custom_plan}}' });
		expect(seen()).toMatchObject([{ method: 'POST', path: '/v1/template', body: { title: 'Hours', content: { text: 'Hello {{first_name}} {{custom_plan}}', gallery: [] } } }]);
		expect(row).toMatchObject({ name: 'Hours', text: 'Hello {{first_name}} {{custom_plan}}', id: state().templates.at(-1)!.id });
	});

	test('has no expression of n8n as its text', async () => {
		expect((await refusal('template.create', { name: 'Hours', text: 'Hello {{ $json.name }}' })).message).toContain('Text: contains "{{ $json.name }}" as it stands');
	});

	test('keeps in an update what was not added', async () => {
		Object.assign(stored(), { local_id: 'mine', archived: true, content: { text: 'Old', gallery: [{ url: 'https://files.example.com/a.jpg', annotation_text: 'Here' }] } });
		const { content } = structuredClone(stored());
		await rows('template.update', { template: byId(301), updateFields: { name: 'New name' } });
		expect(made()).toEqual(['GET /v1/template/301', 'PUT /v1/template/301']);
		expect(stored()).toMatchObject({ name: 'New name', local_id: 'mine', archived: true, content });
		await rows('template.update', { template: byId(301), updateFields: { text: 'Newer' } });
		expect(stored()).toMatchObject({ name: 'New name', archived: true, content: { text: 'Newer', gallery: content.gallery } });
		await rows('template.update', { template: byId(301), updateFields: { pictureUrls: 'https://files.example.com/b.jpg', isArchived: false } });
		expect(stored()).toMatchObject({ archived: false, content: { text: 'Newer', gallery: [{ url: 'https://files.example.com/b.jpg' }] } });
	});

	test('is not written over by another one', async () => {
		const body = JSON.stringify({ id: 302, name: 'Another', content: { text: 'x', gallery: [] } });
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'getTemplate' }, fault: { type: 'status', status: 200, body }, times: 'always' });
		const execution = await run(scenario('template.update', { template: byId(301), updateFields: { name: 'New' } }));
		expect(endOf(execution)?.message).toContain('Template: Heymarket did not answer with this template');
		expect(made()).toEqual(['GET /v1/template/301']);
	});
});

describe('a list', () => {
	const stored = (id = 401) => state().lists.find((list) => list.id === id)!;

	test('is created with a local ID of its own, of people by their numbers in any spelling', async () => {
		const [row] = await rows('list.create', { name: 'Regulars', membersBy: 'phones', phoneNumbers: '+1 415 555 0134, (415) 555-0188', country: byId('US') });
		expect(seen()).toMatchObject([{ body: { title: 'Regulars', phones: ['14155550134', '14155550188'], local_id: expect.stringMatching(/.{20}/) as string } }]);
		expect(row).toMatchObject({ name: 'Regulars', members: 2, id: state().lists.at(-1)!.id });
		expect(state().contacts.some(({ phone }) => phone === '14155550188')).toBe(true);
	});

	test('is created once for items that want the same, and for each that wants another', async () => {
		const parameters = { name: '={{ $json.name }}', membersBy: 'contacts', contactIds: '3001' };
		const found = await items('list.create', parameters, { items: [{ name: 'A' }, { name: 'A' }, { name: 'B' }] });
		expect(made()).toHaveLength(2);
		expect(new Set(found.map(({ json }) => json.id)).size).toBe(2);
	});

	test('is renamed without a change of its members', async () => {
		const { targets } = structuredClone(stored());
		await rows('list.update', { list: byId(401), updateFields: { name: 'Letter' } });
		expect(seen()).toMatchObject([{ method: 'PUT', path: '/v2/lists/401', body: { title: 'Letter' } }]);
		expect(stored()).toMatchObject({ name: 'Letter', targets });
	});

	test('gets and loses members, and keeps the others', async () => {
		const before = Object.keys(stored().targets);
		const [added] = await rows('list.addMembers', { list: byId(401), membersBy: 'phones', phoneNumbers: '+1 415 555 0156, +1 415 555 0167' });
		expect(added).toMatchObject({ added: 2, id: 401 });
		expect(Object.keys(stored().targets)).toEqual([...before, '14155550156', '14155550167']);
		const [removed] = await rows('list.removeMembers', { list: byId(401), membersBy: 'contacts', contactIds: [3001] });
		expect(removed).toMatchObject({ removed: 1, id: 401 });
		expect(Object.keys(stored().targets)).not.toContain(before[0]);
		await rows('list.update', { list: byId(401), updateFields: { allMembers: '3001, 3002' } });
		expect(Object.keys(stored().targets)).toEqual(['14155550123', '14155550134']);
	});

	test('tells how many are on it', async () => {
		const [row] = await rows('list.getMany', { returnAll: true }).then((all) => all.filter(({ id }) => id === 401));
		expect(row).toMatchObject({ name: 'Newsletter', members: Object.keys(stored().targets).length });
	});

	test('of all channels is said to be one, a list of numbers is not', async () => {
		const parameters = { name: 'Mail', membersBy: 'emails', emails: 'ana@example.com' };
		await rows('list.create', { ...parameters, additionalFields: { listType: 'contacts' } });
		await rows('list.create', { ...parameters, name: 'Text', additionalFields: { listType: 'phones' } });
		expect(seen().map(({ body }) => (body as { type?: string }).type)).toEqual(['contacts', undefined]);
	});
});

describe('a tag', () => {
	test('has a color in hexadecimal digits, with or without #', async () => {
		expect(await rows('tag.create', { name: 'New', additionalFields: { color: '4b7bec' } })).toMatchObject([{ name: 'New', color: '#4B7BEC' }]);
		expect((await refusal('tag.create', { name: 'New', additionalFields: { color: 'blue' } })).message).toContain('Color: "blue" is not a color');
	});
});
