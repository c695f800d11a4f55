import { parseArgs } from 'node:util';

import { startSandbox } from './sandbox.ts';
import type { SandboxAddress } from './sandbox.ts';

const defaults: Record<SandboxAddress, number> = { control: 8_700, heymarket: 8_701, whippy: 8_702, sendook: 8_703 };
const names = Object.keys(defaults) as SandboxAddress[];

function portsFrom(args: string[]): Record<SandboxAddress, number> {
	const { values } = parseArgs({
		args,
		options: Object.fromEntries(names.map((name) => [`${name}-port`, { type: 'string' as const }])),
	});
	return Object.fromEntries(
		names.map((name) => {
			const port = Number(values[`${name}-port`] ?? defaults[name]);
			if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--${name}-port must be a port, 0 to 65535`);
			return [name, port];
		}),
	) as Record<SandboxAddress, number>;
}

try {
	const sandbox = await startSandbox({ ports: portsFrom(process.argv.slice(2)) });
	for (const name of names) console.log(`${name.padEnd(10)} ${sandbox.urls[name]}`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}
