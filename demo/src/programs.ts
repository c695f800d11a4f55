import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { CannotStart } from '../install/steps.js';

/** A program that npm can't install. */
export interface Program {
	/** The names that its file may have, the best first. */
	files: string[];
	/** Folders to look in after those of PATH. */
	folders?: string[];
	/** The message for a person who doesn't have it: its name and how to install it. */
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

/** The path of a program. @throws {CannotStart} when it isn't on this computer; the message says how to install it */
export function findProgram({ files, folders = [], missing }: Program): string {
	const places = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...folders];
	const found = files.flatMap((file) => places.map((folder) => path.join(folder, file))).find(isExecutable);
	if (found === undefined) throw new CannotStart(missing);
	return found;
}

/** The folders in which Debian and Ubuntu have each version of PostgreSQL, the newest first. */
export function debianPostgresFolders(): string[] {
	const base = '/usr/lib/postgresql';
	if (!existsSync(base)) return [];
	const versions = readdirSync(base).sort((one, other) => Number(other) - Number(one));
	return versions.map((version) => path.join(base, version, 'bin'));
}

/**
 * The user to run a database server as, if the caller is root: PostgreSQL refuses to run as root. PostgreSQL's packages make
 * a user for it.
 *
 * @returns undefined if the caller isn't root
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
