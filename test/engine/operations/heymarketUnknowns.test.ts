import type { IDataObject } from 'n8n-workflow';
import { run } from '../engine';
import { byId } from '../sandboxed';
import { endOf } from '../sends';
import { useOperations } from './support';

/*
 * What no source tells of Heymarket: the sandbox can answer in more than one way. The node has to be right in each, or say
 * what it can't know.
 */

const { rows, scenario, sandbox, seen } = useOperations('heymarket');

const state = () => sandbox().state.heymarket;
const idsOf = (found: IDataObject[]) => found.map(({ id }) => Number(id)).toSorted((one, other) => one - other);
const conversation = { inbox: byId(11), phoneNumber: '+14155550123' };
const stopped = async (operation: string, parameters: IDataObject) => endOf(await run(scenario(operation, parameters)))?.message;

test.each(['newestFirst', 'oldestFirst'] as const)('the messages of a conversation are all there, newest first, where Heymarket gives a page %s', async (messageOrder) => {
	state().unknowns.messageOrder = messageOrder;
	const found = await rows('message.getMany', { ...conversation, returnAll: true });
	expect(idsOf(found)).toEqual(Array.from({ length: 60 }, (_, index) => 5001 + index));
	const dates = found.map(({ date }) => String(date));
	expect(dates).toEqual(dates.toSorted().toReversed());
	const filters = { after: '2026-01-05T09:02:00Z', before: '2026-01-05T09:06:00Z' };
	expect(idsOf(await rows('message.getMany', { ...conversation, returnAll: true, filters }))).toEqual([5003, 5004, 5005, 5006, 5007, 5008]);
});

test.each(['followsAscending', 'before'] as const)('the team’s messages are all there where created_at %s', async (createdAt) => {
	state().unknowns.createdAt = createdAt;
	expect(idsOf(await rows('message.getMany', { source: 'team', returnAll: true }))).toEqual(idsOf(state().messages as unknown as IDataObject[]));
	for (const dateCursor of ['inclusive', 'exclusive'] as const) {
		state().unknowns.dateCursor = dateCursor;
		const filters = { after: '2026-01-05T09:02:00Z', before: '2026-01-05T09:06:00Z' };
		expect(idsOf(await rows('message.getMany', { source: 'team', returnAll: true, filters }))).toEqual([5003, 5004, 5005, 5006, 5007, 5008]);
	}
});

test('where created_at means “on and after”, the team’s messages are not passed off as all, or as those up to a time', async () => {
	state().unknowns.createdAt = 'onAndAfter';
	const { messages } = state();
	for (let minute = 0; minute < 200; minute += 1) messages.push({ ...messages[0], id: 7_000 + minute, date: new Date(Date.UTC(2026, 1, 1, 0, minute)).toISOString() });
	expect(await stopped('message.getMany', { source: 'team', returnAll: true })).toContain('could not be read to its end');
	for (const wanted of [{ returnAll: true }, { limit: 10 }]) {
		const upTo = { source: 'team', ...wanted, filters: { before: '2026-01-05T09:06:00Z' } };
		expect(await stopped('message.getMany', upTo)).toContain('could not be read to its end');
	}
});

const lists = ['contact.getMany', 'template.getMany'];

test.each(lists)('%s: all rows come whether the cursor includes its own time or not', async (operation) => {
	for (const dateCursor of ['inclusive', 'exclusive'] as const) {
		state().unknowns.dateCursor = dateCursor;
		const found = idsOf(await rows(operation, { returnAll: true }));
		expect(found).toHaveLength(65);
		expect(new Set(found).size).toBe(65);
	}
});

test.each([...lists, 'message.getMany'])('%s: a cursor that is ignored is no end', async (operation) => {
	state().unknowns.dateCursor = 'ignored';
	const whole = operation === 'message.getMany' ? conversation : {};
	expect(await stopped(operation, { ...whole, returnAll: true })).toContain('could not be read to its end');
	expect(await rows(operation, { ...whole, limit: 10 })).toHaveLength(10);
});

test('contacts come all in either order, and not row by row', async () => {
	state().unknowns.contactOrder = 'oldestFirst';
	expect(await rows('contact.getMany', { returnAll: true })).toHaveLength(65);
	expect(seen().length).toBeLessThan(6);
});

test('whoever has opted out stays so in an update, whether Heymarket shows it or not', async () => {
	for (const optedOutShown of ['shown', 'missing'] as const) {
		state().unknowns.optedOutShown = optedOutShown;
		const [, , { id, phone }] = state().contacts;
		state().optedOut.add(phone);
		await rows('contact.update', { contact: byId(id), updateFields: { firstName: optedOutShown } });
		expect(state().optedOut.has(phone)).toBe(true);
	}
});

test.each(['asWritten', 'tags', 'ids'] as const)('an update keeps a contact’s tags, which are read %s', async (contactTags) => {
	state().unknowns.contactTags = contactTags;
	const contact = state().contacts.find(({ tags }) => tags.length > 0)!;
	const { tags } = structuredClone(contact);
	await rows('contact.update', { contact: byId(contact.id), updateFields: { firstName: 'Anna' } });
	expect(contact.tags).toEqual(tags);
});

test.each(['everybody', 'first'] as const)('a group of which Heymarket tells %s is not written to past Allowed Recipients, nor marked as another', async (groupTarget) => {
	state().unknowns.groupTarget = groupTarget;
	Object.assign(state().conversations[0], { target: '14155550123,14155550134', type: 'group' });
	const parameters = { inbox: byId(11), sendAs: byId(101), sendTo: 'conversation', conversation: byId(2001), text: 'Hello' };
	const execution = await run(scenario('message.send', parameters, { credential: { allowedRecipients: '14155550123' } }));
	expect(endOf(execution)?.message).toContain(groupTarget === 'first' ? 'did not tell whom this conversation is with' : 'is not among the Allowed Recipients');
	expect(sandbox().ledger.accepted).toEqual([]);
	const marked = endOf(await run(scenario('conversation.markRead', { conversation: byId(2001), member: byId(101) })))?.message;
	if (groupTarget === 'first') expect(marked).toContain('did not tell whom it is with');
	else expect(seen().at(-1)?.body).toMatchObject({ targets: ['14155550123', '14155550134'] });
});

test.each(['sameAnswer', 'refused', 'sentAgain'] as const)('a list send that may have gone out is made once, where a repeated Local ID is %s', async (repeatedLocalId) => {
	state().unknowns.repeatedLocalId = repeatedLocalId;
	sandbox().faults.add({ provider: 'heymarket', times: 1, when: 'after', fault: { type: 'reset' } });
	const parameters = { inbox: byId(11), sendAs: byId(101), list: byId(401), text: 'Closed' };
	expect(await stopped('message.sendToList', parameters)).toContain('may or may not have sent this message');
	expect(sandbox().ledger.accepted).toHaveLength(1);
});
