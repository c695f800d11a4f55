import { endsOf, justAfter, justBefore, laterFirst } from '../../../../nodes/shared/values/moments';

describe('the moment just after', () => {
	test.each([
		['2026-01-05T09:00:00.123456Z', '2026-01-05T09:00:00.123457Z'],
		['2026-01-05T09:00:00.000009Z', '2026-01-05T09:00:00.000010Z'],
		['2026-01-05T09:00:00.999999Z', '2026-01-05T09:00:01.000000Z'],
		['2026-01-05T09:00:00.120Z', '2026-01-05T09:00:00.121Z'],
		['2026-01-05T23:59:59Z', '2026-01-06T00:00:00Z'],
		['2026-01-05T09:00:00.5', '2026-01-05T09:00:00.6Z'],
		['2026-01-05T09:00:00.123456+02:00', '2026-01-05T07:00:00.123457Z'],
		['yesterday', 'yesterday'],
	])('%s is %s', (time, next) => {
		expect(justAfter(time)).toBe(next);
	});

	test('and just before it lead back', () => {
		for (const time of ['2026-01-05T09:00:00.000000Z', '2026-01-05T09:00:00.100Z', '2026-01-05T00:00:00Z']) expect(justAfter(justBefore(time))).toBe(time);
		expect(justBefore('2026-01-05T09:00:00.000Z')).toBe('2026-01-05T08:59:59.999Z');
	});
});

describe('times in order, the later one first', () => {
	test.each([
		['by microseconds', ['2026-01-05T09:00:00.123456Z', '2026-01-05T09:00:00.123457Z'], ['2026-01-05T09:00:00.123457Z', '2026-01-05T09:00:00.123456Z']],
		['whatever the number of digits', ['2026-01-05T09:00:00.45Z', '2026-01-05T09:00:00.5Z', '2026-01-05T09:00:00Z'], ['2026-01-05T09:00:00.5Z', '2026-01-05T09:00:00.45Z', '2026-01-05T09:00:00Z']],
		['whatever the zone', ['2026-01-05T09:00:00+02:00', '2026-01-05T08:00:00Z'], ['2026-01-05T08:00:00Z', '2026-01-05T09:00:00+02:00']],
		['with what is no time last', [undefined, '2026-01-05T09:00:00Z', 'soon', '2026-01-06T09:00:00Z'], ['2026-01-06T09:00:00Z', '2026-01-05T09:00:00Z', 'soon', undefined]],
	])('%s', (_, times, ordered) => {
		expect(times.toSorted(laterFirst)).toEqual(ordered);
	});

	test('the same moment written in two ways is equal', () => {
		expect(laterFirst('2026-01-05T09:00:00.5Z', '2026-01-05T09:00:00.500Z')).toBe(0);
	});
});

test.each([
	[['2026-01-05T09:00:00.2Z', '2026-01-05T09:00:00.100Z', 'soon', null], { latest: '2026-01-05T09:00:00.2Z', earliest: '2026-01-05T09:00:00.100Z' }],
	[['soon', undefined], undefined],
	[[], undefined],
])('the ends of %j are %j', (times, found) => {
	expect(endsOf(times)).toEqual(found);
});
