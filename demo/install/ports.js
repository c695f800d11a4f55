'use strict';

const { createServer } = require('node:net');

const { CannotStart } = require('./steps.js');

/** Whether a port at 127.0.0.1 is free. @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
	});
}

/**
 * Checks that some ports are free.
 *
 * @param {{ port: number, use: string, instead: string }[]} ports each with what it is for, and an option for another port
 * @param {string} [leftBehind] a sentence that names processes which an earlier start may have left running
 * @throws {CannotStart} that names the first port in use
 */
async function requireFree(ports, leftBehind) {
	for (const { port, use, instead } of ports) {
		if (await isFree(port)) continue;
		throw new CannotStart(
			`Port ${port} is needed for ${use}, but another program uses it. Stop that program, or choose another port: ` +
				`npm start -- ${instead}${leftBehind ? `\n${leftBehind}` : ''}`,
		);
	}
}

module.exports = { isFree, requireFree };
