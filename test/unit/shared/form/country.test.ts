import { searchCountries } from '../../../../nodes/shared/form/country';
import { countries } from '../../../../nodes/shared/values/countries';

const found = async (typed?: string) => (await searchCountries(typed)).results.map(({ value }) => value);

test('all countries are listed until somebody types', async () => {
	for (const typed of [undefined, '', ' ']) expect(await found(typed)).toEqual(countries.map(([code]) => code));
});

test.each([
	['germ', ['DE']],
	[' GERMANY ', ['DE']],
	['+49', ['DE']],
	['nz', ['NZ', 'TZ']],
	['q', ['GQ', 'IQ', 'MQ', 'MZ', 'PM', 'QA']],
	['xx', []],
])('%j is found by name, by calling code or by its own code: %j', async (typed, codes) => {
	expect((await found(typed)).toSorted()).toEqual(codes.toSorted());
});
