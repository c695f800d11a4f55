import { declaredOperations } from '../contract/declared';
import { apart, operations } from './operations';

describe.each(['heymarket', 'whippy', 'sendook'] as const)('%s', (provider) => {
	const declared = declaredOperations(provider);
	const named = Object.entries({ ...operations, ...apart })
		.filter(([, operation]) => operation.provider === provider)
		.map(([key, { kind, parameters }]) => ({ key, kind, parameters, name: `${parameters.resource}.${parameters.operation}` }));

	// Changes have a test of their own over all of them (test/operations/troubledChanges.test.ts), and one list is read as another.
	it('has each of its sends among the random runs or apart from them, and some of its reads', () => {
		const wanted = declared.filter(({ effect }) => effect === 'send').map(({ fullName }) => fullName);
		const ofKind = (wantedKind: string) => [...new Set(named.filter(({ kind }) => kind === wantedKind).map(({ name }) => name))].sort();
		expect(ofKind('send')).toEqual(wanted.sort());
		expect(ofKind('read').length).toBeGreaterThan(0);
		expect(declared.map(({ fullName }) => fullName)).toEqual(expect.arrayContaining(ofKind('read')));
	});

	it.each(named)('$key fills in fields that its operation has', ({ name, parameters }) => {
		const { parameters: fields } = declared.find(({ fullName }) => fullName === name)!;
		const known = ['resource', 'operation', ...fields.map((field) => field.name)];
		expect(Object.keys(parameters).filter((field) => !known.includes(field))).toEqual([]);
	});
});
