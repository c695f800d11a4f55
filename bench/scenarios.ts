import { createRequire } from 'node:module';
import path from 'node:path';

import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData, INodeType, VersionedNodeType } from 'n8n-workflow';

import type { ListSearches } from '../nodes/shared/listSearch.ts';
import type { Operation, Resource } from '../nodes/shared/operation.ts';
import type { Provider } from '../nodes/shared/provider.ts';
import { nodeOf, PACKAGE, type Credentials, type Scenario } from '../test/engine/engine.ts';
import {
	atOnce,
	heymarketMessages,
	heymarketText,
	httpText,
	itemsOf,
	keyAsHeader,
	keyByCredential,
	olderSendookMail,
	sendookMail,
	whippyText,
} from './parameters.ts';
import { n8nNodesBase } from './places.ts';

const require = createRequire(import.meta.url);

/** A module of the built package in this process's folder: the same copy that the nodes use. */
export function built(file: string): unknown {
	return require(path.resolve('dist', file));
}

/** One run that is measured. */
export interface Job {
	contestant: keyof typeof contestants;
	/** Where the requests go. */
	baseUrl: string;
	items: number;
	/** Max Parallel Requests; the default if it is left out. */
	maxParallelRequests?: number;
	/** The HTTP Request node's own batching; off, as by default, if it is left out. */
	batching?: { batchSize: number; batchInterval: number };
	settings?: Partial<INode>;
	/** The binary data of every item. */
	binary?: INodeExecutionData['binary'];
	/** For the contestant `repeated`: how many operations its node has beside Whippy's own. */
	moreOperations?: number;
}

export function credentialsAt(baseUrl: string): Credentials {
	const common = { baseUrl, allowedRecipients: '' };
	return {
		whippyApi: { apiKey: 'a-key-of-the-benchmark', ...common },
		heymarketJwtApi: { authentication: 'apiSecret', secretId: 'benchmark', secretKey: 'a-secret-of-the-benchmark', ...common },
		sendookApi: { apiKey: 'a-key-of-the-benchmark', ...common },
	};
}

function scenario(job: Job, type: string, parameters: IDataObject, rest: Partial<Scenario> & { version?: number } = {}): Scenario {
	const { version = 1, ...more } = rest;
	const node = { name: 'Node', type, typeVersion: version, parameters: parameters as INode['parameters'], ...job.settings };
	return { nodes: [node], credentials: credentialsAt(job.baseUrl), items: itemsOf(job), ...more };
}

function ours(job: Job, node: string, parameters: IDataObject): Scenario {
	const { maxParallelRequests } = job;
	return scenario(job, `${PACKAGE}.${node}`, { ...parameters, ...(maxParallelRequests && atOnce(maxParallelRequests)) });
}

let httpRequestNode: INodeType | undefined;

/** n8n's HTTP Request node in version 4.2. */
export function httpRequest(): INodeType {
	if (httpRequestNode) return httpRequestNode;
	const file = path.join(n8nNodesBase, 'dist/nodes/HttpRequest/HttpRequest.node.js');
	const { HttpRequest } = require(file) as { HttpRequest: new () => VersionedNodeType };
	httpRequestNode = new HttpRequest().nodeVersions[4.2];
	return httpRequestNode;
}

function http(job: Job, authentication: IDataObject): Scenario {
	const type = 'n8n-nodes-base.httpRequest';
	const parameters = httpText(job.baseUrl, authentication);
	if (job.batching) parameters.options = { batching: { batch: job.batching } };
	return scenario(job, type, parameters, { version: 4.2, testNodes: { [type]: httpRequest() } });
}

