import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkLive, type Choices } from '../../live/check.ts';
import { LiveContract, type Tree } from '../../live/contract.ts';
import type { Environment } from '../../live/keys.ts';
import type { ProviderReport, Report } from '../../live/report.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { freshly } from '../engine/sandboxed';

/** The folder that the reports are written into. */
export const folder = mkdtempSync(path.join(tmpdir(), 'check-live-'));

let sandbox: Sandbox;

/** Starts a sandbox for the tests of a file, and makes a first check, which loads n8n and the package. */
export function useLiveSandbox(): () => Sandbox {
	beforeAll(async () => {
		sandbox = await startSandbox();
		freshly(sandbox);
		await check({ only: ['sendook'] });
	}, 240_000);
	beforeEach(() => freshly(sandbox));
	afterAll(async () => {
		rmSync(folder, { recursive: true, force: true });
		await sandbox.close();
	});
	return () => sandbox;
}

/** The variables of somebody with an account at the sandbox, but for some. */
export function environment(without: string[] = []): Environment {
	const { urls, credentials } = sandbox;
	const all = {
		HEYMARKET_SECRET_ID: credentials.heymarket.secretId,
		HEYMARKET_SECRET_KEY: credentials.heymarket.secretKey,
		WHIPPY_API_KEY: credentials.whippy.apiKey,
		SENDOOK_API_KEY: credentials.sendook.apiKey,
		HEYMARKET_BASE_URL: urls.heymarket,
		WHIPPY_BASE_URL: urls.whippy,
		SENDOOK_BASE_URL: urls.sendook,
	};
	return Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)));
}

/** What was said on the terminal in the last check, and what was asked. */
export const said: string[] = [];
export const asked: string[] = [];

/** Checks the sandbox as if it were the providers. */
export async function check(choices: Partial<Choices> = {}, answer = 'yes'): Promise<Report> {
	said.length = 0;
	asked.length = 0;
	return await checkLive({
		folder,
		environment: environment(),
		say: (line) => said.push(line),
		ask: async (question) => {
			asked.push(question);
			return answer;
		},
		...choices,
	});
}

/** The part of a report about one provider. */
export const of = (report: Report, name: ProviderName): ProviderReport => report.providers.find(({ provider }) => provider === name)!;

/** Everything that was written, with the names of the files. */
export function allWritten(): string {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return files.map(({ parentPath, name }) => `${name}\n${readFileSync(path.join(parentPath, name), 'utf8')}`).join('\n');
}

/** Which of these stand in what was written. */
export function standing(words: string[]): string[] {
	const written = `${allWritten()}${said.join('\n')}`;
	return words.filter((word) => written.includes(word));
}

/** The differences of one provider: where, what was expected, what came. */
export function differences({ requests }: ProviderReport): string[] {
	return [...new Set(requests.flatMap(({ operationId, differences: all }) => all.map(({ pointer, expected, got }) => `${operationId} ${pointer}: ${expected}, ${got}`)))];
}

/** Changes the good answers of an operation. */
export async function answering(provider: ProviderName, operationId: string, change: (row: Tree) => Tree): Promise<void> {
	const contract = new LiveContract(provider);
	const { raw } = contract.named(operationId);
	const response = (raw.responses as Record<string, { content: Record<string, { example: unknown }> }>)['200'];
	const { example } = response.content['application/json'];
	const isWrapped = typeof example === 'object' && example !== null && 'data' in example;
	const inner = isWrapped ? (example as { data: unknown }).data : example;
	const changed = Array.isArray(inner) ? inner.map((row) => change(row as Tree)) : change(inner as Tree);
	sandbox.faults.add({
		provider,
		match: { path: operationId },
		when: 'after',
		times: 'always',
		fault: { type: 'status', status: 200, body: isWrapped ? { ...(example as Tree), data: changed } : changed },
	});
}
