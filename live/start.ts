import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';

import '../bench/n8nModules.ts';
import { providerNames, type ProviderName } from '../sandbox/provider.ts';

const USAGE = `npm run check:live -- [--only heymarket,whippy,sendook] [--send heymarket|whippy|sendook] [--yes] [--folder check-live-report]`;

function providersIn(words: string | undefined): ProviderName[] | undefined {
	if (words === undefined) return undefined;
	const names = words.split(',').map((word) => word.trim());
	const wrong = names.find((name) => !(providerNames as readonly string[]).includes(name));
	if (wrong !== undefined) throw new Error(`There is no provider ${JSON.stringify(wrong)}.\n${USAGE}`);
	return names as ProviderName[];
}

async function ask(question: string): Promise<string> {
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	try {
		return await terminal.question(question);
	} finally {
		terminal.close();
	}
}

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { only: { type: 'string' }, send: { type: 'string' }, yes: { type: 'boolean' }, folder: { type: 'string', default: 'check-live-report' } } });
	const only = providersIn(values.only);
	const [send] = providersIn(values.send) ?? [];
	// Requests to the door stay on this computer, whatever proxy is set.
	process.env.NO_PROXY = [process.env.NO_PROXY, '127.0.0.1'].filter(Boolean).join(',');
	// n8n-core writes a key and logs into the folder of a user.
	const home = mkdtempSync(path.join(tmpdir(), 'check-live-'));
	process.env.N8N_USER_FOLDER = home;
	process.env.N8N_LOG_LEVEL = 'silent';
	const ended = new AbortController();
	process.once('SIGINT', () => ended.abort());
	try {
		// Imported later than `n8nModules`, which decides which copies of n8n's packages are loaded.
		const { checkLive, closing } = await import('./check.ts');
		const report = await checkLive({
			only,
			send,
			folder: values.folder,
			environment: process.env,
			say: (line) => console.log(line),
			ask: values.yes ? async () => 'yes' : ask,
			signal: ended.signal,
		});
		const { words, code } = closing(report, values.folder);
		console.log(words);
		return code;
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	},
);
