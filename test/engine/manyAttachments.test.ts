import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { noteOpenedFiles } from './attaching';
import { nodeOf, outputOf, run, start, type Scenario } from './engine';
import { bytesOf, inMemory, onDisk } from './files';
import { byId, closeAtEnd, oneNode, useSandbox } from './sandboxed';
import { endOf, until } from './sends';

/* A mail with more files than usual, and files that another node holds than the one before. */

const sandbox = useSandbox();

const COUNT = 60;
const names = Array.from({ length: COUNT }, (_, at) => `file${at}`);

/** A mail to one person with these attachments. */
function mail(attachments: string, items?: INodeExecutionData[]): Scenario {
	const inbox = byId(sandbox().state.sendook.inboxes[0]._id);
	const parameters = { resource: 'message', operation: 'send', inbox, to: 'anna@example.com', subject: 'Files', text: 'Here they are.', additionalFields: { attachments } };
	return oneNode(sandbox(), 'sendook', parameters, { items });
}

const attached = () => sandbox().state.sendook.messages.at(-1)!.attachments;

afterEach(() => jest.restoreAllMocks());

describe('a mail with many files', () => {
	const filesOf = async (size: number) =>
		Object.fromEntries(await Promise.all(names.map(async (name, at) => [name, await onDisk(bytesOf(size + at), `${name}.pdf`)] as const)));

	it('has all of them, in their order', async () => {
		const binary = await filesOf(20_000);
		expect(endOf(await run(mail(names.join(', '), [{ json: {}, binary }])))).toBeUndefined();
		expect(attached().map(({ name }) => name)).toEqual(names.map((name) => `${name}.pdf`));
		expect(attached().every(({ content }, at) => content === bytesOf(20_000 + at).toString('base64'))).toBe(true);
	});

	it('is read no faster than the server reads it, and all files are closed when the execution is canceled', async () => {
		const opened = noteOpenedFiles();
		let arrived = 0;
		const server = createServer((request) => {
			arrived += 1;
			request.pause();
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		closeAtEnd(async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		});
		const scenario = mail(names.join(', '), [{ json: {}, binary: await filesOf(120_000) }]);
		scenario.credentials.sendookApi.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const execution = await start(scenario);
		await until(() => arrived > 0);
		await new Promise((resolve) => setTimeout(resolve, 300));
		// Of the last files only the beginning has been read, by which a missing one is noticed before anything leaves.
		expect(opened).toHaveLength(COUNT);
		expect(opened.slice(-10).every(({ bytesRead, destroyed }) => bytesRead < 60_000 && !destroyed)).toBe(true);
		execution.cancel();
		await execution.finished;
		await until(() => opened.every(({ destroyed }) => destroyed));
		expect(opened.filter(({ destroyed }) => !destroyed)).toEqual([]);
	});

	it('comes out with each of them in a binary field of its own', async () => {
		const [message] = sandbox().state.sendook.messages;
		message.attachments = names.map((name, at) => ({ _id: at.toString(16).padStart(24, '0'), name: `${name}.pdf`, contentType: 'application/pdf', content: bytesOf(10_000 + at).toString('base64') }));
		const parameters = { resource: 'message', operation: 'get', inbox: byId(message.inboxId), messageId: byId(message._id), downloadAttachments: true };
		const [[{ binary, json }]] = outputOf(await run(oneNode(sandbox(), 'sendook', parameters)), 'Node');
		expect(Object.keys(binary!)).toHaveLength(COUNT);
		names.forEach((name, at) => expect(binary![`attachment_${at}`]).toMatchObject({ fileName: `${name}.pdf`, mimeType: 'application/pdf' }));
		expect(json.attachments).toBe(names.map((name) => `${name}.pdf`).join(', '));
	});
});

describe('a file of another node than the one before', () => {
	const withoutFiles = nodeOf('without', ['main'], async function () {
		return [this.getInputData().map((_, item) => ({ json: { passed: true }, pairedItem: { item } }))];
	});
	const stores: Array<[string, (content: Buffer, name: string) => Promise<IBinaryData>]> = [
		['on disk', onDisk],
		['in memory', async (content, name) => inMemory(content, name)],
	];

	describe.each(stores)('%s', (_, stored) => {
		it.each(['={{ $("Trigger").item.binary.data }}', '={{ [$("Trigger").first().binary.data] }}', '={{ $("Trigger").all().map((one) => one.binary.data) }}'])('%s is attached', async (attachments) => {
			const content = Buffer.from('Invoice 42');
			const scenario = mail(attachments, [{ json: {}, binary: { data: await stored(content, 'invoice.pdf') } }]);
			const nodes = [{ name: 'Between', type: 'without' }, ...scenario.nodes];
			expect(endOf(await run({ ...scenario, nodes, testNodes: { without: withoutFiles } }))).toBeUndefined();
			expect(attached()).toMatchObject([{ name: 'invoice.pdf', content: content.toString('base64') }]);
		});
	});
});
