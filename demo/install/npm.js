'use strict';

const { spawn } = require('node:child_process');
const { createWriteStream, mkdirSync } = require('node:fs');
const path = require('node:path');
const { createInterface } = require('node:readline');

const places = require('./places.js');
const { CannotStart } = require('./steps.js');

const LINES_SHOWN_ON_FAILURE = 20;
const NETWORK_CODES =
	'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT';
const FIRST_TRY_FAILED = new RegExp(`attempt 1 failed with (${NETWORK_CODES})`);
const NETWORK_ERROR = new RegExp(`^npm error (?:code|errno) (${NETWORK_CODES})$`);

/** How npm is started: the npm that runs this script (`npm start`) if there is one, otherwise the one on the PATH. */
function npmCommand() {
	// Node is npm's and not this process's own: that may be the one in node_modules, which installing deletes for a while.
	const { npm_execpath: script, npm_node_execpath: node } = process.env;
	if (node && script && /npm-cli\.c?js$/.test(script)) return { file: node, before: [script], shell: false };
	return { file: 'npm', before: [], shell: process.platform === 'win32' };
}

/** npm's environment, without the variables of the npm that started this process: its options would apply to the new npm too. */
function environmentFor(additions) {
	const inherited = Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name));
	return { ...Object.fromEntries(inherited), ...additions };
}

/** The lines that say what went wrong: npm's own first lines if npm refused, otherwise the last lines of what it ran. */
function tellingLines(output) {
	const ofNpm = output.filter((line) => line.startsWith('npm error ') && !line.startsWith('npm error A complete log'));
	const refused = ofNpm.length > 0 && !ofNpm.some((line) => line.startsWith('npm error command failed'));
	if (refused) return ofNpm.slice(0, LINES_SHOWN_ON_FAILURE);
	return output.filter((line) => !/^npm (error|notice|warn)/.test(line)).slice(-LINES_SHOWN_ON_FAILURE);
}

/** npm failed. `output` has all lines that it wrote (both streams, in order of arrival), `log` is the file with them. */
class NpmFailed extends Error {
	name = 'NpmFailed';

	constructor(args, output, log) {
		super(`npm ${args.join(' ')} did not succeed:\n${tellingLines(output).join('\n')}\nAll of it: ${log}`);
		this.output = output;
		this.log = log;
	}
}

/**
 * Runs npm and reads its output.
 *
 * @param {string[]} args npm's arguments
 * @param {object} options
 * @param {string} options.folder where to run it
 * @param {string} options.purpose what it is for, in words that follow "to": "install n8n"
 * @param {Record<string, string>} [options.environment] variables beside the inherited ones
 * @param {(lookedUp: number, fetched: number) => void} [options.onProgress] called with the number of packages that it has
 * looked up and fetched so far
 * @returns {Promise<string[]>} the lines it wrote
 * @throws {CannotStart} when the registry can't be reached, or npm ran out of memory
 * @throws {NpmFailed} when npm failed in another way
 */
function runNpm(args, { folder, purpose, environment, onProgress }) {
	mkdirSync(places.data, { recursive: true });
	const log = path.join(places.data, `npm-${purpose.replace(/\W+/g, '-')}.log`);
	const file = createWriteStream(log);
	const { file: command, before, shell } = npmCommand();
	const child = spawn(command, [...before, ...args, '--loglevel=http'], {
		cwd: folder,
		env: environmentFor(environment),
		shell,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const output = [];
	let answered = false;
	let lookedUp = 0;
	let fetched = 0;
	let networkCode;
	const read = (line) => {
		file.write(`${line}\n`);
		if (line.startsWith('npm http')) {
			if (/ GET 200 /.test(line)) {
				answered = true;
				if (/ GET 200 \S+\.tgz /.test(line)) fetched += 1;
				else lookedUp += 1;
				onProgress?.(lookedUp, fetched);
			}
			networkCode = FIRST_TRY_FAILED.exec(line)?.[1] ?? networkCode;
			// npm would go on trying for more than a minute. If the registry has not answered once, it won't.
			if (networkCode && !answered) child.kill();
			return;
		}
		networkCode = NETWORK_ERROR.exec(line)?.[1] ?? networkCode;
		output.push(line);
	};
	createInterface({ input: child.stdout }).on('line', read);
	createInterface({ input: child.stderr }).on('line', read);
	return new Promise((resolve, reject) => {
		child.on('error', (failure) => {
			const notFound = 'npm was not found. Install npm (it comes with Node) and start again.';
			reject(new CannotStart(failure.code === 'ENOENT' ? notFound : failure.message));
		});
		child.on('close', (code) => {
			file.end();
			if (code === 0) return resolve(output);
			if (networkCode && (!answered || output.some((line) => NETWORK_ERROR.test(line)))) {
				return reject(
					new CannotStart(
						`npm could not reach its package registry to ${purpose} (${networkCode}). ` +
							'Check the network connection, and npm\'s proxy setting if you are behind one, then start again.',
					),
				);
			}
			if (output.some((line) => line.includes('heap out of memory'))) {
				return reject(
					new CannotStart(
						`npm ran out of memory while trying to ${purpose}. ` +
							'Close other programs or use a computer with more memory, then start again.',
					),
				);
			}
			if (output.some((line) => line.includes('ENOSPC'))) {
				return reject(new CannotStart(`The disk is full: npm could not ${purpose}. The demo needs about 5 GB.`));
			}
			reject(new NpmFailed(args, output, log));
		});
	});
}

module.exports = { NpmFailed, runNpm };
