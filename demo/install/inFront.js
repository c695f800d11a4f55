'use strict';

const { spawn } = require('node:child_process');
const { clearInterval, setInterval } = require('node:timers');

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const LOOK_FOR_NPM_MS = 300;
const EXIT_CODE_OF_SIGTERM = 143;

/**
 * Makes a signal to npm count for this process. npm signals the shell between it and this process, and that shell dies of
 * it without a word; so the end of npm's shell is taken for the signal. Does nothing where npm hasn't started this process.
 *
 * @returns {(stop: () => void) => void} takes what is to be done then, in place of ending this process
 */
function endWithNpm() {
	const { ppid: shell, env } = process;
	let end = () => process.exit(EXIT_CODE_OF_SIGTERM);
	if (env.npm_lifecycle_event !== undefined) {
		const watch = setInterval(() => {
			if (process.ppid === shell) return;
			clearInterval(watch);
			end();
		}, LOOK_FOR_NPM_MS).unref();
	}
	return (stop) => (end = stop);
}

const onEndOfNpm = endWithNpm();

/**
 * Runs the program that this process only stands in front of, and waits for its end. Process managers signal this process
 * alone, so signals are passed on.
 *
 * @param {string} file the program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit code
 */
function runInFront(file, args, options) {
	const child = spawn(file, args, options);
	for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
	onEndOfNpm(() => child.kill('SIGTERM'));
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

module.exports = { runInFront };
