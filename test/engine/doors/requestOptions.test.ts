import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DirectoryLoader } from 'n8n-core';
import type { IDataObject, INodeProperties, INodePropertyCollection, INodeType } from 'n8n-workflow';
import { prepare, run } from '../engine';
import { closeAtEnd, oneNode, useSandbox, type NodeName } from '../sandboxed';
import { accepted, endOf, failures, requested, text, texts } from '../sends';

const sandbox = useSandbox();

/** The names and types in an option, at every depth. */
function shape(option: unknown): unknown {
	const { name, type, options, values } = option as INodeProperties & INodePropertyCollection;
	const inside = [...(options ?? []), ...(values ?? [])];
	return { name, type, ...(inside.length > 0 && { inside: inside.map(shape) }) };
}

const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name);

function requestOptionsOf(properties: INodeProperties[]): INodeProperties[] {
	return properties.filter(({ name }) => name === 'requestOptions');
}

/** The Request Options that n8n adds to a declarative node without any. */
function n8nsOwn(): INodeProperties {
	const bare = { description: { properties: [], group: ['output'], inputs: ['main'], outputs: ['main'] } } as unknown as INodeType;
	DirectoryLoader.applyDeclarativeNodeOptionParameters(bare);
	return requestOptionsOf(bare.description.properties)[0];
}

describe.each<NodeName>(['heymarket', 'whippy', 'sendook'])('%s, loaded as n8n loads it', (name) => {
	it('has Request Options once, with each option once, as n8n declares them, among the node’s settings', async () => {
		const { loader } = await prepare(oneNode(sandbox(), name, {}));
		const { description } = loader.getNode(name).type as INodeType;
		const found = requestOptionsOf(description.properties);
		expect(found).toHaveLength(1);
		expect(found[0]).toMatchObject({ type: 'collection', isNodeSetting: true, default: {}, displayName: 'Request Options' });
		const options = (found[0].options as INodeProperties[]).map(shape) as Array<{ name: string }>;
		const own = (n8nsOwn().options as INodeProperties[]).map(shape) as Array<{ name: string }>;
		expect(own.map(({ name: option }) => option).sort()).toEqual(['allowUnauthorizedCerts', 'batching', 'proxy', 'timeout']);
		expect(options.sort(byName)).toEqual(own.sort(byName));
	});
});

const goingOn = { onError: 'continueErrorOutput' } as const;

describe('an option that is wrong for one item fails only that item', () => {
	it.each<[string, string, IDataObject]>([
		['Timeout', 'a timeout that is text', { timeout: '={{ $itemIndex === 1 ? "soon" : 5000 }}' }],
		['Timeout', 'a timeout below nothing', { timeout: '={{ $itemIndex === 1 ? -5 : 5000 }}' }],
		['Proxy', 'a proxy that is no address', { proxy: '={{ $itemIndex === 1 ? "not a proxy" : "" }}' }],
		['Proxy', 'a proxy without a port', { proxy: '={{ $itemIndex === 1 ? "http://proxy.example" : "" }}' }],
		['Timeout', 'one that n8n can’t evaluate', { timeout: "={{ $itemIndex === 1 ? $('Nobody').item.json.timeout : 5000 }}" }],
	])('%s: %s', async (label, _case, requestOptions) => {
		const execution = await run(oneNode(sandbox(), 'heymarket', { ...text, requestOptions }, { items: texts(3), settings: goingOn }));
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 2']);
		expect(failures(execution)).toEqual({ 1: expect.objectContaining({ code: 'invalid_input', outcome: 'not_sent' }) as object });
		expect(failures(execution)[1].message).toMatch(new RegExp(`^${label}: `));
	});

	it('and stops the run before anything is sent, if the node stops on errors', async () => {
		const requestOptions = { proxy: '={{ $itemIndex === 1 ? "not a proxy" : "" }}' };
		const execution = await run(oneNode(sandbox(), 'heymarket', { ...text, requestOptions }, { items: texts(3) }));
		expect(endOf(execution)).toMatchObject({ item: 1, message: expect.stringMatching(/^Proxy: /) as string });
		expect(requested(sandbox())).toEqual([]);
	});
});

it('the timeout is each item’s own', async () => {
	sandbox().faults.add({ provider: 'heymarket', times: 'always', when: 'after', fault: { type: 'delay', milliseconds: 1_500 } });
	const requestOptions = { timeout: '={{ $itemIndex === 1 ? 300 : 60000 }}' };
	const execution = await run(oneNode(sandbox(), 'heymarket', { ...text, requestOptions }, { items: texts(3), settings: goingOn }));
	expect(failures(execution)).toEqual({ 1: expect.objectContaining({ code: 'outcome_unknown', outcome: 'unknown' }) as object });
	expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 1', 'Text 2']);
});

it('a proxy is used only for the items that name it', async () => {
	const through: string[] = [];
	const proxy = createServer((incoming, answer) => {
		const target = new URL(incoming.url!);
		const { method, headers } = incoming;
		through.push(`${method} ${target.pathname}`);
		const onward = forward({ host: target.hostname, port: target.port, path: target.pathname + target.search, method, headers }, (response) => {
			answer.writeHead(response.statusCode!, response.headers);
			response.pipe(answer);
		});
		incoming.pipe(onward);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => {
		proxy.closeAllConnections();
		await new Promise((resolve) => proxy.close(resolve));
	});
	const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	const requestOptions = { proxy: `={{ $itemIndex === 1 ? "${address}" : "" }}` };
	const execution = await run(oneNode(sandbox(), 'heymarket', { ...text, requestOptions }, { items: texts(3) }));
	expect(endOf(execution)).toBeUndefined();
	expect(through).toEqual(['POST /v1/message/send']);
	expect(accepted(sandbox()).sort()).toEqual(['Text 0', 'Text 1', 'Text 2']);
});

describe('Batching spaces the sends', () => {
	const batched = (batchSize: number, batchInterval: number): IDataObject => ({
		...text,
		requestOptions: { batching: { batch: { batchSize, batchInterval } } },
	});

	it('only after all items were checked: a bad item at the end is reported at once, and nothing is sent', async () => {
		const begun = Date.now();
		const items = [...texts(7), { to: 'nobody', text: 'Text 7' }];
		const execution = await run(oneNode(sandbox(), 'heymarket', batched(1, 2_000), { items }));
		expect(endOf(execution)?.item).toBe(7);
		expect(requested(sandbox())).toEqual([]);
		expect(Date.now() - begun).toBeLessThan(4_000);
	});

	it('and no accepted item is sent again', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 2' }, fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const execution = await run(oneNode(sandbox(), 'heymarket', batched(1, 200), { items: texts(4), settings }));
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox())).toEqual(['Text 0', 'Text 1', 'Text 2', 'Text 3']);
	});

	it.each([-1, 0])('and with groups of %d everything is sent', async (size) => {
		const execution = await run(oneNode(sandbox(), 'heymarket', batched(size, 10), { items: texts(5) }));
		expect(endOf(execution)).toBeUndefined();
		expect(accepted(sandbox())).toHaveLength(5);
	});
});
