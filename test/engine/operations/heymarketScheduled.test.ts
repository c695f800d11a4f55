import type { IDataObject } from 'n8n-workflow';
import type { Schedule } from '../../../sandbox/heymarket/schedules.ts';
import { quarterHour } from '../../../nodes/Heymarket/scheduledMessage/quarterHour';
import { InvalidValue } from '../../../nodes/shared/values/invalid';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, refusal, seen, sandbox } = useOperations('heymarket');

const form: IDataObject = { inbox: byId(11), sendAs: byId(101), sendTo: 'phoneNumber', phoneNumber: '+1 415 555 0123', content: 'text', text: 'See you' };

test('a message is scheduled in the workflow’s zone, and its row says when it goes out', async () => {
	const [row] = await rows('scheduledMessage.create', { ...form, scheduleAt: '2099-11-28T09:00' });
	const [{ execute }] = sandbox().state.heymarket.schedules.slice(-1);
	expect(row).toMatchObject({ to: '14155550123', text: 'See you', segments: 1, scheduled: expect.stringMatching(/^2099-11-28 09:00 \S+\/\S+$/) as string, id: expect.any(Number) as number });
	expect(seen()).toMatchObject([{ method: 'POST', path: '/v1/schedule', body: { execute_at: execute, content: { text: 'See you' }, phone_number: '14155550123', user_id: 101 } }]);
	expect(await rows('scheduledMessage.get', { scheduledMessageId: row.id as number })).toMatchObject([{ text: 'See you', scheduled: execute }]);
});

test('a time that Heymarket doesn’t take is refused before anything leaves, or moved to the next one that it takes', async () => {
	expect((await refusal('scheduledMessage.create', { ...form, scheduleAt: '2099-11-28T09:01' })).message).toContain('Schedule At (ISO 8601): 2099-11-28 09:01 America/New_York is not on a quarter hour');
	await rows('scheduledMessage.create', { ...form, scheduleAt: '2099-11-28T09:01', roundUp: true });
	expect(seen()).toMatchObject([{ body: { execute_at: expect.stringMatching(/:15:00\.000Z$/) as string } }]);
});

test('a template goes to a conversation or a list', async () => {
	const parameters = { ...form, content: 'template', template: byId(301), scheduleAt: '2099-11-28T09:00' };
	await rows('scheduledMessage.create', { ...parameters, sendTo: 'conversation', conversation: byId(2001) });
	await rows('scheduledMessage.create', { ...parameters, sendTo: 'list', list: byId(401) });
	expect(seen().map(({ body }) => body)).toMatchObject([{ conversation_id: 2001, content: { template: 301 } }, { list_id: 401, content: { template: 301 } }]);
});

describe('the quarter hour', () => {
	beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-11-28T08:20:30Z') }));
	afterEach(() => jest.useRealTimers());
	const at = (time: string, isRoundedUp = false) => quarterHour(`2026-11-28T${time}:00.000Z`, 'UTC', isRoundedUp);

	test.each([
		['08:45', '08:45'],
		['09:00', '09:00'],
	])('%s is taken as it is', (given, taken) => expect(at(given)).toBe(`2026-11-28T${taken}:00.000Z`));

	test.each([
		['08:30', '08:45'],
		['08:36', '08:45'],
		['08:46', '09:00'],
		['09:00', '09:00'],
	])('%s is rounded up to %s', (given, taken) => expect(at(given, true)).toBe(`2026-11-28T${taken}:00.000Z`));

	test.each([
		['08:30', 'is less than fifteen minutes ahead'],
		['08:50', 'is not on a quarter hour'],
		['08:00', 'has passed'],
	])('%s is refused: %s', (given, why) => {
		expect(() => at(given)).toThrow(InvalidValue);
		expect(() => at(given)).toThrow(why);
	});

	test('what has passed is not rounded up', () => expect(() => at('08:00', true)).toThrow('has passed'));
});

