'use strict';

const { existsSync, writeFileSync } = require('node:fs');

// A reporter of jest: writes what failed first, or that nothing did, to the file VERDICT. jest's own report is no use with
// --bail: jest ends before it is written, where tests are left.
module.exports = class Verdict {
	onTestResult(test, { testExecError, failureMessage, testResults }) {
		const failed = testResults.find(({ status }) => status === 'failed');
		if (!failed && !testExecError) return;
		this.write({ kind: 'failed', name: test.path, test: failed?.fullName, message: failureMessage ?? '' });
	}

	onRunComplete() {
		this.write({ kind: 'passed' });
	}

	/** The first word counts. */
	write(verdict) {
		if (!existsSync(process.env.VERDICT)) writeFileSync(process.env.VERDICT, JSON.stringify(verdict));
	}
};
