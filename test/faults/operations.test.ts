import { declaredOperations } from '../contract/declared';
import { operations } from './operations';

it.each(['heymarket', 'whippy', 'sendook'] as const)('%s: the random runs have every sending operation', (provider) => {
	const sending = declaredOperations(provider).filter(({ effect }) => effect === 'send').map(({ value }) => value);
	const done = Object.values(operations).filter((each) => each.provider === provider && each.kind === 'send');
	expect(sending.length).toBeGreaterThan(0);
	expect([...new Set(done.map(({ parameters }) => parameters.operation))].sort()).toEqual([...sending].sort());
});
