import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { CannotStart } from '../install/steps.js';

/** A program that the package registry doesn't have. */
export interface Program {
	/** The names that its file may have, the best first. */
	files: string[];
	/** Where it may stand beside the folders of PATH. */
	folders?: string[];
	/** How it is called and how to get it, in words for the person at the command line. */
	missing: string;
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** @throws {CannotStart} when it isn't on this computer, with how to get it */
export function findProgram({ files, folders = [], missing }: Program): string {
	const places = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...folders];
	const found = files.flatMap((file) => places.map((folder) => path.join(folder, file))).find(isExecutable);
	if (found === undefined) throw new CannotStart(missing);
	return found;
}

/** Where Debian and Ubuntu keep the servers of each PostgreSQL, the newest first. */
export function debianPostgresFolders(): string[] {
	const base = '/usr/lib/postgresql';
	if (!existsSync(base)) return [];
	const versions = readdirSync(base).sort((one, other) => Number(other) - Number(one));
	return versions.map((version) => path.join(base, version, 'bin'));
}

/**
 * Who a database server runs as: the one who starts it, unless that is root, as which PostgreSQL refuses to run. The
 * packages of PostgreSQL bring a user of their own.
 *
 * @returns undefined where nobody else is needed
 * @throws {CannotStart} when there is no other user
 */
export function unprivilegedUser(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	for (const name of ['postgres', 'nobody']) {
		try {
			const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
			return { uid: id('-u'), gid: id('-g') };
		} catch {
			continue;
		}
	}
	throw new CannotStart('PostgreSQL does not run as root. Start this as another user.');
}
