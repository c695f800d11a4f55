import type { IDataObject } from 'n8n-workflow';
import { byId, oneNode } from '../sandboxed';
import { loadedOptions } from '../editor';
import { run } from '../engine';
import { endOf } from '../sends';
import { useOperations } from './support';

const { rows, items, refusal, seen, sandbox, scenario } = useOperations('heymarket');

const state = () => sandbox().state.heymarket;
const stored = (id = 3001) => state().contacts.find((contact) => contact.id === id)!;
const made = () => seen().map(({ method, path }) => `${method} ${path}`);
const mapped = (value: IDataObject) => ({ mappingMode: 'defineBelow', value });
const uuid = '3f0c2b1e-6f6e-4a52-9d0f-000000003001';
const answer = (operationId: string, body: unknown) =>
	sandbox().faults.add({ provider: 'heymarket', match: { path: operationId }, fault: { type: 'status', status: 200, body: JSON.stringify(body) }, times: 'always' });
const stopped = async (operation: string, parameters: IDataObject) => String(endOf(await run(scenario(operation, parameters)))?.message);

describe('create or update', () => {
	const known = { phoneNumber: '(415) 555-0123', country: byId('US') };

	test('changes the contact that has the number, and keeps everything else of it', async () => {
		const before = structuredClone(stored());
		const [row] = await rows('contact.createOrUpdate', { ...known, additionalFields: { firstName: 'Anna' }, customFields: mapped({ 602: 'Blue' }) });
		expect(made()).toEqual(['POST /v1/contact/get', 'PUT /v1/contact/3001']);
		expect(stored()).toMatchObject({ first: 'Anna', last: before.last, email: before.email, tags: before.tags, custom: { ...before.custom, 602: 'Blue' }, assigned_user_id: before.assigned_user_id });
		expect(row).toMatchObject({ status: 'updated', first: 'Anna', last: before.last, id: 3001 });
	});

	test.each(['notFound', 'zeros'] as const)('creates a contact where nobody has the number (%s)', async (unknownPhone) => {
		state().unknowns.unknownPhone = unknownPhone;
		const [row] = await rows('contact.createOrUpdate', { phoneNumber: '+1 415 555 0188', additionalFields: { lastName: 'Ray', tags: [501, 502] } });
		expect(made()).toEqual(['POST /v1/contact/get', 'POST /v1/contact']);
		expect(state().contacts.at(-1)).toMatchObject({ phone: '14155550188', last: 'Ray', tags: [{ tag_id: 501 }, { tag_id: 502 }] });
		expect(row).toMatchObject({ status: 'created', last: 'Ray', id: state().contacts.at(-1)!.id });
	});

	test('of two items for a new number creates one contact', async () => {
		await items('contact.createOrUpdate', { phoneNumber: '+1 415 555 0188', additionalFields: { firstName: '={{ $json.first }}' } }, { items: [{ first: 'A' }, { first: 'B' }] });
		expect(state().contacts.filter(({ phone }) => phone === '14155550188')).toMatchObject([{ first: 'B' }]);
	});

	test('never opts a person in', async () => {
		state().optedOut.add('14155550123');
		for (const optedOutShown of ['shown', 'missing'] as const) {
			state().unknowns.optedOutShown = optedOutShown;
			await rows('contact.createOrUpdate', { ...known, additionalFields: { firstName: 'Anna' } });
		}
		expect(state().optedOut.has('14155550123')).toBe(true);
	});

	test.each([
		['somebody else', { id: 3002, phone: '14155550134' }],
		['no ID', { phone: '14155550123' }],
	])('is not made where Heymarket answers with %s', async (_, told) => {
		answer('findContact', told);
		expect(await stopped('contact.createOrUpdate', { ...known, additionalFields: { firstName: 'Anna' } })).toContain('Phone Number: Heymarket did not answer with the contact of this number');
		expect(made().filter((one) => !['POST /v1/contact/get', 'POST /v1/contact/status'].includes(one))).toEqual([]);
	});

	test('is not made where the number can’t be looked up', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'findContact' }, fault: { type: 'status', status: 403 }, times: 'always' });
		await stopped('contact.createOrUpdate', { ...known, additionalFields: { firstName: 'Anna' } });
		expect(made()).toEqual(['POST /v1/contact/get']);
	});
});

