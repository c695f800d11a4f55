import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { run } from '../engine';
import { endOf } from '../sends';
import { useOperations } from './support';

const { rows, items, refusal, route, seen, sandbox, scenario } = useOperations('heymarket');

const contacts = () => sandbox().state.heymarket.contacts;
const stored = (id = 3001) => contacts().find((contact) => contact.id === id)!;
/** What a change leaves as it is, unless it changes it. */
const kept = () => Object.fromEntries(Object.entries(structuredClone(stored())).filter(([name]) => !['rev', 'updated', 'op'].includes(name)));
const mapped = (value: IDataObject) => ({ mappingMode: 'defineBelow', value });
const answer = (operationId: string, body: unknown) =>
	sandbox().faults.add({ provider: 'heymarket', match: { path: operationId }, fault: { type: 'status', status: 200, body: JSON.stringify(body) }, times: 'always' });
const made = () => seen().map(({ method, path }) => `${method} ${path}`);

describe('an update of a contact', () => {
	test('changes what was added, and carries everything else over', async () => {
		const before = kept();
		const [row] = await rows('contact.update', { contact: byId(3001), updateFields: { firstName: 'Anna' } });
		expect(made()).toEqual(['GET /v1/contact/3001', 'PUT /v1/contact/3001']);
		expect(stored()).toMatchObject({ ...before, first: 'Anna' });
		expect(row).toMatchObject({ first: 'Anna', last: before.last, phone: before.phone, id: 3001 });
		expect(row).not.toHaveProperty('status');
	});

	test('of every field at once', async () => {
		const updateFields = {
			assignee: byId(102), displayName: 'A. R.', email: 'anna@example.com', firstName: 'Anna', isOptedOut: true, lastName: 'Ray',
			phoneNumber: '+1 415 555 0188', avatarUrl: 'https://example.com/a.png', replaceCustomFields: true,
		};
		await rows('contact.update', { contact: byId(3001), updateFields, customFields: mapped({ 602: 'Blue' }) });
		expect(stored()).toMatchObject({
			assigned_user_id: 102, display_name: 'A. R.', email: 'anna@example.com', first: 'Anna', last: 'Ray',
			phone: '14155550188', avatar: 'https://example.com/a.png', custom: { 602: 'Blue' },
		});
		expect(seen()[1]).toMatchObject({ query: { overwrite: 'true' }, body: { is_opted_out: true } });
	});

	test.each([
		['first', { first: '' }],
		['email', { email: '' }],
		['assignee_id', { assigned_user_id: 0 }],
		['tags', { tags: [] }],
	])('clears %s, and nothing else', async (field, empty) => {
		const before = kept();
		await rows('contact.update', { contact: byId(3001), updateFields: { clearFields: [field] } });
		expect(stored()).toMatchObject({ ...before, ...empty });
	});

	test('joins custom fields with those that are stored', async () => {
		const { custom } = structuredClone(stored());
		await rows('contact.update', { contact: byId(3001), customFields: mapped({ 602: 'Blue', 603: '' }) });
		expect(stored().custom).toEqual({ ...custom, 602: 'Blue' });
	});

	test('fills custom fields from the input by their titles where n8n maps automatically', async () => {
		const [{ id, title }] = sandbox().state.heymarket.contactFields;
		const customFields = { mappingMode: 'autoMapInputData', value: {}, schema: [{ id: String(id), displayName: title }, { id: '602', displayName: 'Not there' }] };
		await rows('contact.update', { contact: byId(3001), customFields }, { items: [{ [title]: 'Gold', other: 1 }] });
		expect(stored().custom).toMatchObject({ [id]: 'Gold' });
		expect(seen()[1].body).toMatchObject({ custom: { [id]: 'Gold' } });
	});

	test('may be the same through RoutingNode', async () => {
		const parameters = { contact: byId(3001), updateFields: { lastName: 'Ray' }, customFields: mapped({ 602: 'Blue' }) };
		await rows('contact.update', parameters);
		await route('contact.update', parameters);
		const [read, write, readAgain, writeAgain] = seen();
		expect([readAgain, writeAgain]).toEqual([read, write]);
	});

	test.each([
		['nothing added', {}, 'Update Fields: nothing is filled in'],
		['only fields that are left empty', { updateFields: { firstName: '' }, customFields: mapped({ 602: '' }) }, 'Update Fields: nothing is filled in'],
		['only how custom fields are written', { updateFields: { replaceCustomFields: true } }, 'Update Fields: nothing is filled in'],
		['a custom field by its title', { customFields: mapped({ Plan: 'Gold' }) }, 'Custom Fields: "Plan" is not the ID of a custom field'],
		['an object in a custom field', { customFields: mapped({ 602: { a: 1 } }) }, 'Custom Fields: field 602 is an object, not text'],
		['a custom field whose expression gives nothing', { updateFields: { firstName: 'Anna' }, customFields: mapped({ 602: '={{ $json.nobody }}', 603: 'x' }) }, 'Custom Fields: the expression of field 602 gives nothing for this item'],
		['text in place of custom fields', { customFields: 'Gold' }, 'Custom Fields: "Gold" is not a set of fields'],
	])('is refused with %s', async (_, parameters, message) => {
		expect(await refusal('contact.update', { contact: byId(3001), ...parameters })).toMatchObject({ message: `${message} [item 0]` });
	});

	test('of a field that is cleared as well is refused, and nothing is written', async () => {
		const execution = await run(scenario('contact.update', { contact: byId(3001), updateFields: { firstName: 'Anna', clearFields: ['first'] } }));
		expect(endOf(execution)?.message).toMatch(/^Clear Fields: First Name is changed as well/);
		expect(made()).toEqual([]);
	});

	test('of a contact that doesn’t exist says so', async () => {
		const execution = await run(scenario('contact.update', { contact: byId(9999), updateFields: { firstName: 'Anna' } }));
		expect(endOf(execution)?.message).toContain('9999');
		expect(made()).toEqual(['GET /v1/contact/9999']);
	});

	test('reads again before each try, and carries over what was changed meanwhile', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'updateContact' }, when: 'before', fault: { type: 'status', status: 500 }, times: 1 });
		const off = onRequest('updateContact', () => {
			stored().last = 'Changed meanwhile';
			stored().rev += 1;
		});
		await rows('contact.update', { contact: byId(3001), updateFields: { firstName: 'Anna' } });
		off();
		expect(made()).toEqual(['GET /v1/contact/3001', 'PUT /v1/contact/3001', 'GET /v1/contact/3001', 'PUT /v1/contact/3001']);
		expect(stored()).toMatchObject({ first: 'Anna', last: 'Changed meanwhile' });
	});

	test.each([
		['is null in the answer', { is_opted_out: null }],
		['is not in the answer', {}],
	])('keeps that a person has opted out, which %s', async (_, told) => {
		sandbox().state.heymarket.optedOut.add('14155550123');
		answer('getContact', { id: 3001, phone: '14155550123', ...told });
		await rows('contact.update', { contact: byId(3001), updateFields: { firstName: 'Anna' } });
		expect(seen().at(-1)).toMatchObject({ method: 'PUT', body: { phone: '14155550123', first: 'Anna', is_opted_out: true } });
	});

	test.each([
		['another contact', 'getContact', { id: 3002, phone: '14155550134', is_opted_out: false }, 'Contact: Heymarket did not answer with this contact'],
		['no contact', 'getContact', {}, 'Contact: Heymarket did not answer with this contact'],
		['tags in another shape', 'getContact', { id: 3001, phone: '14155550123', is_opted_out: false, tags: { 501: true } }, 'Heymarket names the tags of this contact in a way that is not known'],
		['no word on consent', 'getContactStatus', { id: 3001 }, 'Opted Out: Heymarket did not tell whether the person has opted out'],
	])('is not made where Heymarket answers with %s', async (_, operationId, told, message) => {
		sandbox().unknowns.set('heymarket', 'optedOutShown', 'missing');
		answer(operationId, told);
		const execution = await run(scenario('contact.update', { contact: byId(3001), updateFields: { firstName: 'Anna' } }));
		expect(endOf(execution)?.message).toContain(message);
		expect(made().filter((one) => one.startsWith('PUT'))).toEqual([]);
	});

	test('of two items for one contact never overlaps, and neither wipes the other’s field', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'getContact' }, when: 'before', fault: { type: 'delay', milliseconds: 50 }, times: 'always' });
		const parameters = { contact: byId(3001), updateFields: { firstName: '={{ $json.first }}', email: '={{ $json.email }}' } };
		await rows('contact.update', parameters, { items: [{ first: 'Anna', email: '' }, { first: '', email: 'anna@example.com' }] });
		expect(stored()).toMatchObject({ first: 'Anna', email: 'anna@example.com' });
	});

	test('of two workflows for one contact never overlaps either', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'getContact' }, when: 'before', fault: { type: 'delay', milliseconds: 50 }, times: 'always' });
		await Promise.all([
			items('contact.update', { contact: byId(3001), updateFields: { firstName: 'Anna' } }),
			items('contact.update', { contact: byId(3001), updateFields: { email: 'anna@example.com' } }),
		]);
		expect(stored()).toMatchObject({ first: 'Anna', email: 'anna@example.com' });
	});

	test('is not made again by Retry On Fail once it is accepted', async () => {
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'updateContact', bodyIncludes: '14155550134' }, when: 'before', fault: { type: 'status', status: 400 }, times: 1 });
		await rows('contact.update', { contact: byId('={{ $json.id }}'), updateFields: { firstName: 'Anna' } }, { items: [{ id: 3001 }, { id: 3002 }], settings });
		expect(made().filter((one) => one === 'PUT /v1/contact/3001')).toHaveLength(1);
	});
});

