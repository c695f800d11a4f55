import { createServer, type Server } from 'node:net';
import path from 'node:path';

import { credentials } from '../../../sandbox/credentials';
import { fillingIn } from '../../../demo/src/sandboxServer';

interface Ports {
	requireFree: (ports: Array<{ port: number; use: string; instead: string }>, leftBehind?: string) => Promise<void>;
}

const { requireFree } = jest.requireActual<Ports>(path.join(__dirname, '../../../demo/install/ports.js'));

/** A port at 127.0.0.1 that a server listens on. */
async function taken(): Promise<{ server: Server; port: number }> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { server, port: (server.address() as { port: number }).port };
}

test('all ports that other programs use are named at once, with the options for others', async () => {
	const servers = [await taken(), await taken(), await taken()];
	const [n8n, one, two] = servers.map(({ port }) => port);
	try {
		const sandbox = { use: 'the sandbox', instead: '--sandbox-port 8100' };
		const ports = [{ port: n8n, use: 'n8n', instead: '--n8n-port 5778' }, { port: one, ...sandbox }, { port: two, ...sandbox }];
		await expect(requireFree(ports, 'An earlier start may have left it running.')).rejects.toThrow(
			`Port ${n8n} is needed for n8n, but another program uses it. Port ${one}, ${two} is needed for the sandbox, but another program uses it. ` +
				'Stop that program, or choose other ports: npm start -- --n8n-port 5778 --sandbox-port 8100\nAn earlier start may have left it running.',
		);
	} finally {
		await Promise.all(servers.map(async ({ server }) => await new Promise((resolve) => server.close(resolve))));
	}
	await expect(requireFree([{ port: n8n, use: 'n8n', instead: '' }])).resolves.toBeUndefined();
});

test('a person is told all that a credential for the sandbox needs', () => {
	const lines = fillingIn({ control: 'c', heymarket: 'http://h', whippy: 'http://w', sendook: 'http://s' });
	const { heymarket, whippy, sendook } = credentials;
	const needed = [heymarket.secretId, heymarket.secretKey, 'http://h', whippy.apiKey, 'http://w', sendook.apiKey, 'http://s'];
	for (const part of needed) expect(lines.join('\n')).toContain(part);
});
