import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { transpile } from '../../scripts/build/transpile.js';
import { mutated, type Mutation } from './mutation.ts';

/** What tests said. */
export type Verdict = { kind: 'passed' } | { kind: 'failed'; by: string } | { kind: 'timedOut' };

interface Report {
	testResults: Array<{
		name: string;
		status: string;
		message: string;
		assertionResults: Array<{ status: string; fullName: string }>;
	}>;
}

/** Not copied: what is shared or written by others, and what no test of ours reads. */
const NOT_COPIED = new Set(['node_modules', '.git', '.demo', 'coverage', 'docs']);

/** Everything that has to be undone when this process ends. */
const places = new Set<Place>();

/** Ends all tests that are under way and removes all copies. */
export function clearAway(): void {
	for (const place of places) place.remove();
}

/** The file of a test by its name in the lists. */
export function testFile(name: string): string {
	return `test/${name}.test.ts`;
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

	/** Lets the tests judge the mutated project. @throws where the mutation's text isn't there, or the file can't be built */
	async judge(mutation: Mutation, limitMs: number, order: string[]): Promise<Verdict> {
		const file = path.join(this.folder, mutation.file);
		const text = readFileSync(file, 'utf8');
		const changed = mutated(mutation, text);
		if (changed === undefined) throw new Error('its text does not stand in the file exactly once');
		try {
			writeFileSync(file, changed);
			await transpile([mutation.file], this.folder);
			return await this.test(order, limitMs);
		} finally {
			writeFileSync(file, text);
			await transpile([mutation.file], this.folder);
		}
	}

	/** Runs tests in this order, up to the first that fails. */
	async test(names: string[], limitMs: number): Promise<Verdict & { tookMs: number }> {
		const files = names.map(testFile);
		const report = path.join(this.folder, 'report.json');
		rmSync(report, { force: true });
		const started = performance.now();
		const inTime = await this.run(
			[
				...['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--runInBand', '--bail'],
				...['--json', '--outputFile', report, '--testSequencer', './scripts/jest/givenOrder.js', '--runTestsByPath', ...files],
			],
			{ JUDGES: files.join() },
			limitMs,
		);
		const tookMs = performance.now() - started;
		if (!inTime) return { kind: 'timedOut', tookMs };
		const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
		const failed = testResults.find(({ status }) => status === 'failed');
		if (!failed) return { kind: 'passed', tookMs };
		const judge = names.find((name) => failed.name.endsWith(testFile(name))) ?? failed.name;
		const test = failed.assertionResults.find(({ status }) => status === 'failed')?.fullName;
		return { kind: 'failed', by: `${judge}: ${test ?? firstLine(failed.message)}`, tookMs };
	}

	/** Whether the program ended by itself. */
	private async run(args: string[], environment: NodeJS.ProcessEnv, limitMs: number): Promise<boolean> {
		const child = spawn(process.execPath, args, { cwd: this.folder, env: { ...process.env, ...environment }, stdio: 'ignore' });
		this.stop = () => child.kill('SIGKILL');
		let inTime = true;
		const limit = setTimeout(() => {
			inTime = false;
			this.stop();
		}, limitMs);
		await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
		clearTimeout(limit);
		this.stop = () => {};
		return inTime;
	}
}

function firstLine(message: string): string {
	return message.split('\n').find((line) => line.trim() !== '' && !line.includes('●'))?.trim() ?? 'the file could not be run';
}
