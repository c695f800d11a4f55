import { calendarDay } from '../../../../nodes/shared/values/days';
import { attempt } from '../../../../nodes/shared/values/invalid';

const day = { day: 17, month: 4, year: 1960 };

test.each([
	['a day', '1960-04-17'],
	['what n8n’s calendar gives', '1960-04-17T00:00:00'],
	['a moment that is another day elsewhere', '1960-04-17T23:30:00-08:00'],
	['a moment in UTC', ' 1960-04-17 00:00:00Z '],
	['a date of JavaScript', new Date('1960-04-17T00:00:00Z')],
	['a date of an expression', { toISO: () => '1960-04-17T12:00:00.000+02:00' }],
	['a date of an expression within a text', '[DateTime: 1960-04-17T12:00:00.000+02:00]'],
	['what it has made itself', day],
])('a day is taken from %s', (_, value) => {
	expect(calendarDay(value)).toEqual(day);
});

test('a leap day is one in a leap year', () => {
	expect(calendarDay('2000-02-29')).toEqual({ day: 29, month: 2, year: 2000 });
});

test.each([
	['nothing', '', 'is empty'],
	['a day that does not exist', '1961-02-29', '"1961-02-29" is not a day'],
	['a month that does not exist', '1961-13-01', '"1961-13-01" is not a day'],
	['such a day as an object', { day: 31, month: 4, year: 1960 }, 'an object is not a day'],
	['an object with more', { ...day, hour: 1 }, 'an object is not a day'],
	['a part that is text', { ...day, day: '17' }, 'an object is not a day'],
	['words', 'in spring', '"in spring" is not a day'],
	['more digits', '1960-04-170', '"1960-04-170" is not a day'],
	['a number', 19600417, '19600417 is not a day'],
	['true', true, 'true is not a day'],
	['a list', ['1960-04-17'], 'a list is not a day'],
	['a date that is none', new Date('x'), 'a date is not a day'],
])('%s is refused', (_, value, message) => {
	expect(attempt(() => calendarDay(value)).fault?.message).toBe(message);
});
