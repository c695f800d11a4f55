import { listFaults } from '../mutations/faults.ts';
import { mutated } from '../mutations/mutation.ts';

// Whoever changes code that a mutation breaks sees here which one to bring along. Whether the tests notice each of them is
// what `npm run test:mutations` shows.
test('every mutation of the lists can be made in the code as it is, and has its tests', () => {
	expect(listFaults()).toEqual([]);
});

test.each([
	['that is not there', 'c', 'x'],
	['that is there twice', 'a', 'x'],
	['that stays as it is', 'b', 'b'],
])('a text %s makes no mutation', (_case, find, replace) => {
	expect(mutated({ file: '', find, replace, breaks: '', judges: [] }, 'aab')).toBeUndefined();
});
