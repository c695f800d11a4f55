import { oneOf, singleLine, text, withinLength } from '../../../../nodes/shared/values/text';
import { refusal } from './support';

test.each([
	['Hello\nthere ', 'Hello\nthere '],
	[5, '5'],
	[0, '0'],
	[-1.5, '-1.5'],
	[10n, '10'],
	[false, 'false'],
	['😀', '😀'],
])('%p is the text %j', (value, written) => {
	expect(text(value)).toBe(written);
});

test.each([
	[{ a: 1 }, 'is an object, not text'],
	[['a'], 'is a list, not text'],
	[new Date(0), 'is a date, not text'],
	[Number.NaN, 'is NaN, not text'],
	[() => 1, 'is a function, not text'],
	['a\0b', '"a\\u{0}b" holds the character NUL'],
	[undefined, 'is empty'],
	[null, 'is empty'],
	['', 'is empty'],
	[' \n', 'is empty'],
	[[], 'is empty'],
])('%p is not a text', (value, message) => {
	expect(refusal(() => text(value)).message).toBe(message);
	expect(refusal(() => singleLine(value)).message).toBe(message);
});

test('a line is trimmed', () => {
	expect(singleLine(' Your order \n')).toBe('Your order');
	expect(singleLine(42)).toBe('42');
	expect(singleLine('a\tb')).toBe('a\tb');
});

test.each(['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'])('a line has no %j inside', (lineBreak) => {
	const fault = refusal(() => singleLine(`Subject${lineBreak}Bcc: anna@example.com`));
	expect(fault.message).toMatch(/^"Subject\\.*Bcc: anna@example\.com" has more than one line$/);
	expect(fault.help).toBe('Write it in one line.');
});

test('length counts characters, not UTF-16 units', () => {
	expect(withinLength('a'.repeat(1_000), 1_000)).toHaveLength(1_000);
	expect(withinLength('😀'.repeat(1_000), 1_000)).toHaveLength(2_000);
	const fault = refusal(() => withinLength('😀'.repeat(2_001), 1_000));
	expect(fault.message).toBe('is 2,001 characters long, 1,001 too many');
	expect(fault.help).toBe('Shorten it to 1,000 characters.');
});

test('a date is told how to become text', () => {
	for (const value of [new Date(0), { toISO: () => '' }]) {
		expect(refusal(() => text(value))).toMatchObject({ message: 'is a date, not text', help: expect.stringContaining('.toFormat(') as string });
	}
});

test('capitals of a choice don’t matter', () => {
	expect(oneOf('OPEN\u200b', ['automated', 'open'])).toBe('open');
});
