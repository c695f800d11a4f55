'use strict';

const { spawn } = require('node:child_process');
const { clearInterval, setInterval } = require('node:timers');

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const LOOK_FOR_NPM_MS = 300;
const EXIT_CODE_OF_SIGTERM = 143;

/**
 * Makes this process end when npm gets a signal. npm passes a signal only to the shell that it started this process with,
 * and the shell ends without passing it on. So this process watches whether that shell is still its parent. Does nothing if
 * npm hasn't started this process.
 *
 * @returns {(stop: () => void) => void} call it with a function that is called then instead of ending this process
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
 * Runs a program and waits for its end. Process managers signal only this process, so it passes their signals on.
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
