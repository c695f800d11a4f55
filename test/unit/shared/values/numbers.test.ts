import { atLeast, wholeNumber } from '../../../../nodes/shared/values/numbers';
import { refusal } from './support';

test.each<[unknown, number]>([[0, 0], [0.5, 0.5], ['7', 7], [' 1.5 ', 1.5]])('%j is a number of 0 or more', (value, number) => {
	expect(atLeast(value, 0)).toBe(number);
});

test.each([-0.1, Infinity, 'Infinity', '1e999', Number.NaN, 'long', true, {}])('%p is none', (value) => {
	expect(refusal(() => atLeast(value, 0)).message).toMatch(/ is not a number of 0 or more$/);
});

test.each<[unknown, number]>([[1, 1], ['5', 5], [' 3 ', 3], ['5.0', 5], ['\u200b4\ufeff', 4]])('%j is a whole number of 1 to 5', (value, number) => {
	expect(wholeNumber(value, { min: 1, max: 5 })).toBe(number);
});

// A dot may divide thousands, and nobody writes 0x2 for a limit.
test.each([0, 6, 1.5, Infinity, 'many', false, [1], '1.000', '1,000', '0x2', '1e0'])('%p is none', (value) => {
	expect(refusal(() => wholeNumber(value, { min: 1, max: 5 })).message).toMatch(/ is not a whole number of 1 to 5$/);
});

test.each([undefined, null, '', ' ', []])('%j is empty', (value) => {
	expect(refusal(() => atLeast(value, 0)).message).toBe('is empty');
	expect(refusal(() => wholeNumber(value, { min: 1 })).message).toBe('is empty');
});
