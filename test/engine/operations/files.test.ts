import type { INodeExecutionData } from 'n8n-workflow';
import { outputOf, run } from '../engine';
import { byId } from '../sandboxed';
import { endOf } from '../sends';
import { useOperations } from './support';

const { items, scenario, sandbox } = useOperations('sendook');

const inbox = '695b7c000000000000000064';
const message = () => sandbox().state.sendook.messages[0];
const parameters = () => ({ inbox: byId(inbox), messageId: byId(message()._id), downloadAttachments: true });

/** Two files, one of them without a name and a type. */
function attachTwo(): void {
	message().attachments = [
		{ _id: '6b00b5af8483d6948a805bd3', content: Buffer.from('Invoice 42').toString('base64'), name: 'invoice.txt', contentType: 'text/plain' },
		{ _id: '6b00b5af8483d6948a805bd4', content: Buffer.from([0, 255]).toString('base64') },
	];
}

const contentOf = (file: { data: string }) => Buffer.from(file.data, 'base64');

test('attachments come as binary data, and the row names them without their content', async () => {
	attachTwo();
	for (const simplify of [true, false]) {
		const [{ json, binary }] = await items('message.get', { ...parameters(), simplify });
		expect(binary).toMatchObject({ attachment_0: { fileName: 'invoice.txt', mimeType: 'text/plain' }, attachment_1: {} });
		expect(contentOf(binary!.attachment_0).toString()).toBe('Invoice 42');
		expect([...contentOf(binary!.attachment_1)]).toEqual([0, 255]);
		expect(JSON.stringify(json)).not.toContain(Buffer.from('Invoice 42').toString('base64'));
	}
});

test('in a workflow whose binary mode is "combined", they come within the item’s JSON', async () => {
	attachTwo();
	const execution = await run({ ...scenario('message.get', parameters()), binaryMode: 'combined' });
	expect(endOf(execution)).toBeUndefined();
	const [[{ json }]] = outputOf(execution, 'Node') as INodeExecutionData[][];
	const files = (json as { _files?: Record<string, { fileName?: string; mimeType: string }> })._files;
	expect(files).toMatchObject({ attachment_0: { fileName: 'invoice.txt', mimeType: 'text/plain' } });
});

test('without Download Attachments there is no binary data', async () => {
	attachTwo();
	const [{ json, binary }] = await items('message.get', { ...parameters(), downloadAttachments: false });
	expect(binary).toBeUndefined();
	expect(json.attachments).toBe('invoice.txt, unnamed file');
});

test('a message without attachments has none', async () => {
	message().attachments = [];
	const [{ binary }] = await items('message.get', parameters());
	expect(binary).toBeUndefined();
});

test.each([
	['nothing', null],
	['a text', 'SGVsbG8='],
	['a file without its content', { name: 'invoice.pdf' }],
	['content that is no text', { name: 'invoice.pdf', content: 5 }],
])('an attachment that is %s is told by its item, and the other messages are read', async (_, attachment) => {
	sandbox().faults.add({
		provider: 'sendook',
		match: { path: 'getMessage' },
		fault: { type: 'status', status: 200, body: JSON.stringify({ ...message(), attachments: [attachment] }) },
		times: 1,
	});
	const settings = { onError: 'continueRegularOutput' as const };
	const found = await items('message.get', { ...parameters(), delivery: { maxParallelRequests: 1 } }, { items: [{}, {}], settings });
	expect(found.filter(({ json }) => 'error' in json)).toMatchObject([
		{ json: { error: { message: expect.stringContaining('Download Attachments: Sendook gave attachment 1 without its content') as string, code: 'no_answer' } } },
	]);
	expect(found.filter(({ json }) => 'subject' in json)).toHaveLength(1);
});