/** Calls a function when a request to an operation arrives for the first time. */
function onRequest(operationId: string, change: () => void): () => void {
	const { ledger } = sandbox();
	const occupy = jest.spyOn(ledger, 'occupy');
	const original = occupy.getMockImplementation();
	let isDone = false;
	occupy.mockImplementation(function (this: typeof ledger, ...given) {
		const [entry] = given;
		if (!isDone && entry.operationId === operationId) {
			isDone = true;
			change();
		}
		occupy.mockRestore();
		const result = ledger.occupy(...given);
		if (!isDone) onRequest(operationId, change);
		return original ? original.apply(this, given) : result;
	});
	return () => occupy.mockRestore();
}

test('a change of unknown outcome is told in words of a change, and names no option that the form doesn’t have', async () => {
	sandbox().faults.add({ provider: 'heymarket', match: { path: 'createOrUpdateContacts' }, when: 'after', fault: { type: 'reset' }, times: 1 });
	const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
	const execution = await run(scenario('contact.createOrUpdateMany', { contacts: [{ phone: '+14155550188' }] }, { settings }));
	expect(made()).toEqual(['POST /v1/batch/contacts']);
	const description = String(endOf(execution)?.description);
	expect(description).toContain('It was not made again.');
	expect(description).toContain('To make it again, start a new execution.');
	expect(description).not.toMatch(/Send Again|sent/);
});

