import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { root, temporaryFolder } from './packed';

interface Report {
	numFailedTests: number;
	numPassedTests: number;
	testResults: Array<{ assertionResults: Array<{ title: string; status: string; failureMessages: string[] }> }>;
}

/** Runs jest with this project's configuration over one test file with this text. */
function jestOver(code: string): Report {
	const folder = temporaryFolder();
	mkdirSync(path.join(folder, 'test'));
	writeFileSync(path.join(folder, 'test/example.test.ts'), code);
	const own = JSON.stringify(jest.requireActual(path.join(root, 'jest.config.js')));
	const config = {
		...(JSON.parse(own.replaceAll('<rootDir>', root).replaceAll('"@swc/jest"', JSON.stringify(require.resolve('@swc/jest')))) as object),
		rootDir: folder,
		roots: [path.join(folder, 'test')],
	};
	const report = path.join(folder, 'report.json');
	const arguments_ = ['--config', JSON.stringify(config), '--json', '--outputFile', report, '--runInBand'];
	const { stderr } = spawnSync(process.execPath, [require.resolve('jest/bin/jest'), ...arguments_], { cwd: folder, encoding: 'utf8' });
	try {
		return JSON.parse(readFileSync(report, 'utf8')) as Report;
	} catch {
		throw new Error(`jest made no report:\n${stderr}`);
	}
}

test('a rejected promise that nobody awaits fails its test; an awaited one does not', () => {
	const report = jestOver(`
		const later = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
		it('drops a later rejection', async () => {
			void later().then(() => { throw new Error('first'); });
			await later();
			await later();
		});
		it('observes a rejection', async () => {
			const rejected = Promise.reject(new Error('second'));
			await new Promise(setImmediate);
			await expect(rejected).rejects.toThrow('second');
		});
		it('drops a rejection at the end', () => { void Promise.reject(new Error('third')); });
	`);
	const results = report.testResults[0]!.assertionResults;
	expect(results.map(({ status }) => status)).toEqual(['failed', 'passed', 'failed']);
	expect(results[0]!.failureMessages.join()).toContain('first');
	expect(results[2]!.failureMessages.join()).toContain('third');
});