describe('a contact is created', () => {
	test('by its number', async () => {
		const [row] = await rows('contact.create', { channel: 'phone', phoneNumber: '+1 415 555 0188', additionalFields: { firstName: 'Gil', tags: '501, 503' } });
		expect(seen()).toMatchObject([{ path: '/v1/contact', body: { phone: '14155550188', first: 'Gil', tags: [{ tag_id: 501 }, { tag_id: 503 }] } }]);
		expect(row).toMatchObject({ name: 'Gil', phone: '14155550188', tags: '501, 503', id: expect.any(Number) as number });
	});

	test('by another channel', async () => {
		const [row] = await rows('contact.create', { channel: 'email', emailAddress: 'gil@example.com' });
		await rows('contact.create', { channel: 'other', channelType: 'Facebook', channelId: 'fb-900' });
		expect(seen()).toMatchObject([
			{ path: '/v2/contact', body: { contact_channels: [{ channel_type: 'email', channel_id: 'gil@example.com' }] } },
			{ path: '/v2/contact', body: { contact_channels: [{ channel_type: 'facebook', channel_id: 'fb-900' }] } },
		]);
		expect(row).toMatchObject({ channel: 'gil@example.com', uuid: expect.any(String) as string });
	});

	test('with five tags at most', async () => {
		const { message } = await refusal('contact.create', { channel: 'phone', phoneNumber: '+1 415 555 0188', additionalFields: { tags: [501, 502, 503, 504, 505, 506] } });
		expect(message).toContain('Tag Names or IDs: are 6, but only 5 are taken');
	});
});

test('the list of tags has all of the team, page by page', async () => {
	const [first] = state().tags;
	for (let id = 600; id < 640; id++) state().tags.push({ ...first, id, tag: `Tag ${id}`, updated: new Date(Date.UTC(2026, 1, 1, 0, id)).toISOString() });
	const options = await loadedOptions(oneNode(sandbox(), 'heymarket', {}), 'getTags');
	expect(options.map(({ value }) => value).toSorted()).toEqual(state().tags.map(({ id }) => id).toSorted());
	expect(options).toContainEqual({ name: 'VIP', value: 501 });
});

describe('an update of a contact', () => {
	test('sets tags in place of those it had, and keeps them where none are chosen', async () => {
		await rows('contact.update', { contact: byId(3001), updateFields: { tags: [504] } });
		expect(stored().tags).toEqual([{ tag_id: 504 }]);
		await rows('contact.update', { contact: byId(3001), updateFields: { firstName: 'Anna' } });
		expect(stored()).toMatchObject({ first: 'Anna', tags: [{ tag_id: 504 }] });
	});

	test.each(['inChannels', 'shown', 'missing'] as const)('by its UUID keeps what was not added, also of one without a number (%s)', async (contactUuid) => {
		state().unknowns.contactUuid = contactUuid;
		stored().phone = '';
		const before = structuredClone(stored());
		await rows('contact.update', { contactBy: 'uuid', contactUuid: byId(uuid), updateFields: { firstName: 'Anna' } });
		expect(made()).toEqual([`GET /v2/contact/${uuid}`, `PUT /v2/contact/${uuid}`]);
		expect(stored()).toMatchObject({ first: 'Anna', last: before.last, tags: before.tags, custom: before.custom, phone: '' });
	});

	test('by its UUID is not written over by another one, and can’t replace all custom fields', async () => {
		const parameters = { contactBy: 'uuid', contactUuid: byId(uuid) };
		const replacing = { ...parameters, updateFields: { replaceCustomFields: true }, customFields: mapped({ 602: 'x' }) };
		expect((await refusal('contact.update', replacing)).message).toContain('Replace All Custom Fields: Heymarket can’t do that to a contact by its UUID');
		answer('getContactByUuid', { id: 3002, uuid: uuid.replace('3001', '3002'), phone: '14155550134', is_opted_out: false });
		expect(await stopped('contact.update', { ...parameters, updateFields: { firstName: 'Anna' } })).toContain('Contact: Heymarket did not answer with this contact');
		expect(made().filter((one) => one.startsWith('PUT'))).toEqual([]);
	});
});

