'use strict';

/** Stands in for Node's module of this name in what is bundled: whatever is required through it is not there. */
exports.createRequire = () => () => {
	throw new Error('Only what is bundled can be required.');
};
