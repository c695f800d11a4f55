import { integerId, objectId24, uuid } from '../../../../nodes/shared/values/ids';
import { wholeNumber } from '../../../../nodes/shared/values/numbers';
import { refusal } from './support';

const someUuid = '8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e';
const someObjectId = '6b00b5af8483d6948a805bd2';

test('accepts IDs', () => {
	expect(integerId(42)).toBe(42);
	expect(integerId(' 42 ')).toBe(42);
	expect(integerId(String(Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER);
	expect(uuid(` ${someUuid.toUpperCase()}`)).toBe(someUuid);
	expect(objectId24(`${someObjectId.toUpperCase()}\n`)).toBe(someObjectId);
	expect(objectId24('012345678901234567890123')).toBe('012345678901234567890123');
});

test.each([
	0,
	-1,
	1.5,
	'1.5',
	'1e3',
	'0x10',
	'007',
	'+1',
	'١',
	'1 2',
	'9007199254740992',
	2 ** 53,
	1e21,
	Number.NaN,
	true,
	{},
	[42],
	'../42',
	'..',
])('%p is not a whole-number ID', (value) => {
	expect(refusal(() => integerId(value)).message).toMatch(/ is not an ID$/);
});

test.each([
	42,
	true,
	{},
	someUuid.slice(1),
	`${someUuid}0`,
	someUuid.replaceAll('-', ''),
	`${someUuid}/..`,
	`{${someUuid}}`,
	`${someUuid}\n${someUuid}`,
])('%p is not a UUID', (value) => {
	expect(refusal(() => uuid(value)).message).toMatch(/ is not an ID$/);
});

test.each([42, true, {}, someObjectId.slice(1), `${someObjectId}0`, `g${someObjectId.slice(1)}`, `${someObjectId}\n0`, '..'])(
	'%p is not an object ID',
	(value) => {
		expect(refusal(() => objectId24(value)).message).toMatch(/ is not an ID$/);
	},
);

test.each([undefined, null, '', ' ', []])('%p is empty', (value) => {
	for (const convert of [integerId, uuid, objectId24]) expect(refusal(() => convert(value)).message).toBe('is empty');
});

test('says which kind of ID is needed', () => {
	expect(refusal(() => integerId('a')).help).toMatch('the number');
	expect(refusal(() => uuid('a')).help).toMatch('UUID');
	expect(refusal(() => objectId24('a')).help).toMatch('24 characters');
});

test('a whole number is within its bounds', () => {
	expect(wholeNumber('5', { min: 1, max: 5 })).toBe(5);
	for (const value of [0, 6, 1.5, 'a', true, {}]) {
		expect(refusal(() => wholeNumber(value, { min: 1, max: 5 })).message).toMatch('is not a whole number');
	}
	expect(refusal(() => wholeNumber('', { min: 0, max: 5 })).message).toBe('is empty');
});

test('marks that nobody sees, and the fraction of a spreadsheet, don’t matter', () => {
	expect([integerId('12\u200b'), integerId('12.0')]).toEqual([12, 12]);
	expect(refusal(() => integerId('12.5')).message).toBe('"12.5" is not an ID');
	expect(objectId24('6b00b5af8483d6948a805bd2\u200b')).toBe('6b00b5af8483d6948a805bd2');
});