describe('one contact', () => {
	test('is read by its number in any spelling, and by its UUID', async () => {
		expect(await rows('contact.get', { contactBy: 'phone', phoneNumber: '(415) 555-0123', country: byId('US') })).toMatchObject([{ id: 3001 }]);
		expect(await rows('contact.get', { contactBy: 'uuid', contactUuid: byId(uuid) })).toMatchObject([{ id: 3001, uuid }]);
		expect(made()).toEqual(['POST /v1/contact/get', `GET /v2/contact/${uuid}`]);
	});

	test('is opted out and in, blocked and unblocked, by its ID or its number', async () => {
		const status = async () => (await rows('contact.getStatus', { contactBy: 'phone', phoneNumber: '+1 415 555 0123' }))[0];
		expect(await rows('contact.setStatus', { contact: byId(3001), consentStatus: 'unsubscribed' })).toEqual([{ success: true, status: 'unsubscribed', id: 3001 }]);
		expect(await status()).toMatchObject({ unsubscribed: true, blocked: false });
		await rows('contact.setStatus', { contactBy: 'phone', phoneNumber: '+1 415 555 0123', consentStatus: 'blocked' });
		expect(await status()).toMatchObject({ unsubscribed: true, blocked: true });
		await rows('contact.setStatus', { contact: byId(3001), consentStatus: 'active' });
		expect(await status()).toMatchObject({ unsubscribed: false, blocked: false });
	});

	test('gets a channel and another address', async () => {
		expect(await rows('contact.addChannel', { contactUuid: byId(uuid), channel: 'email', emailAddress: 'ana@example.org' })).toContainEqual(expect.objectContaining({ channel_type: 'email', channel: 'ana@example.org' }));
		await rows('contact.updateChannel', { contactUuid: byId(uuid), channel: 'phone', phoneNumber: '+1 415 555 0188' });
		expect(stored().phone).toBe('14155550188');
		expect(await rows('contact.getChannel', { contactUuid: byId(uuid), channelType: 'phone' })).toMatchObject([{ channel_type: 'phone', channel: '14155550188' }]);
	});

	test('is found by each of its channels', async () => {
		expect(await rows('contact.search', { channel: 'phone', phoneNumbers: '+1 415 555 0123, +1 415 555 0134' })).toMatchObject([{ id: 3001 }, { id: 3002 }]);
		expect(await rows('contact.search', { channel: 'other', channelType: 'id', channelIds: uuid })).toMatchObject([{ id: 3001, uuid }]);
		expect(await rows('contact.search', { channel: 'email', emails: 'nobody@example.com' })).toEqual([]);
	});

	test('is deleted by its UUID, or with others', async () => {
		expect(await rows('contact.delete', { contactBy: 'uuid', contactUuid: byId(uuid) })).toEqual([{ deleted: true, uuid }]);
		const others = ['3002', '3003'].map((id) => uuid.replace('3001', id));
		expect(await rows('contact.deleteMany', { contactUuids: others.join(', ') })).toEqual(others.map((one) => ({ deleted: true, uuid: one })));
		expect(seen().at(-1)).toMatchObject({ method: 'DELETE', path: '/v2/contacts', body: { contact_channels: [{ channel_type: 'id', channel_ids: others }] } });
		expect([3001, 3002, 3003].map((id) => stored(id))).toEqual([undefined, undefined, undefined]);
	});
});

