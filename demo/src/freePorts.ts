import { randomInt } from 'node:crypto';

import { isFree } from '../install/ports.js';

/**
 * The ports are below those that systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere). A
 * connection could take one of those before the server listens on it.
 */
const FROM = 20_000;
const BEFORE = 32_768;

const given = new Set<number>();

/**
 * Different ports at 127.0.0.1 that are free, and that this process was not given before.
 *
 * @throws when there are not enough
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
