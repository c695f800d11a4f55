import type { IDataObject } from 'n8n-workflow';
import { mappedFields, search } from '../editor';
import { byId, keepLimits, oneNode } from '../sandboxed';
import { run } from '../engine';
import { endOf, failures } from '../sends';
import { useOperations } from './support';

const { rows, refusal, route, seen, sandbox } = useOperations('whippy');

const id = (kind: number, index: number) => `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;
const state = () => sandbox().state.whippy;
const first = () => state().contacts[0];
const made = () => seen().map(({ method, path }) => `${method} ${path}`);
const campaign = { phoneChannel: byId('+14155550110'), campaignTitle: 'Spring', people: '+1 415 555 0123, +1 415 555 0124', text: 'Our spring menu is here.' };
const sequence = { sequence: byId(id(22, 1)), people: '+1 415 555 0123' };

describe('who may be messaged', () => {
	const withConsent = async (changed: IDataObject) => {
		sandbox().faults.add({ provider: 'whippy', match: { path: 'getContact' }, fault: { type: 'status', status: 200, body: JSON.stringify({ data: { id: id(2, 1), name: 'Ana', ...changed } }) } });
		return (await rows('contact.get', { contact: byId(id(2, 1)) }))[0];
	};

	test('stands in the rows: the channels that a contact is opted in to, and those that it has opted out of', async () => {
		const [row] = await rows('contact.get', { contact: byId(id(2, 3)) });
		expect(row).toMatchObject({ opted_in_channels: id(1, 1), opted_out_channels: id(1, 2), blocked: false });
		const all = await rows('contact.getMany', { returnAll: true });
		expect(all.find((one) => one.id === id(2, 3))).toEqual(row);
		expect(all.find((one) => one.id === id(2, 5))).toMatchObject({ state: 'blocked', blocked: true });
	});

	test('is nobody’s yes where Whippy tells nothing, or something else', async () => {
		expect(await withConsent({})).not.toHaveProperty('opted_in_channels');
		expect(await withConsent({ communication_preferences: null })).not.toHaveProperty('opted_in_channels');
		const odd = [null, { channel_id: id(1, 1) }, { channel_id: id(1, 2), opt_in: null }, { channel_id: id(1, 3), opt_in: 'true' }];
		expect(await withConsent({ communication_preferences: odd })).toMatchObject({ opted_in_channels: '', opted_out_channels: '' });
	});

	test('doesn’t change for those who are known, whatever a request opts in', async () => {
		const contactNumber = String(state().contacts[2].phone);
		await rows('contact.createOrUpdate', { contactNumber, additionalFields: { optInToAllChannels: true } });
		expect(state().contacts[2].channels).toEqual([id(1, 1)]);
	});
});

describe('an update of a contact', () => {
	test.each(['replaced', 'joined'] as const)('changes one part of an address and keeps the others, where Whippy has it %s', async (addressWritten) => {
		for (const postalCodeKey of ['post_code', 'postal_code'] as const) {
			Object.assign(state().unknowns, { addressWritten, postalCodeKey });
			await rows('contact.update', { contact: byId(id(2, 1)), updateFields: { addressCity: 'Berkeley' } });
			expect(first().address).toEqual({ address_line_one: '1 Pier', address_line_two: 'Gate 4', city: 'Berkeley', state: 'CA', country: 'US', post_code: '94607' });
		}
	});

	test('sends only what was added', async () => {
		await rows('contact.update', { contact: byId(id(2, 1)), updateFields: { name: 'Anna', birthDate: '1960-04-17' } });
		expect(seen()[1].body).toEqual({ name: 'Anna', birth_date: { day: 17, month: 4, year: 1960 } });
		expect(first()).toMatchObject({ name: 'Anna', email: 'ana@example.com', external_id: 'crm-1' });
	});

	test('clears what is to be empty, and nothing else', async () => {
		await rows('contact.update', { contact: byId(id(2, 1)), updateFields: { clearFields: ['email', 'address'] } });
		expect(seen()[1].body).toEqual({ email: null, address: null });
		expect(first()).toMatchObject({ email: null, address: null, name: 'Ana Reyes', external_id: 'crm-1' });
	});

	test('that changes and clears one field is refused', async () => {
		const { message } = await refusal('contact.update', { contact: byId(id(2, 1)), updateFields: { email: 'a@example.com', clearFields: ['email'] } });
		expect(message).toBe('Clear Fields: Email is changed as well [item 0]');
	});

	test('is not made of another contact’s answer', async () => {
		const answer = { data: { id: id(2, 2), address: { city: 'Elsewhere' } } };
		sandbox().faults.add({ provider: 'whippy', match: { path: 'getContact' }, fault: { type: 'status', status: 200, body: JSON.stringify(answer) } });
		const execution = await run(oneNode(sandbox(), 'whippy', { resource: 'contact', operation: 'update', contact: byId(id(2, 1)), updateFields: { name: 'Anna' } }));
		expect(endOf(execution)?.message).toContain('Contact: Whippy did not answer with this contact');
		expect(made()).toEqual([`GET /v1/contacts/${id(2, 1)}`]);
	});
});

describe('many contacts', () => {
	const contacts = [{ phone: '+1 415 555 0123', name: 'Anna' }, { email: 'new@example.com', birth_date: '1960-04-17' }];

	test('tell what became of each, however Whippy answers', async () => {
		expect(await rows('contact.createOrUpdateMany', { contacts })).toEqual([
			{ name: 'Anna', phone: '+14155550123', status: 'accepted' },
			{ email: 'new@example.com', status: 'accepted' },
		]);
		state().unknowns.upsertAnswer = 'contacts';
		expect(await rows('contact.createOrUpdateMany', { contacts })).toMatchObject([{ name: 'Anna', status: 'written', id: id(2, 1) }, { email: 'new@example.com', status: 'written' }]);
	});

	test.each([
		['properties without their custom object', [{ phone: '+14155550123', properties: { city: 'Oakland' } }], 'Contacts: entry 1 has properties, but no Custom Object is chosen [item 0]'],
		['a part of an address that is none', [{ phone: '+14155550123', address: { town: 'X' } }], 'Contacts: entry 1, address: has "town", which is no part of an address [item 0]'],
		['nobody', [{ name: 'Ana' }], 'Contacts: entry 1 has no phone or email or external_id [item 0]'],
	])('with %s are refused', async (_, given, message) => {
		expect((await refusal('contact.createOrUpdateMany', { contacts: given as unknown as IDataObject[] })).message).toBe(message);
	});

	test('have their properties stored in the custom object', async () => {
		const given = [{ phone: '+1 415 555 0123', properties: { city: 'Albany' } }];
		await rows('contact.createOrUpdateMany', { contacts: given, additionalFields: { customObject: byId(id(26, 1)) } });
		expect(seen()[0].body).toMatchObject({ custom_data: { custom_object_id: id(26, 1), resource: 'contact' } });
		expect(state().customObjectRecords[0].properties).toMatchObject({ city: 'Albany' });
	});
});

describe('a campaign and a sequence', () => {
	test('go to numbers, or to contacts with more about each', async () => {
		await rows('campaign.send', campaign);
		await rows('campaign.send', { ...campaign, people: '={{ [{ phone: "+1 415 555 0123", name: "Ana" }, "+1 415 555 0124"] }}' });
		expect(seen().map(({ body }) => (body as IDataObject).to)).toEqual([
			[{ phone: '+14155550123' }, { phone: '+14155550124' }],
			[{ phone: '+14155550123', name: 'Ana' }, { phone: '+14155550124' }],
		]);
		expect(state().campaignContacts.filter(({ campaign_id }) => campaign_id === state().campaigns[0].id)).toHaveLength(2);
	});

	test('of whom an address is not allowed reach nobody by a sequence', async () => {
		const people = '={{ [{ phone: "+1 415 555 0123", email: "ana@elsewhere.example" }] }}';
		const limited = { credential: { allowedRecipients: '1415*' } };
		const { message } = await refusal('sequence.addContacts', { ...sequence, people }, limited);
		expect(message).toBe('ana@elsewhere.example is not among the Allowed Recipients of this credential [item 0]');
		// Nobody is mailed by a text.
		await rows('campaign.send', { ...campaign, people }, limited);
	});

	test('a sequence in which somebody is added and removed', async () => {
		const inIt = () => state().stepContacts.filter(({ sequence_id, contact_id }) => sequence_id === id(22, 1) && contact_id === id(2, 1)).length;
		const [row] = await rows('sequence.addContacts', { ...sequence, step: byId(id(23, 2)), additionalFields: { fromChannel: 'CARE@whippy-demo.example' } });
		expect(row).toEqual({ to: '+14155550123', status: 'accepted', sequence_id: id(22, 1) });
		expect(seen()[0].body).toMatchObject({ step_id: id(23, 2), from: 'CARE@whippy-demo.example' });
		expect(inIt()).toBe(1);
		expect(await rows('sequence.removeContacts', sequence)).toEqual([{ contacts: 1, status: 'accepted', sequence_id: id(22, 1) }]);
		expect(inIt()).toBe(0);
	});

	test('a draft takes nobody, in Whippy’s words', async () => {
		const execution = await run(oneNode(sandbox(), 'whippy', { resource: 'sequence', operation: 'addContacts', ...sequence, sequence: byId(id(22, 4)) }));
		expect(endOf(execution)?.message).toBe('Whippy refused this message: the sequence is draft [item 0]');
	});

	test.each([
		['a custom object’s side without the object', { additionalFields: { stepPropertiesOf: 'contact' } }, 'Custom Object: is empty [item 0]'],
		['a channel that is neither number nor address', { additionalFields: { fromChannel: 'front desk' } }, /^From: /],
	])('refuse %s', async (_, parameters, message) => {
		expect((await refusal('sequence.addContacts', { ...sequence, ...parameters })).message).toMatch(message);
	});
});

describe('ten writes a minute', () => {
	const items = Array.from({ length: 12 }, (_, at) => ({ to: `+1 415 555 ${2000 + at}` }));
	const many = { resource: 'sequence', operation: 'addContacts', ...sequence, people: '={{ $json.to }}', delivery: { maxWaitSeconds: 1 } };

	test('are kept to: the rest is told, with the time, and Whippy refuses nothing', async () => {
		keepLimits();
		sandbox().limits.set('whippy', 'default');
		const execution = await run(oneNode(sandbox(), 'whippy', many, { items, settings: { onError: 'continueErrorOutput' } }));
		const late = Object.values(failures(execution));
		const { requests } = sandbox().ledger.snapshot();
		expect(requests.map(({ status }) => status)).toEqual(Array.from({ length: 12 - late.length }, () => 202));
		expect(late).toHaveLength(2);
		for (const { code, retryAfter } of late) {
			expect(code).toBe('rate_limited');
			expect(Date.parse(String(retryAfter)) - Date.now()).toBeGreaterThan(30_000);
		}
	});

	test('don’t hold up texts, reads and other changes', async () => {
		keepLimits();
		await run(oneNode(sandbox(), 'whippy', many, { items, settings: { onError: 'continueErrorOutput' } }));
		sandbox().ledger.reset();
		const sms = { phoneChannel: byId('+14155550110'), phoneNumber: '={{ $json.to }}', text: 'Hello', delivery: { maxWaitSeconds: 1 } };
		expect(await rows('sms.send', sms, { items })).toHaveLength(12);
		expect(await rows('sequence.getMany', { returnAll: true })).toHaveLength(55);
		// The limit of a second may be used up by what came before; the one of a minute would need longer.
		await rows('contact.createOrUpdate', { contactNumber: '+1 415 555 0123', delivery: { maxWaitSeconds: 2 } });
	});

	test('are waited for where there is time, in the order of the items', async () => {
		keepLimits([{ count: 10, windowMs: 1_500, words: 'ten in a while', countedBy: 'account' }]);
		// A little shorter than the node's own, since requests don't take equally long to arrive.
		sandbox().limits.set('whippy', { count: 10, window: 1_000, kind: 'sliding' }, 'slow');
		const begun = Date.now();
		await run(oneNode(sandbox(), 'whippy', { ...many, delivery: {} }, { items }));
		const { requests, accepted } = sandbox().ledger.snapshot();
		expect(requests.map(({ status }) => status)).toEqual(items.map(() => 202));
		expect(accepted.map(({ recipients }) => recipients[0]).toSorted()).toEqual(items.map(({ to }) => to.replaceAll(' ', '')));
		expect(Date.now() - begun).toBeGreaterThan(1_400);
	});
});

describe('custom objects', () => {
	const delivery = byId(id(26, 1));
	const mapped = (value: IDataObject) => ({ mappingMode: 'defineBelow', value });
	const form = { resource: 'customObjectRecord', operation: 'createOrUpdate', customObject: delivery };

	test('show their properties in the form, each with its type', async () => {
		const { fields } = await mappedFields(oneNode(sandbox(), 'whippy', form), 'getCustomProperties');
		expect(fields.map((field) => [field.id, field.type])).toEqual([
			['city', 'string'], ['parcels', 'number'], ['weight', 'number'], ['fragile', 'boolean'], ['due', 'string'], ['contents', 'array'], ['details', 'object'], ['carrier', 'string'],
		]);
		await expect(mappedFields(oneNode(sandbox(), 'whippy', { ...form, customObject: '' }), 'getCustomProperties')).rejects.toThrow('Choose a custom object first');
		state().customObjects[0].custom_properties[1].label = 'City';
		const { fields: same } = await mappedFields(oneNode(sandbox(), 'whippy', form), 'getCustomProperties');
		expect(same.slice(0, 2).map(({ displayName }) => displayName)).toEqual(['City (city)', 'City (parcels)']);
	});

	test('have records whose values keep their types; what is not filled in stays', async () => {
		const values = { parcels: 2, weight: 1.5, fragile: true, contents: ['cup'], details: { a: 1 } };
		const [row] = await rows('customObjectRecord.createOrUpdate', { customObject: delivery, attachedTo: 'contact', contact: byId(id(2, 1)), properties: mapped(values) });
		expect(JSON.parse(String(row.properties))).toEqual({ ...values, city: 'Oakland', carrier: 'Swift Post' });
		expect(seen()[0].body).toEqual({ associated_resource_id: id(2, 1), associated_resource_type: 'contact', properties: values });
	});

	test('have records that are known by something', async () => {
		const { message } = await refusal('customObjectRecord.createOrUpdate', { customObject: delivery, attachedTo: 'nothing', properties: mapped({ city: 'Oakland' }) });
		expect(message).toBe('Record External ID: is empty [item 0]');
	});

	test.each([
		['number', '3', 3], ['float', '1.5', 1.5], ['boolean', 'true', true], ['list', '["cup"]', ['cup']], ['map', '{"a":1}', { a: 1 }], ['text', '3', '3'], ['date', '2026-01-05', '2026-01-05'], ['number', 'three', 'three'],
		['number', '12345678901234567890', '12345678901234567890'], ['float', '1e999', '1e999'], ['number', 'null', 'null'], ['number', '1.5', '1.5'], ['boolean', '1', '1'], ['list', '{"a":1}', '{"a":1}'], ['map', '[1]', '[1]'], ['map', 'null', 'null'],
	])('a value of type %s is written as one: %s', async (valueType, newValue, sent) => {
		const ids = { customObject: delivery, record: byId(id(28, 1)), property: byId(id(27, 2)) };
		await run(oneNode(sandbox(), 'whippy', { resource: 'customObjectRecord', operation: 'updateValue', ...ids, valueType, newValue }));
		expect(seen()[0].body).toEqual({ value: sent });
	});

	test('are made with properties, each with a type', async () => {
		const newProperties = [{ key: 'amount', label: 'Amount', type: 'number', default: '3' }, { key: 'note', label: 'Note' }];
		const [row] = await rows('customObject.create', { label: 'Order', objectKey: 'order', newProperties });
		expect(row).toMatchObject({ label: 'Order', key: 'order', properties: 'amount, note' });
		expect(seen()[0].body).toEqual({ label: 'Order', key: 'order', custom_properties: [{ key: 'amount', label: 'Amount', type: 'number', default: 3 }, { key: 'note', label: 'Note', type: 'text' }] });
	});

	test.each([
		['a key in another spelling', { objectKey: 'Order No' }, 'Object Key: "Order No" is not in snake case [item 0]'],
		['a property without a label', { objectKey: 'order', newProperties: [{ key: 'amount' }] }, 'Properties: entry 1 has no label [item 0]'],
	])('with %s are refused', async (_, parameters, message) => {
		expect((await refusal('customObject.create', { label: 'Order', ...parameters } as IDataObject)).message).toBe(message);
	});
});

describe('an AI agent', () => {
	const agent = byId(id(30, 1));

	test.each([['messages', 'sms'], ['channels', 'phone']] as const)('chats by text, where the kinds are called as %s are', async (chatTypes, chatType) => {
		state().unknowns.chatTypes = chatTypes;
		const [row] = await rows('agent.startChat', { agent, chatBy: 'number', phoneChannel: byId('+14155550110'), phoneNumber: '+1 415 555 0123', chatType });
		expect(row).toMatchObject({ to: '+14155550123', status: 'accepted', agent_id: id(30, 1) });
	});

	test('chats by email, under the one word for it', async () => {
		const parameters = { agent, chatBy: 'email', fromEmail: 'care@whippy-demo.example', to: 'ana@example.com' };
		await rows('agent.startChat', parameters);
		await route('agent.startChat', parameters);
		expect(seen().map(({ body }) => (body as IDataObject).type)).toEqual(['email', 'email']);
	});

	test('gets texts for its placeholders', async () => {
		await rows('agent.startCall', { agent, phoneChannel: byId('+14155550110'), phoneNumber: '+1 415 555 0123', additionalFields: { placeholders: '{"order": 1042, "paid": true}' } });
		expect(seen()[0].body).toMatchObject({ custom_placeholders_data: { order: '1042', paid: 'true' } });
	});
});

describe('custom events', () => {
	test('are about contacts, or what else is named', async () => {
		await rows('customEvent.create', { event: 'order.shipped', about: `${id(2, 1)}, ${id(2, 2)}` });
		await rows('customEvent.create', { event: 'order.shipped', about: `={{ [{ resource: "message", id: "${id(4, 1)}" }] }}` });
		expect(state().customEvents.map((one) => one.associated_resources)).toEqual([
			[{ resource: 'contact', id: id(2, 1) }, { resource: 'contact', id: id(2, 2) }],
			[{ resource: 'message', id: id(4, 1) }],
		]);
	});

	test('tell what became of each of many, several of one kind among them', async () => {
		const customEvents = [{ event: 'order.paid' }, { event: 'order.paid' }];
		expect(await rows('customEvent.createMany', { customEvents })).toMatchObject([{ event: 'order.paid', status: 'created' }, { event: 'order.paid', status: 'created' }]);
		const answer = { data: { successful: [], queued: [{ event: 'order.paid' }], failed: [{ event: 'order.x' }] } };
		const give = (body: unknown) => sandbox().faults.add({ provider: 'whippy', match: { path: 'createCustomEvents' }, fault: { type: 'status', status: 202, body: JSON.stringify(body) } });
		give(answer);
		expect((await rows('customEvent.createMany', { customEvents })).map(({ status }) => status)).toEqual(['queued', 'failed']);
		give({ message: 'ok' });
		expect((await rows('customEvent.createMany', { customEvents })).map(({ status }) => status)).toEqual(['accepted', 'accepted']);
	});
});

describe('lists that depend on what is chosen', () => {
	const list = async (method: string, form: IDataObject, filter?: string) => (await search(oneNode(sandbox(), 'whippy', form), method, { filter })).results.map(({ name }) => name);
	const chosen = { sequence: byId(id(22, 1)), customObject: byId(id(26, 1)) };

	test.each([
		['searchSteps', ['Welcome', 'A week later'], 'a sequence'],
		['searchRuns', ['Ana Reyes, +1 415 555 0123, ana@example.com, active'], 'a sequence'],
		['searchRecords', ['order-1042, contact'], 'a custom object'],
		['searchProperties', ['City', 'Parcels'], 'a custom object'],
	])('%s has those of it', async (method, names, what) => {
		expect((await list(method, chosen)).slice(0, names.length)).toEqual(names);
		expect(await list(method, chosen, names[0].slice(0, 6).toUpperCase())).toContain(names[0]);
		for (const form of [{}, { sequence: byId('../x'), customObject: byId('../x') }]) await expect(list(method, form)).rejects.toThrow(`Choose ${what} first`);
	});
});