/** The Whippy node with so many operations more: its own, repeated in resources of six operations each. */
export function repeatedDescription(more: number): INodeType {
	const { composeNode } = built('nodes/shared/node.js') as typeof import('../nodes/shared/node.ts');
	const { whippy } = built('nodes/Whippy/provider.js') as { whippy: Provider };
	const { listSearch } = built('nodes/Whippy/methods/listSearch.js') as { listSearch: ListSearches };
	const { resources } = built('nodes/Whippy/resources.js') as { resources: Resource[] };
	const own = resources.filter(({ value }) => ['sms', 'email', 'conversation', 'channel'].includes(value));
	const real = own.flatMap(({ operations }) => operations);
	const repeated = Array.from({ length: more }, (_, index): Operation => {
		const operation = real[index % real.length];
		return { ...operation, value: `${operation.value}${index}` };
	});
	const perResource = 6;
	const others = Array.from({ length: Math.ceil(more / perResource) }, (_, index): Resource => ({
		name: `Resource ${index}`,
		value: `resource${index}`,
		operations: repeated.slice(index * perResource, (index + 1) * perResource),
	}));
	const { description, ...composed } = composeNode(whippy, [...own, ...others], { listSearch });
	return {
		...composed,
		description: {
			displayName: 'Repeated',
			name: 'repeated',
			group: ['output'],
			version: 1,
			subtitle: composed.subtitle,
			description: 'Whippy, with operations repeated',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			...description,
		},
	};
}

/** How many bytes the description of each of the package's nodes has, as JSON. */
export function descriptionSizes(): Record<string, number> {
	const names = ['Heymarket', 'Whippy', 'Sendook'];
	return Object.fromEntries(
		names.map((name) => {
			const { [name]: NodeType } = built(`nodes/${name}/${name}.node.js`) as Record<string, new () => INodeType>;
			return [name, Buffer.byteLength(JSON.stringify(new NodeType().description))];
		}),
	);
}

/** A node that only calls n8n's request helper, with as many requests at once as this package: no expression, check or memory. */
function helperNode(baseUrl: string): INodeType {
	const loops = 10;
	return nodeOf('helperAlone', ['main'], async function execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const output: INodeExecutionData[] = [];
		let next = 0;
		const loop = async () => {
			for (let index = next++; index < items.length; index = next++) {
				const { to, text } = items[index].json;
				const json = (await this.helpers.httpRequest({
					method: 'POST',
					baseURL: baseUrl,
					url: '/v1/messaging/sms',
					headers: { 'X-WHIPPY-KEY': 'a-key-of-the-benchmark' },
					body: { from: '+14155550110', to, body: text },
					json: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
				})) as IDataObject;
				output[index] = { json, pairedItem: { item: index } };
			}
		};
		await Promise.all(Array.from({ length: loops }, loop));
		return [output];
	});
}

/** The nodes that are compared, by the names that jobs use. */
export const contestants = {
	whippy: (job: Job) => ours(job, 'whippy', whippyText),
	heymarket: (job: Job) => ours(job, 'heymarket', heymarketText),
	heymarketRead: (job: Job) => ours(job, 'heymarket', heymarketMessages),
	sendookAttachment: (job: Job) => ours(job, 'sendook', sendookMail(job.binary !== undefined)),
	olderSendookAttachment: (job: Job) => ours(job, 'sendook', olderSendookMail(job.binary !== undefined)),
	repeated: (job: Job) =>
		scenario(job, 'repeated', whippyText, { testNodes: { repeated: repeatedDescription(job.moreOperations ?? 0) } }),
	helperAlone: (job: Job) => scenario(job, 'helperAlone', {}, { testNodes: { helperAlone: helperNode(job.baseUrl) } }),
	httpHeader: (job: Job) => http(job, keyAsHeader),
	httpCredential: (job: Job) => http(job, keyByCredential),
} satisfies Record<string, (job: Job) => Scenario>;

const ownLimits = new Map<string, Provider['limits']>();

/** Makes the windows of a provider's limits `scale` times as long, in the built package. With 0, it removes the limits. */
export function changeLimits(name: 'whippy' | 'heymarket' | 'sendook', scale: number): void {
	const folder = `${name[0].toUpperCase()}${name.slice(1)}`;
	const provider = (built(`nodes/${folder}/provider.js`) as Record<string, Provider>)[name];
	const limits = ownLimits.get(name) ?? provider.limits;
	ownLimits.set(name, limits);
	provider.limits = scale === 0 ? [] : limits.map((limit) => ({ ...limit, windowMs: limit.windowMs * scale }));
}
