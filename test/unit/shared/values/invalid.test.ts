import { attempt, each, invalid, InvalidValue, isLeftOut, quoted, together } from '../../../../nodes/shared/values/invalid';
import { refusal } from './support';

describe('a value as messages show it', () => {
	test.each<[unknown, string]>([
		['anna@', '"anna@"'],
		['a\nb\tc\r', '"a\\nb\\tc\\r"'],
		['\u202eabc\u200b', '"\\u{202e}abc\\u{200b}"'],
		['a\u00a0b', '"a\\u{a0}b"'],
		['half \ud83d', '"half \\u{d83d}"'],
		['😀 ü', '"😀 ü"'],
		[5, '5'],
		[null, 'null'],
		[undefined, 'undefined'],
		[{ secret: 1 }, 'an object'],
		[[1, 2], 'a list'],
		[new Date(0), 'a date'],
		[() => 1, 'a function'],
		[Symbol('s'), 'a symbol'],
	])('%p is %s', (value, shown) => {
		expect(quoted(value)).toBe(shown);
	});

	test('is cut after 80 characters, never within one', () => {
		expect(quoted('a'.repeat(80))).toBe(`"${'a'.repeat(80)}"`);
		expect(quoted('a'.repeat(81))).toBe(`"${'a'.repeat(79)}…"`);
		expect(quoted('😀'.repeat(5_000_000))).toBe(`"${'😀'.repeat(79)}…"`);
		expect(quoted(`a${'😀'.repeat(200)}`)).toBe(`"a${'😀'.repeat(78)}…"`);
	});
});

test.each([undefined, null, '', '  \n', '\u00a0', '\u200b', '\ufeff \u2060', '\u2800', []])('%j means left out', (value) => {
	expect(isLeftOut(value)).toBe(true);
});

test.each([0, false, 'a', '\u200ba', '.', '\ud83d', [undefined], {}])('%j is a value', (value) => {
	expect(isLeftOut(value)).toBe(false);
});

test('several faults together: ten are named, the others counted, and each advice is given once', () => {
	const faults = Array.from({ length: 13 }, (_, index) => invalid(index, 'is odd', index % 2 ? 'Double it.' : 'Add one.'));
	const fault = together(faults);
	expect(fault.message).toBe(`${Array.from({ length: 10 }, (_, index) => `${index} is odd`).join('; ')}; and 3 more`);
	expect(fault.help).toBe('Add one. Double it.');
	expect(together([invalid({}, 'is odd'), invalid({}, 'is odd'), invalid(5, 'is odd')]).message).toBe('an object is odd; 5 is odd');
	expect(together([new InvalidValue('is empty')])).toMatchObject({ message: 'is empty', help: undefined });
});

test('an attempt gives the value, the refusal, or a refusal made of another error', () => {
	expect(attempt(() => 1)).toEqual({ good: 1 });
	const fault = new InvalidValue('is odd');
	expect(attempt(() => { throw fault; })).toEqual({ fault });
	const other = attempt(() => { throw new TypeError('no getter'); });
	expect(other.fault).toBeInstanceOf(InvalidValue);
	expect(other.fault?.message).toBe("can't be read: no getter");
});

test('each converts all entries, or names all wrong ones', () => {
	const even = (entry: unknown) => {
		if (Number(entry) % 2) throw invalid(entry, 'is odd');
		return Number(entry);
	};
	expect(each([2, 4], even)).toEqual([2, 4]);
	expect(refusal(() => each([1, 2, 3], even)).message).toBe('1 is odd; 3 is odd');
});
