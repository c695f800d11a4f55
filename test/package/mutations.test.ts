import { listFaults } from '../mutations/faults.ts';
import { mutated } from '../mutations/mutation.ts';

// If somebody changes code that a mutation changes, this test names the mutation that must be adapted. Whether the tests notice
// each mutation is shown by `npm run test:mutations`.
test('every mutation of the lists can be made in the present code, and has its tests', () => {
	expect(listFaults()).toEqual([]);
});

test.each([
	['that is not there', 'c', 'x'],
	['that is there twice', 'a', 'x'],
	['that stays as it is', 'b', 'b'],
])('a text %s makes no mutation', (_case, find, replace) => {
	expect(mutated({ file: '', find, replace, breaks: '', judges: [] }, 'aab')).toBeUndefined();
});
