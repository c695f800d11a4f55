import { createServer } from 'node:net';

/** Ports at 127.0.0.1 that nobody listened on a moment ago, each another one. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	const ports: number[] = [];
	for (const server of servers) {
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen({ port: 0, host: '127.0.0.1' }, resolve);
		});
		const address = server.address();
		if (address === null || typeof address === 'string') throw new Error('A server on a port has an address with a port.');
		ports.push(address.port);
	}
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}
