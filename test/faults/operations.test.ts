import { declaredOperations } from '../contract/declared';
import { operations } from './operations';

describe.each(['heymarket', 'whippy', 'sendook'] as const)('%s', (provider) => {
	const declared = declaredOperations(provider);
	const named = Object.entries(operations)
		.filter(([, operation]) => operation.provider === provider)
		.map(([key, { kind, parameters }]) => ({ key, kind, parameters, name: `${parameters.resource}.${parameters.operation}` }));

	// `write` has no runs of its own yet: the first operation of that kind fails here.
	it('has each of its operations among the random runs, under its own kind', () => {
		expect(declared.length).toBeGreaterThan(0);
		const wanted = declared.map(({ effect, fullName }) => `${fullName} (${effect})`);
		expect([...new Set(named.map(({ name, kind }) => `${name} (${kind})`))].sort()).toEqual(wanted.sort());
	});

	it.each(named)('$key fills in fields that its operation has', ({ name, parameters }) => {
		const { parameters: fields } = declared.find(({ fullName }) => fullName === name)!;
		const known = ['resource', 'operation', ...fields.map((field) => field.name)];
		expect(Object.keys(parameters).filter((field) => !known.includes(field))).toEqual([]);
	});
});
