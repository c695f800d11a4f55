import { execFile, execFileSync } from 'node:child_process';
import { existsSync, symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { project } from './places.ts';

const run = promisify(execFile);

/** The package as it was before node runs came in by `customOperations`. */
export const OLDER_COMMIT = 'da34338';

/** That package, built, in a folder of its own; checked out when it is first asked for. */
export class OlderSide {
	private readonly folder: string;
	private built: Promise<string> | undefined;

	/** @param temporary a folder that exists */
	constructor(temporary: string) {
		this.folder = path.join(temporary, 'older-side');
	}

	/** @returns the folder with its package.json and dist. @throws Error where git doesn't have that commit, or it can't be built */
	async ready(): Promise<string> {
		return await (this.built ??= this.build());
	}

	private async build(): Promise<string> {
		await run('git', ['worktree', 'add', '--detach', this.folder, OLDER_COMMIT], { cwd: project });
		symlinkSync(path.join(project, 'node_modules'), path.join(this.folder, 'node_modules'), 'dir');
		const gulp = path.join(project, 'node_modules/gulp/bin/gulp.js');
		await run(process.execPath, [gulp, 'build'], { cwd: this.folder });
		return this.folder;
	}

	/** Takes it away, and git's note of it. */
	remove(): void {
		if (!existsSync(this.folder)) return;
		const packages = path.join(this.folder, 'node_modules');
		// What lies behind the link is the project's own.
		if (existsSync(packages)) unlinkSync(packages);
		execFileSync('git', ['worktree', 'remove', '--force', this.folder], { cwd: project });
	}
}
