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
 * @throws {CannotStart} that names all ports in use, with the options for others
 */
async function requireFree(ports, leftBehind) {
	const taken = [];
	for (const one of ports) if (!(await isFree(one.port))) taken.push(one);
	if (taken.length === 0) return;
	const uses = [...new Set(taken.map(({ use }) => use))];
	const named = uses.map((use) => {
		const numbers = taken.filter((one) => one.use === use).map(({ port }) => port);
		return `Port ${numbers.join(', ')} is needed for ${use}, but another program uses it.`;
	});
	const instead = [...new Set(taken.map((one) => one.instead))].join(' ');
	throw new CannotStart(
		`${named.join(' ')} Stop that program, or choose other ports: npm start -- ${instead}${leftBehind ? `\n${leftBehind}` : ''}`,
	);
}

module.exports = { isFree, requireFree };
