import { appendFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import { freePorts } from '../../demo/src/freePorts.ts';
import { N8nApi, type StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { startN8n } from '../../demo/src/n8nServer.ts';
import { PACKAGE } from '../packageName.ts';
import { alternating, type Bench, type Line } from '../context.ts';
import { httpText, itemsOf, keyByCredential, whippyText } from '../parameters.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const { packPackage } = createRequire(import.meta.url)('../../demo/install/package.js') as { packPackage: () => Promise<string> };

const ITEMS = 1_000;

/** A real server: credentials come from its database and are decrypted, requests go through its own authenticated helper. */
export async function realN8n(bench: Bench): Promise<Line[]> {
	const userFolder = path.join(bench.folder, 'real-n8n');
	await installCommunityPackage(await packPackage(), userFolder);
	const provider = path.join(userFolder, '.n8n/nodes/node_modules', PACKAGE, 'dist/nodes/Whippy/provider.js');
	// In the installed copy only: with Whippy's 25 a second, the row would measure the limit.
	await appendFile(provider, '\nwhippy.limits = [];\n');
	const [port, brokerPort] = await freePorts(2);
	const n8n = await startN8n({
		node: process.execPath,
		installation: path.resolve('demo'),
		userFolder,
		log: path.join(bench.folder, 'n8n.log'),
		port,
		brokerPort,
	});
	try {
		const api = new N8nApi(n8n.url);
		await api.signIn({ email: 'bench@example.com', password: 'Shared-inbox-1', firstName: 'Bench', lastName: 'Mark' });
		const { name, baseUrl } = await bench.server.open({});
		const credential = { name: 'Whippy', type: 'whippyApi', data: { apiKey: 'a-key-of-the-benchmark', baseUrl } };
		const credentials = { whippyApi: { id: await api.saveCredential(credential), name: credential.name } };
		const save = async (node: Partial<INode>): Promise<StoredWorkflow> =>
			await api.saveWorkflow({
				name: String(node.type),
				nodes: [
					{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
					{ id: 'node', name: 'Node', position: [200, 0], credentials, ...node } as INode,
				],
				connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
				settings: { executionOrder: 'v1' },
				pinData: { Start: itemsOf({ items: ITEMS }) },
			});
		const ours = await save({ type: `${PACKAGE}.whippy`, typeVersion: 1, parameters: whippyText as INode['parameters'] });
		const http = await save({
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: httpText(baseUrl, keyByCredential) as INode['parameters'],
		});
		let requests = 0;
		const run = async (workflow: StoredWorkflow): Promise<number> => {
			const { status, data } = await api.finished(await api.run(workflow.id, 'Start'));
			const [{ executionTime, data: output }] = data.resultData.runData.Node;
			const report = await bench.server.report(name);
			const sent = report.requests - requests;
			requests = report.requests;
			if (status !== 'success' || sent !== ITEMS || output?.main[0]?.length !== ITEMS) {
				throw new Error(`${workflow.name} in a real n8n ended with ${status} after ${sent} requests: ${data.resultData.error?.message}`);
			}
			return executionTime;
		};
		const warm = { ours: () => run(ours), http: () => run(http) };
		await alternating(1, warm);
		const times = await alternating(Math.min(5, bench.rounds), warm);
		const ratio = ratios(times.ours, times.http);
		const perItem = (values: number[]) => `${digits(median(values) / ITEMS)} ms an item`;
		return [
			{
				what: 'In a real n8n, 1,000 items, no latency',
				target: 'at most 0.75 x HTTP Request with the same credential type',
				measured: `${spread(ratio)} x (${perItem(times.ours)})`,
				beside: perItem(times.http),
				met: median(ratio) <= 0.75,
			},
		];
	} finally {
		await n8n.stop();
	}
}
