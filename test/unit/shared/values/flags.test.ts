import { flag } from '../../../../nodes/shared/values/flags';
import { refusal } from './support';

test.each([true, false])('%j is on or off', (value) => {
	expect(flag(value)).toBe(value);
});

test.each([
	['true', '"true"'],
	['false', '"false"'],
	['on', '"on"'],
	[1, '1'],
	[0, '0'],
	[{}, 'an object'],
	[[false], 'a list'],
])('%j is neither: text and numbers count as on elsewhere', (value, shown) => {
	const { message, help } = refusal(() => flag(value));
	expect(message).toBe(`${shown} is neither true nor false`);
	expect(help).toBe('Switch it on or off, or let the expression give true or false (not as text).');
});

test.each([undefined, null, '', ' ', []])('%j is empty', (value) => {
	expect(refusal(() => flag(value)).message).toBe('is empty');
});