test.each([
	['no custom field', {}],
	['custom fields of which none is filled in', { customFields: mapped({ 601: '={{ $json.nothing }}' }) }],
])('all custom fields are not lost to Replace All Custom Fields with %s', async (_, parameters) => {
	const updateFields = { firstName: 'Anna', replaceCustomFields: true };
	const { message } = await refusal('contact.update', { contact: byId(3001), updateFields, ...parameters });
	expect(message).toContain('Replace All Custom Fields: no custom field is filled in, so the contact would lose all of them');
});

describe('deleting a contact', () => {
	test('gives a row that says so', async () => {
		expect(await rows('contact.delete', { contact: byId(3001) })).toEqual([{ deleted: true, id: 3001 }]);
		expect(stored()).toBeUndefined();
	});

	test('counts as done where an earlier try may have deleted it', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'deleteContact' }, when: 'after', fault: { type: 'reset' }, times: 1 });
		expect(await rows('contact.delete', { contact: byId(3001) })).toEqual([{ deleted: true, id: 3001 }]);
		expect(made()).toEqual(['DELETE /v1/contact/3001', 'DELETE /v1/contact/3001']);
	});

	test('of one that doesn’t exist is refused', async () => {
		const execution = await run(scenario('contact.delete', { contact: byId(9999) }));
		expect(endOf(execution)?.message).toContain('Heymarket refused this change');
		expect(endOf(execution)?.description).toContain('Nothing was changed.');
	});
});

test('contacts are counted: the answer is a number as text', async () => {
	expect(await rows('contact.count')).toEqual([{ count: contacts().length }]);
});

test.each([['null'], ['[]'], ['{}'], ['[null]']])('a count that is %s is not none', async (body) => {
	sandbox().faults.add({ provider: 'heymarket', match: { path: 'countContacts' }, fault: { type: 'status', status: 200, body } });
	await expect(rows('contact.count')).rejects.toThrow('Heymarket did not answer with a number [item 0]');
});

test('a count that is no number is no answer', async () => {
	sandbox().faults.add({ provider: 'heymarket', match: { path: 'countContacts' }, fault: { type: 'status', status: 200, body: '"soon"' }, times: 'always' });
	const execution = await run(scenario('contact.count', {}));
	expect(endOf(execution)?.message).toContain('Heymarket could not be read: its answer could not be read');
});

