'use strict';

const Sequencer = require('@jest/test-sequencer').default;

/** Test files that take longest, the longest first. Without times from earlier runs, jest would go by the sizes of the files. */
const LONGEST = ['faults/heymarket', 'engine/matrix/matrix', 'engine/thousand', 'engine/pacing', 'faults/time', 'faults/whippy', 'package/scanner', 'faults/sendook'];

// A sequencer for jest. What takes longest begins first, so that at the end no worker waits for another one's long file.
module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		const placeOf = ({ path }) => {
			const place = LONGEST.findIndex((name) => path.endsWith(`test/${name}.test.ts`));
			return place === -1 ? LONGEST.length : place;
		};
		return [...super.sort(tests)].sort((one, other) => placeOf(one) - placeOf(other));
	}
};
