import { hexColor } from '../../../../nodes/shared/values/colors';

test.each(['#4B7BEC', '4b7bec', ' #4b7bEC '])('%j is a color', (written) => {
	expect(hexColor(written)).toBe('#4B7BEC');
});

test.each(['red', '#4B7', '#4B7BECFF', '#4B7BEG', 0x4b7bec, {}, true])('%j is none', (written) => {
	expect(() => hexColor(written)).toThrow('is not a color');
});

test.each([undefined, null, '', ' '])('%j is empty', (written) => {
	expect(() => hexColor(written)).toThrow('is empty');
});