describe('an update', () => {
	const change: IDataObject = { scheduledMessageId: 8001, sendAs: byId(102) };
	const update = (updateFields: IDataObject, others: IDataObject = {}) => ({ ...change, updateFields, ...others });
	const stored = () => sandbox().state.heymarket.schedules[0];
	const written = () => seen().filter(({ method }) => method === 'PUT').map(({ body }) => body as IDataObject);

	test.each<[string, IDataObject, IDataObject]>([
		['text', { text: 'At ten' }, { content: { text: 'At ten' } }],
		['time', { scheduleAt: '2099-11-28T09:00Z' }, { execute_at: '2099-11-28T09:00:00.000Z' }],
		['inbox', { inbox: byId(12) }, { inbox_id: 12 }],
		['local ID', { localId: 'mine' }, { local_id: 'mine' }],
		['template in place of the text', { template: byId(301) }, { content: { template: 301 } }],
	])('changes the %s and carries over the rest', async (_what, fields, changed) => {
		await rows('scheduledMessage.update', update(fields, { sendAs: byId(101) }));
		const before = { inbox_id: 11, execute_at: '2099-01-05T09:15:00.000Z', local_id: 'reminder-1', conversation_id: 2001, content: { text: 'See you tomorrow.' } };
		expect(written()).toEqual([{ ...before, user_id: 101, ...changed }]);
	});

	test.each<[string, IDataObject, IDataObject]>([
		['a number', { phoneNumber: '+1 415 555 0177' }, { phone_number: '14155550177' }],
		['a conversation', { conversation: byId(2002) }, { conversation_id: 2002 }],
		['a list', { list: byId(401) }, { list_id: 401 }],
	])('aims it at %s in place of whom it went to', async (_what, fields, target) => {
		stored().meta.content.to = '14155550100';
		await rows('scheduledMessage.update', update(fields, { sendAs: byId(101) }));
		const { phone_number, conversation_id, list_id, content } = written()[0];
		expect({ phone_number, conversation_id, list_id }).toEqual(target);
		expect(content).toEqual({ text: 'See you tomorrow.' });
	});

	test('keeps files, pictures and whom the content names, and puts a text in place of a template', async () => {
		const files = { attachments: [{ name: 'table.jpg', type: 'image/jpeg', url: 'https://files.example.com/table.jpg' }], gallery: [{ url: 'https://files.example.com/table.jpg' }] };
		stored().meta = { content: { template: { id: 301 } as never, to: '14155550100', ...files, ...({ local_day: '2099-01-05' } as object) }, list_id: 401, conversation_id: 0 };
		await rows('scheduledMessage.update', update({ localId: 'mine' }, { sendAs: byId(101) }));
		await rows('scheduledMessage.update', update({ text: 'At ten' }, { sendAs: byId(101) }));
		expect(written()).toMatchObject([{ list_id: 401 }, { list_id: 401 }]);
		expect(written().map(({ content }) => content)).toEqual([{ template: 301, to: '14155550100', ...files }, { text: 'At ten', to: '14155550100', ...files }]);
	});

	test('tells what was written', async () => {
		const [row] = await rows('scheduledMessage.update', update({ scheduleAt: '2099-11-28T09:01' }, { sendAs: byId(101), roundUp: true }));
		expect(row).toEqual({
			to: 'as before', status: 'accepted', scheduled: expect.stringMatching(/^2099-11-28 09:15 /) as string, text: 'See you tomorrow.', conversation_id: 2001, inbox_id: 11, id: 8001,
		});
	});

	test('a preview shows what changes and asks nothing', async () => {
		const [row] = await rows('scheduledMessage.update', update({ text: 'At ten' }, { previewOnly: true }));
		expect(row).toMatchObject({ to: 'as before', text: 'At ten', status: 'preview', request: { method: 'PUT', body: { user_id: 102, content: { text: 'At ten' } } } });
		expect(seen()).toEqual([]);
	});

	test('of a message to a number works where Heymarket tells its conversation, and asks for the recipient where it doesn’t', async () => {
		const schedule = async () => (await rows('scheduledMessage.create', { ...form, phoneNumber: '+1 415 555 2000', scheduleAt: '2099-11-28T09:00' }))[0].id as number;
		const fields = update({ text: 'At ten' }, { sendAs: byId(101) });
		const untold = rows('scheduledMessage.update', { ...fields, scheduledMessageId: await schedule() });
		await expect(untold).rejects.toThrow(/Scheduled Message ID: Heymarket did not tell whom it goes to.*Add Phone Number, Conversation or List to Update Fields\./);
		expect(written()).toEqual([]);
		const state = sandbox().state.heymarket;
		state.unknowns.scheduledPhone = 'conversation';
		state.conversations[0].target = '14155552000';
		await rows('scheduledMessage.update', { ...fields, scheduledMessageId: await schedule() });
		expect(written()).toMatchObject([{ conversation_id: state.conversations[0].id }]);
	});

	test.each<[string, () => void, IDataObject, string]>([
		['has gone out', () => (stored().execute = '2020-01-05T09:15:00.000Z'), { scheduleAt: '2099-11-28T09:00' }, 'its time has passed'],
		['is about to go out', () => (stored().execute = new Date(Date.now() + 60_000).toISOString()), { text: 'Hi' }, 'it is sent in less than fifteen minutes'],
		['has no time', () => delete (stored() as Partial<Schedule>).execute, { text: 'Hi' }, 'Heymarket did not tell when it is sent'],
		['has no inbox', () => delete (stored() as Partial<Schedule>).inbox_id, { text: 'Hi' }, 'Heymarket did not tell in which inbox it is'],
		['has no content', () => (stored().meta.content = {}), { localId: 'mine' }, 'Heymarket did not tell what it says'],
		['is of a campaign', () => Object.assign(stored().meta, { campaign_id: 71 }), { text: 'Hi' }, 'it belongs to a campaign'],
	])('of a message that %s is refused', async (_what, spoil, fields, why) => {
		spoil();
		await expect(rows('scheduledMessage.update', update(fields))).rejects.toThrow(`Scheduled Message ID: ${why}`);
		expect(written()).toEqual([]);
	});

	test.each<[IDataObject, string]>([
		[{}, 'Update Fields: nothing is filled in'],
		[{ text: 'Hi', template: byId(301) }, 'Text: can’t go with Template'],
		[{ list: byId(401), conversation: byId(2001) }, 'List: can’t go with Conversation'],
		[{ phoneNumber: '+1 415 555 0177', list: byId(401) }, 'Phone Number: can’t go with List'],
		[{ scheduleAt: '2099-11-28T09:01' }, 'is not on a quarter hour'],
	])('%j is refused before anything is asked', async (fields, why) => {
		expect((await refusal('scheduledMessage.update', update(fields))).message).toContain(why);
		expect(seen()).toEqual([]);
	});

	test('two of one message go one after another, whomever they aim it at', async () => {
		const items = [{ to: '+1 415 555 0177', text: 'At ten', id: '' }, { to: '+1 415 555 0178', text: '', id: 'mine' }];
		const fields = { phoneNumber: '={{ $json.to }}', text: '={{ $json.text }}', localId: '={{ $json.id }}' };
		await rows('scheduledMessage.update', update(fields, { sendAs: byId(101) }), { items });
		expect(seen().map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET', 'PUT']);
		expect(written()[1]).toMatchObject({ local_id: 'mine', content: { text: 'At ten' }, phone_number: '14155550178' });
	});

	test('with Allowed Recipients, it needs a recipient that is among them', async () => {
		const limited = { credential: { allowedRecipients: '+14155550177' } };
		const kept = await refusal('scheduledMessage.update', update({ text: 'Hi' }), limited);
		expect(kept.message).toContain('A message that keeps its recipient (no Phone Number or Conversation under Update Fields) can’t be checked against the Allowed Recipients');
		expect((await refusal('scheduledMessage.update', update({ phoneNumber: '+1 415 555 0100' }), limited)).message).toContain('14155550100 is not among the Allowed Recipients');
		await rows('scheduledMessage.update', update({ phoneNumber: '+1 415 555 0177' }, { sendAs: byId(101) }), limited);
		expect(written()).toMatchObject([{ phone_number: '14155550177' }]);
	});
});
