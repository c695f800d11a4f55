'use strict';

const { existsSync, writeFileSync } = require('node:fs');

// A reporter for jest. It writes the first failure, or that there was none, into the file VERDICT. jest's own report is of no
// use with --bail: if tests are left over, jest ends before it writes it.
module.exports = class Verdict {
	onTestResult(test, { testExecError, failureMessage, testResults }) {
		const failed = testResults.find(({ status }) => status === 'failed');
		if (!failed && !testExecError) return;
		this.write({ kind: 'failed', name: test.path, test: failed?.fullName, message: failureMessage ?? '' });
	}

	onRunComplete() {
		this.write({ kind: 'passed' });
	}

	/** Writes only the first verdict. */
	write(verdict) {
		if (!existsSync(process.env.VERDICT)) writeFileSync(process.env.VERDICT, JSON.stringify(verdict));
	}
};
