'use strict';

const { createServer } = require('node:net');

const { CannotStart } = require('./steps.js');

/** @param {number} port @returns {Promise<boolean>} whether a server could listen on it at 127.0.0.1 */
function isFree(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
	});
}

/**
 * @param {{ port: number, use: string, instead: string }[]} ports what each is for, and the option that takes another
 * @param {string} [leftBehind] a sentence on what an earlier start may have left running
 * @throws {CannotStart} naming the first one taken
 */
async function requireFree(ports, leftBehind) {
	for (const { port, use, instead } of ports) {
		if (await isFree(port)) continue;
		throw new CannotStart(
			`Port ${port}, wanted for ${use}, is taken by another program. Stop that one, or choose another port: ` +
				`npm start -- ${instead}${leftBehind ? `\n${leftBehind}` : ''}`,
		);
	}
}

module.exports = { isFree, requireFree };
