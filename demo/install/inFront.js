'use strict';

const { spawn } = require('node:child_process');
const { clearInterval, setInterval } = require('node:timers');

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const LOOK_FOR_PARENT_MS = 300;

/**
 * Runs the program that this process only stands in front of, and waits for its end. Process managers signal this process
 * alone, so signals are passed on. npm signals the shell between it and this process, and that shell dies of it without a
 * word; so the end of npm's shell counts as a signal too.
 *
 * @param {string} file the program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit code
 */
function runInFront(file, args, options) {
	const child = spawn(file, args, options);
	for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
	const { ppid: parent, env } = process;
	const orphaned = () => env.npm_lifecycle_event !== undefined && process.ppid !== parent;
	const watch = setInterval(() => {
		if (!orphaned()) return;
		clearInterval(watch);
		child.kill('SIGTERM');
	}, LOOK_FOR_PARENT_MS);
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => {
			clearInterval(watch);
			resolve(code ?? 1);
		});
	});
}

module.exports = { runInFront };
