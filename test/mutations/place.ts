import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { transpile } from '../../scripts/build/transpile.js';
import { mutated, testFile, type Mutation } from './mutation.ts';

/** The verdict of some tests; `unheard` if another program ended them. */
export type Verdict = { kind: 'passed' } | { kind: 'failed'; by: string } | { kind: 'timedOut' } | { kind: 'unheard'; why: string };

/** The file that `scripts/jest/verdict.js` writes. */
type Report = { kind: 'passed' } | { kind: 'failed'; name: string; test?: string; message: string };

/** Folders that are not copied: they are shared or written by others, or no test reads them. */
const NOT_COPIED = new Set(['node_modules', '.git', '.demo', 'coverage', 'docs']);

const MORE_TIME = 3;

/** The copies, which must be removed when this process ends. */
const places = new Set<Place>();

/** Ends all running tests and removes all copies. */
export function clearAway(): void {
	for (const place of places) place.remove();
}

/** A copy of the built project in the temporary folder, in which mutations are made one at a time. */
export class Place {
	private readonly folder = mkdtempSync(path.join(tmpdir(), 'shared-inbox-mutations-'));

	private stop: () => void = () => {};

	constructor(project: string) {
		places.add(this);
		cpSync(project, this.folder, { recursive: true, filter: (file) => !NOT_COPIED.has(path.basename(file)) });
		symlinkSync(path.join(project, 'node_modules'), path.join(this.folder, 'node_modules'), 'junction');
	}

	remove(): void {
		this.stop();
		places.delete(this);
		rmSync(this.folder, { recursive: true, force: true });
	}

	/**
	 * Lets the tests judge the mutated project. If they take too long, they run again with more time: the computer may be busy.
	 *
	 * @throws if the mutation's text isn't there, or the file can't be built
	 */
	async judge(mutation: Mutation, limitMs: number, order: string[]): Promise<Verdict> {
		const file = path.join(this.folder, mutation.file);
		const text = readFileSync(file, 'utf8');
		const changed = mutated(mutation, text);
		if (changed === undefined) throw new Error('its text does not stand in the file exactly once');
		try {
			writeFileSync(file, changed);
			await transpile([mutation.file], this.folder);
			const verdict = await this.test(order, limitMs);
			return verdict.kind === 'timedOut' ? await this.test(order, limitMs * MORE_TIME) : verdict;
		} finally {
			writeFileSync(file, text);
			await transpile([mutation.file], this.folder);
		}
	}

	/** Runs tests in this order, up to the first that fails. */
	async test(names: string[], limitMs: number): Promise<Verdict & { tookMs: number }> {
		const files = names.map(testFile);
		const report = path.join(this.folder, 'verdict.json');
		rmSync(report, { force: true });
		const started = performance.now();
		const ended = await this.run(
			[
				...['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--runInBand', '--bail'],
				...['--reporters', './scripts/jest/verdict.js', '--testSequencer', './scripts/jest/givenOrder.js', '--runTestsByPath', ...files],
			],
			{ JUDGES: files.join(), VERDICT: report },
			limitMs,
		);
		const tookMs = performance.now() - started;
		if (ended === 'timedOut') return { kind: 'timedOut', tookMs };
		if (!existsSync(report)) return { kind: 'unheard', why: `jest ended without a report (${ended})`, tookMs };
		const told = JSON.parse(readFileSync(report, 'utf8')) as Report;
		if (told.kind === 'passed') return { kind: 'passed', tookMs };
		const judge = names.find((name) => told.name.endsWith(testFile(name))) ?? told.name;
		return { kind: 'failed', by: `${judge}: ${told.test ?? firstLine(told.message)}`, tookMs };
	}

	/** How the program ended: its exit code, a signal, or that it took too long. */
	private async run(args: string[], environment: NodeJS.ProcessEnv, limitMs: number): Promise<string> {
		const child = spawn(process.execPath, args, { cwd: this.folder, env: { ...process.env, ...environment }, stdio: 'ignore' });
		this.stop = () => child.kill('SIGKILL');
		let isLate = false;
		const limit = setTimeout(() => {
			isLate = true;
			this.stop();
		}, limitMs);
		const ended = await new Promise<string>((resolve, reject) => {
			child.on('error', reject).on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
		});
		clearTimeout(limit);
		this.stop = () => {};
		return isLate ? 'timedOut' : ended;
	}
}

function firstLine(message: string): string {
	return message.split('\n').find((line) => line.trim() !== '' && !line.includes('●'))?.trim() ?? 'the file could not be run';
}
