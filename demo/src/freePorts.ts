import { randomInt } from 'node:crypto';

import { isFree } from '../install/ports.js';

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere): one of those can
 * be taken again before the server that it is meant for listens on it.
 */
const FROM = 20_000;
const BEFORE = 32_768;

const given = new Set<number>();

/**
 * Ports at 127.0.0.1 that nobody listened on a moment ago, each another one, and none that was given before.
 *
 * @throws when there are no more
 */
export async function freePorts(count: number): Promise<number[]> {
	const ports: number[] = [];
	for (let tries = 0; ports.length < count; tries += 1) {
		if (tries > BEFORE - FROM) throw new Error(`There are no ${count} free ports from ${FROM} to ${BEFORE - 1}.`);
		const port = randomInt(FROM, BEFORE);
		if (given.has(port)) continue;
		given.add(port);
		if (await isFree(port)) ports.push(port);
	}
	return ports;
}
