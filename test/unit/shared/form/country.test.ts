import type { INodeProperties } from 'n8n-workflow';
import { Heymarket } from '../../../../nodes/Heymarket/Heymarket.node';
import { Whippy } from '../../../../nodes/Whippy/Whippy.node';
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

test.each([new Heymarket(), new Whippy()])('$description.displayName: wherever a number is asked for, its country is as well', ({ description: { properties } }) => {
	const operationOf = ({ displayOptions }: INodeProperties) => JSON.stringify(displayOptions?.show);
	const hiddenBy = ({ displayOptions: { hide = {} } = {} }: INodeProperties) => Object.entries(hide).flatMap(([name, values]) => values!.map((value) => `${name} ${String(value)}`));
	const numbers = properties.filter(({ name }) => ['phoneNumber', 'phoneNumbers'].includes(name));
	expect(numbers.length).toBeGreaterThan(0);
	for (const number of numbers) {
		const ofOperation = (name: string) => properties.filter((one) => one.name === name && operationOf(one) === operationOf(number));
		const [asked, ...others] = ofOperation('country');
		expect(others).toEqual([]);
		const hidden = [...ofOperation('phoneNumber'), ...ofOperation('phoneNumbers')].map(hiddenBy);
		expect(hiddenBy(asked)).toEqual(hidden[0].filter((choice) => hidden.every((all) => all.includes(choice))));
	}
});
