import { DateTime } from 'luxon';
import { dateTime, inFuture } from '../../../../nodes/shared/values/dates';
import { refusal } from './support';

const berlin = 'Europe/Berlin';

test.each<[unknown, string]>([
	['2026-01-31T14:30:00Z', '2026-01-31T14:30:00.000Z'],
	['2026-01-31T14:30:00.123456Z', '2026-01-31T14:30:00.123Z'],
	['2026-01-31T14:30:00+05:30', '2026-01-31T09:00:00.000Z'],
	['2026-01-31T14:30:00-0800', '2026-01-31T22:30:00.000Z'],
	['2026-01-31T00:30:00+14:00', '2026-01-30T10:30:00.000Z'],
	['2026-01-31T14:30', '2026-01-31T13:30:00.000Z'],
	['2026-07-31T14:30:00', '2026-07-31T12:30:00.000Z'],
	[' 2026-07-31 14:30:00 ', '2026-07-31T12:30:00.000Z'],
	['2026-07-31 14:30:00 +02:00', '2026-07-31T12:30:00.000Z'],
	['2026-07-31', '2026-07-30T22:00:00.000Z'],
	['2024-02-29', '2024-02-28T23:00:00.000Z'],
	[new Date(Date.UTC(2026, 0, 31)), '2026-01-31T00:00:00.000Z'],
	[DateTime.fromISO('2026-01-31T14:30:00', { zone: 'America/New_York' }), '2026-01-31T19:30:00.000Z'],
	[Date.UTC(2026, 0, 31), '2026-01-31T00:00:00.000Z'],
])('%p in Berlin is %s', (value, iso) => {
	expect(dateTime(value, berlin)).toBe(iso);
});

test('a string with a zone does not depend on the workflow’s', () => {
	expect(dateTime('2026-01-31T14:30:00Z', 'Asia/Tokyo')).toBe('2026-01-31T14:30:00.000Z');
	expect(dateTime('2026-01-31T14:30:00', 'Asia/Tokyo')).toBe('2026-01-31T05:30:00.000Z');
});

test.each([
	'tomorrow',
	'31.01.2026',
	'01/02/2026',
	'2026-02-30',
	'2026-13-01',
	'2026-01-31T25:00:00Z',
	'2026-01-31T14:30:00 foo',
	'2026-01-31T14:30:00Z\n2026-01-31T14:30:00Z',
	'Sat, 31 Jan 2026 14:30:00 GMT',
	'20260131',
	'2026',
	'foo 1',
	'10000-01-01',
	'1969-12-31T00:00:00Z',
	Date.UTC(10_000, 0),
	Number.NaN,
	Number.POSITIVE_INFINITY,
	1e18,
	DateTime.invalid('made so'),
	{},
	true,
	['2026-01-31'],
])('refuses %p', (value) => {
	const fault = refusal(() => dateTime(value, berlin));
	expect(fault.message).toMatch(/ is not a date and time$/);
	expect(fault.help).toMatch('calendar');
});

test.each([undefined, null, '', ' '])('%p is empty', (value) => {
	expect(refusal(() => dateTime(value, berlin)).message).toBe('is empty');
});

test('a moment of a minute ago has passed, and one of less is now', () => {
	const moment = '2026-01-31T14:30:00.000Z';
	const then = Date.parse(moment);
	jest.useFakeTimers({ now: then - 1 });
	try {
		expect(inFuture(moment, berlin)).toBe(moment);
		for (const time of [then, then + 59_999]) {
			jest.setSystemTime(time);
			expect(inFuture(moment, berlin)).toBeUndefined();
		}
		jest.setSystemTime(then + 60_000);
		expect(refusal(() => inFuture(moment, berlin)).message).toBe('2026-01-31 15:30 Europe/Berlin has passed');
	} finally {
		jest.useRealTimers();
	}
});

test.each([
	['a spreadsheet’s number of days', 46053.5, 'is how a spreadsheet stores a day', /^Format the column as text/],
	['the same as text', '46053', 'is how a spreadsheet stores a day', /^Format the column as text/],
	['seconds since 1970', 1_769_866_200, 'may be seconds since 1970', /^Multiply it by 1000/],
	['the same as text', '1769866200', 'may be seconds since 1970', /^Multiply it by 1000/],
])('%s is told as what it is', (_, value, reason, advice) => {
	const fault = refusal(() => dateTime(value, berlin));
	expect(fault.message).toMatch(new RegExp(` ${reason}$`));
	expect(fault.help).toMatch(advice);
});

test.each(['1769866200000', '2026-01-31T14:30\u200b', '\ufeff2026-01-31 14:30', '[DateTime: 2026-01-31T14:30:00.000+01:00]'])('%j is a moment', (value) => {
	expect(dateTime(value, berlin)).toBe('2026-01-31T13:30:00.000Z');
});

test('a date of JavaScript that doesn’t exist is called so', () => {
	expect(refusal(() => dateTime(new Date('x'), berlin)).message).toBe('is a date that doesn’t exist');
});
