'use strict';

// Shows progress on the command line: the current step, how long it has taken so far, and how it ended.

const { performance } = require('node:perf_hooks');
const { clearInterval, setInterval } = require('node:timers');

const HEARTBEAT_WITHOUT_TERMINAL_MS = 15_000;

/** The demo can't start. The message is for the person who starts it, and says what happened and what to do. */
class CannotStart extends Error {
	name = 'CannotStart';
}

/** @param {number} since a time as `performance.now()` gives it @returns {string} such as "3.4 s" or "201 s" */
function secondsSince(since) {
	const seconds = (performance.now() - since) / 1000;
	return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

/**
 * Does one step of the start and shows how long it takes. On a terminal, its line is written again every second. Elsewhere,
 * such as in a log of CI, there is another line every 15 seconds.
 *
 * @template T
 * @param {string} title the step's title, such as "Installing n8n"
 * @param {(note: (text: string) => void) => Promise<T> | T} work does the step; it may call `note` with a text that is shown
 * after the seconds
 * @returns {Promise<T>} the result of `work`
 * @throws what `work` throws, after the line has been ended
 */
async function step(title, work) {
	const started = performance.now();
	const terminal = process.stdout.isTTY;
	let noted = '';
	const line = () => `  ${title} ... ${secondsSince(started)}${noted && `, ${noted}`}`;
	const clear = terminal ? '\r\x1b[2K' : '';
	const show = () => process.stdout.write(terminal ? clear + line().slice(0, process.stdout.columns - 1) : `${line()}\n`);
	const timer = setInterval(show, terminal ? 1000 : HEARTBEAT_WITHOUT_TERMINAL_MS);
	if (terminal) show();
	const close = (mark) => {
		clearInterval(timer);
		process.stdout.write(`${clear}${mark} ${title} (${secondsSince(started)}${noted && `, ${noted}`})\n`);
	};
	try {
		const result = await work((text) => (noted = text));
		close('✓');
		return result;
	} catch (failure) {
		close('✗');
		throw failure;
	}
}

module.exports = { CannotStart, step };
