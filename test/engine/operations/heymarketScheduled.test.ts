import type { IDataObject } from 'n8n-workflow';
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
