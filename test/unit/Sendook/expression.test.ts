import { regularExpression } from '../../../nodes/Sendook/expression';
import { InvalidValue } from '../../../nodes/shared/values/invalid';

// PCRE2 10.34 itself judged all of these, and 60,000 made at random, of which none that it takes was refused.
describe('what the server’s database reads leaves as it is', () => {
	test.each([
		...['order', '(?i)order', '\\Aorder', 'order\\z', 'a++', 'a?+', 'a{2,4}?', '(?P<n>a)(?P=n)', '(?<n>a)\\k<n>', "(?'n'a)", '(?>a)+', '(?|a|b)'],
		...['(?:a)*', '(?=a)b', '(?!a)b', '(?<=ab)c', '(?<!a)b', '(a)(?1)', '(?R)?', '(c)(?(1)a|b)', '(?(?=a)a|b)', '(*UTF)a', '(?#a ( comment)b', '(?im-s:a)'],
		...['\\p{L}+', '[[:alpha:]]+', '[]a]', '[^]a]', '[(]', '[\\]]', '\\(', '\\Q(*\\E+', 'a{', 'a{x}', 'a{,3}', 'a|', '()', '\\x{41}', '\\R', 'C\\+\\+', '(?x) a # ('],
	])('%s', (expression) => {
		expect(regularExpression(expression)).toBe(expression);
	});
});

describe('what is plainly broken is refused with the reason', () => {
	test.each([
		['(', 'has a ( without its )'],
		['(?', 'has a ( without its )'],
		['a)', 'has a ) without its ('],
		['(a[)', 'has a [ without its ]'],
		['[^]', 'has a [ without its ]'],
		['[]', 'has a [ without its ]'],
		['[\\]', 'has a [ without its ]'],
		['a\\', 'ends with a backslash'],
		['*a', 'has nothing before * that it could repeat'],
		['(+a)', 'has nothing before + that it could repeat'],
		['a|?', 'has nothing before ? that it could repeat'],
		['C+++', 'has nothing before + that it could repeat'],
		['a**', 'has nothing before * that it could repeat'],
		['a{4,2}', 'has {4,2}, which counts down'],
		['\\u0041', 'has \\u, which stands for nothing there; write a character by its number as \\x{41}'],
	])('%s', (expression, reason) => {
		const refused = new InvalidValue(`"${expression}" is not a regular expression: it ${reason}`, 'Mend it, or switch off Use Regular Expression.');
		expect(() => regularExpression(expression)).toThrow(refused);
	});
});

test('the longest search that the form takes is judged at once', () => {
	const start = performance.now();
	for (const part of ['[[:a:]', '(', '[^]', 'a*', '\\Q', '(?#', '(?i', '[[.', 'a{1,']) {
		try {
			regularExpression(part.repeat(1_000 / part.length));
		} catch {
			// Whether it is refused says the test above.
		}
	}
	expect(performance.now() - start).toBeLessThan(500);
});