test('all contacts come with their channels, each once', async () => {
	const found = await rows('contact.getMany', { details: 'channels', returnAll: true, simplify: false });
	expect(found.map(({ id }) => id).toSorted()).toEqual(state().contacts.map(({ id }) => id).toSorted());
	expect(found.find(({ id }) => id === 3001)!.contact_channels).toContainEqual(expect.objectContaining({ channel_type: 'phone', channel_id: '14155550123' }));
	expect(made()[0]).toBe('POST /v2/contacts/list');
});

describe('many contacts by their channels', () => {
	const change = { contact_id: uuid, first: 'Anna', is_opted_out: false };
	const another = { contact_channels: [{ channel_type: 'phone', channel_id: '+1 (415) 555-0188' }], last: 'Ray' };
	const many = { contactsBy: 'channels' };

	test('are told apart by what became of them', async () => {
		const refused = { contact_id: uuid.replace('3001', '9999'), first: 'Bo', is_opted_out: true };
		const found = await rows('contact.createOrUpdateMany', { ...many, channelContacts: JSON.stringify([change, another, refused]) });
		expect(seen()).toMatchObject([{ path: '/v2/contacts', body: { contacts: [change, { contact_channels: [{ channel_type: 'phone', channel_id: '14155550188' }], last: 'Ray' }, refused] } }]);
		expect(found).toMatchObject([{ name: expect.stringContaining('An') as string, status: 'written', id: 3001, uuid }, { phone: '14155550188', status: 'written' }, { first: 'Bo', status: 'not written', reason: expect.stringContaining('not a contact') as string }]);
	});

	test('a kind of channel in capitals is that kind, so its number is written as Heymarket takes it', async () => {
		const channels = [{ channel_type: 'Phone', channel_id: '(415) 555-0188' }, { channel_type: 'EMAIL', channel_id: 'Ray <ray@example.com>' }];
		await rows('contact.createOrUpdateMany', { ...many, channelContacts: JSON.stringify([{ contact_channels: channels }]) }, { credential: { defaultCountry: 'US' } });
		const written = [{ channel_type: 'phone', channel_id: '14155550188' }, { channel_type: 'email', channel_id: 'ray@example.com' }];
		expect(seen().map(({ body }) => body)).toEqual([{ contacts: [{ contact_channels: written }] }]);
	});

	test('are unknown where the answer can’t be read', async () => {
		answer('createOrUpdateChannelContacts', { done: true });
		expect(await rows('contact.createOrUpdateMany', { ...many, channelContacts: JSON.stringify([another]) })).toMatchObject([{ last: 'Ray', status: 'unknown' }]);
	});

	test.each([
		['neither', [{ first: 'A' }], 'Contacts: entry 1 has no contact_id or contact_channels'],
		['one twice', [change, change], 'Contacts: entry 2 has the contact_id of entry 1'],
		['no word on consent', [another, { contact_id: uuid, first: 'A' }], 'Contacts: entry 2 has no is_opted_out'],
		['half a channel', [{ contact_channels: [{ channel_type: 'phone' }] }], 'has no channel_type or no channel_id'],
		['a wrong number', [{ contact_channels: [{ channel_type: 'phone', channel_id: '12' }] }], 'is too short for a phone number'],
	])('are refused with %s', async (_, list, message) => {
		expect((await refusal('contact.createOrUpdateMany', { ...many, channelContacts: JSON.stringify(list) })).message).toContain(message);
	});
});

test('custom fields are created from their titles, and told where the team has them', async () => {
	expect(await rows('customField.createMany', { titles: 'Shoe Size, Birthday' })).toEqual([{ title: 'Shoe Size', duplicate: false, id: 605 }, { title: 'Birthday', duplicate: true, id: 602 }]);
	expect(seen()).toMatchObject([{ body: [{ title: 'Shoe Size' }, { title: 'Birthday' }] }]);
	expect(await rows('customField.getMany')).toContainEqual({ title: 'Shoe Size', id: 605 });
});
