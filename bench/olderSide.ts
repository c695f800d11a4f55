import { execFile, execFileSync } from 'node:child_process';
import { existsSync, symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { project } from './places.ts';

const run = promisify(execFile);

/** The commit before n8n called this package by `customOperations`. */
export const OLDER_COMMIT = 'da34338';

/** The commit before the nodes had an operation for every request. */
export const FEW_OPERATIONS_COMMIT = '552c3ef';

/** The built package of an older commit, in its own folder. It is checked out and built when it is first needed. */
export class OlderSide {
	private readonly folder: string;
	private readonly commit: string;
	private built: Promise<string> | undefined;

	/** @param temporary a folder that exists */
	constructor(temporary: string, commit: string) {
		this.commit = commit;
		this.folder = path.join(temporary, `older-side-${commit}`);
	}

	/** @returns the folder with its package.json and dist. @throws Error if git doesn't have that commit, or it can't be built */
	async ready(): Promise<string> {
		return await (this.built ??= this.build());
	}

	private async build(): Promise<string> {
		await run('git', ['worktree', 'add', '--detach', this.folder, this.commit], { cwd: project });
		symlinkSync(path.join(project, 'node_modules'), path.join(this.folder, 'node_modules'), 'dir');
		const gulp = path.join(project, 'node_modules/gulp/bin/gulp.js');
		await run(process.execPath, [gulp, 'build'], { cwd: this.folder });
		return this.folder;
	}

	/** Removes the folder, and git's record of it as a worktree. */
	remove(): void {
		if (!existsSync(this.folder)) return;
		const packages = path.join(this.folder, 'node_modules');
		// Only the link is removed: it leads to the project's own packages.
		if (existsSync(packages)) unlinkSync(packages);
		execFileSync('git', ['worktree', 'remove', '--force', this.folder], { cwd: project });
	}
}
