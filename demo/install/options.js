'use strict';

const { parseArgs } = require('node:util');

const { CannotStart } = require('./steps.js');

const USAGE = `Starts n8n with this package, its three providers as a sandbox on this computer, and example workflows.

  npm start -- [options]

  --n8n-port <port>      where n8n listens (5678)
  --sandbox-port <port>  the first of the sandbox's four consecutive ports (8700)
  --reset                delete n8n's data of earlier starts
  --queue                run n8n in queue mode, with PostgreSQL, Redis, two workers and a process for webhooks at the port
                         after n8n's; it begins empty and keeps no data (npm run start:queue)
  --check                start an empty n8n on free ports, test, stop; exit code 0 if all tests passed (npm run smoke)
  --help                 this text`;

const PORT_OPTION = { type: 'string' };

/** The port that an option names; `fallback` if the option wasn't given. */
function readPort(option, given, fallback) {
	if (given === undefined) return fallback;
	const port = Number(given);
	if (Number.isInteger(port) && port >= 1024 && port <= 65535) return port;
	throw new CannotStart(`--${option} takes a port number from 1024 to 65535, not "${given}".`);
}

/**
 * Reads the options of the command line.
 *
 * @param {string[]} args the arguments of the script
 * @returns {{ n8nPort: number, sandboxPort: number, reset: boolean, queue: boolean, check: boolean, help: boolean }}
 * @throws {CannotStart} for an unknown option, or for one whose value is not a port
 */
function readOptions(args) {
	let values;
	try {
		({ values } = parseArgs({
			args,
			options: {
				'n8n-port': PORT_OPTION,
				'sandbox-port': PORT_OPTION,
				reset: { type: 'boolean', default: false },
				queue: { type: 'boolean', default: false },
				check: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		}));
	} catch (failure) {
		throw new CannotStart(`${failure.message}\n\n${USAGE}`);
	}
	return {
		n8nPort: readPort('n8n-port', values['n8n-port'], 5678),
		sandboxPort: readPort('sandbox-port', values['sandbox-port'], 8700),
		reset: values.reset,
		queue: values.queue,
		check: values.check,
		help: values.help,
	};
}

module.exports = { USAGE, readOptions };