test('all contacts come, each once, also those of equal times', async () => {
	const found = await rows('contact.getMany', { returnAll: true });
	expect(found.map(({ id }) => id).toSorted()).toEqual(contacts().map(({ id }) => id).toSorted());
});

test('one contact is read', async () => {
	expect(await rows('contact.get', { contact: byId(3001) })).toMatchObject([{ name: expect.any(String) as string, phone: stored().phone, id: 3001 }]);
});

describe('many contacts in one request', () => {
	const given = [{ phone: '+1 415 555 0188', first: 'Gil' }, { phone: '(415) 555-0189', custom: { 601: 'Gold' } }];

	test('are sent as a bare list', async () => {
		const found = await rows('contact.createOrUpdateMany', { contacts: JSON.stringify(given), country: byId('US') });
		expect(seen()).toMatchObject([{ method: 'POST', path: '/v1/batch/contacts', body: [{ phone: '14155550188', first: 'Gil' }, { phone: '14155550189', custom: { 601: 'Gold' } }] }]);
		expect(found).toEqual([{ phone: '14155550188', first: 'Gil', status: 'created, or was there before' }, { phone: '14155550189', custom: { 601: 'Gold' }, status: 'created, or was there before' }]);
	});

	test.each(['contacts', 'failed', 'failedAndSkipped'] as const)('are told apart by what became of them where the answer has %s', async (batchAnswer) => {
		sandbox().state.heymarket.unknowns.batchAnswer = batchAnswer;
		const found = await rows('contact.createOrUpdateMany', { contacts: [{ phone: '+14155550188', is_opted_out: false }, { phone: '+14155550189', is_opted_out: false, custom: { 999: 'x' } }], overwrite: true });
		expect(found.map(({ phone, status }) => [phone, status])).toEqual([['14155550188', 'written'], ['14155550189', 'not written']]);
	});

	test.each([
		['the failed ones as people write numbers', [{ phone: '+1 415 555 0188' }], ['not written', 'written']],
		['the stored ones as people write numbers', [{ id: 1, phone: '+14155550188' }], ['written', 'not written']],
		['numbers of nobody', [{ phone: '4155550188' }], ['unknown', 'unknown']],
		['entries without a number', [{ contact: { phone: '14155550188' }, reason: 'bad' }], ['unknown', 'unknown']],
		['an object', { message: '1 contact failed' }, ['unknown', 'unknown']],
		['another word', 'queued', ['unknown', 'unknown']],
		['nobody', [], ['written', 'written']],
	])('are reported as Heymarket tells, and as unknown where that can’t be read: %s', async (_, told, statuses) => {
		answer('createOrUpdateContacts', told);
		const found = await rows('contact.createOrUpdateMany', { contacts: ['+14155550188', '+14155550189'].map((phone) => ({ phone, is_opted_out: false })), overwrite: true });
		expect(found.map(({ status }) => status)).toEqual(statuses);
	});

	test('are refused where they would be opted in without a word', async () => {
		const contactList = [{ phone: '+14155550188', is_opted_out: true }, { phone: '+14155550189' }];
		const { message } = await refusal('contact.createOrUpdateMany', { contacts: contactList as never, overwrite: true });
		expect(message).toBe('Contacts: entry 2 has no is_opted_out, and Overwrite Existing Contacts would opt the person in [item 0]');
	});

	test.each([
		['text', 'soon', 'Contacts: is not JSON'],
		['no list', '', 'Contacts: is empty'],
		['a number', [7], 'Contacts: entry 1 is 7, not an object'],
		['a misspelt key', [{ phone: '+14155550188', fisrt: 'Gil' }], 'Contacts: entry 1 has "fisrt", which is no field of it'],
		['a number that is none', [{ phone: '+14155550188' }, { phone: '12' }], 'Contacts: entry 2, phone: '],
		['no number', [{ first: 'Gil' }], 'Contacts: entry 1 has no phone'],
		['one number twice', [{ phone: '+14155550188', first: 'Gil' }, { phone: '+1 (415) 555-0188', last: 'Ray' }], 'Contacts: entry 2 has the phone of entry 1'],
	])('are refused with %s', async (_, contactList, message) => {
		expect((await refusal('contact.createOrUpdateMany', { contacts: contactList as never })).message).toContain(message);
	});
});
