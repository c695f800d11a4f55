import { emailAddresses } from '../../../../nodes/shared/values/addresses';
import { entriesOf, separated } from '../../../../nodes/shared/values/lists';
import { phoneNumbers } from '../../../../nodes/shared/values/phone';
import { refusal } from './support';

const addresses = (count: number) => Array.from({ length: count }, (_, index) => `Someone ${index} <someone${index}@mail.example.com>`);

test('some hundred recipients are accepted, as a list or as lines', () => {
	expect(emailAddresses(addresses(900))).toHaveLength(900);
	expect(emailAddresses(addresses(200).join('\n'))).toHaveLength(200);
	const numbers = Array.from({ length: 900 }, (_, index) => `+1 415 555 ${1000 + index}`);
	expect(phoneNumbers(numbers)).toHaveLength(900);
	expect(phoneNumbers(numbers.slice(0, 500).join(', '))).toHaveLength(500);
});

test.each<[string, unknown]>([
	['a text', 'a,'.repeat(5_001)],
	['a text in a list', ['a', 'a'.repeat(10_001)]],
	['all texts of a list', Array(101).fill('a'.repeat(1_000))],
])('%s that is too long is refused without being divided', (_, value) => {
	const split = jest.fn(separated);
	const { message, help } = refusal(() => entriesOf(value, split));
	expect(message).toBe('is too long for a list');
	expect(help).toMatch(/^Give a list from an expression/);
	expect(split.mock.calls.flat().join('').length).toBeLessThanOrEqual(100_000);
});

test.each<[string, unknown]>([
	['a list', Array(1_001).fill('a')],
	['lists of a list', Array(11).fill(Array(100).fill('a'))],
	['objects', Array(1_001).fill({})],
	['a text', 'a,'.repeat(1_001)],
])('more than a thousand entries of %s are refused', (_, value) => {
	const { message, help } = refusal(() => entriesOf(value, separated));
	expect(message).toBe('has more than 1,000 entries');
	expect(help).toBe('Divide it among several items.');
	expect(entriesOf(Array(1_000).fill('a'), separated)).toHaveLength(1_000);
});

test('deeply nested JSON doesn’t overflow the stack', () => {
	expect(entriesOf(`${'['.repeat(4_000)}${']'.repeat(4_000)}`, separated)).toHaveLength(1);
	expect(entriesOf('['.repeat(9_000), separated)).toHaveLength(1);
});
