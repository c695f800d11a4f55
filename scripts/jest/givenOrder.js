'use strict';

// A sequencer for jest. The test files run in the order of the paths in JUDGES, so that the quick ones come first with --bail.
module.exports = class GivenOrder {
	sort(tests) {
		const order = (process.env.JUDGES ?? '').split(',');
		const placeOf = ({ path }) => order.findIndex((judge) => path.endsWith(judge));
		return [...tests].sort((one, other) => placeOf(one) - placeOf(other));
	}

	shard(tests) {
		return tests;
	}

	allFailedTests(tests) {
		return tests;
	}

	cacheResults() {}
};
