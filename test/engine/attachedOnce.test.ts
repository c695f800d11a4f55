import { nodeOf, run } from './engine';
import { inMemory, onDisk } from './files';
import { byId, oneNode, useSandbox } from './sandboxed';
import { endOf, mail } from './sends';

const sandbox = useSandbox();

const file = (words: string, fileName: string) => ({ data: Buffer.from(words).toString('base64'), mimeType: 'text/plain', fileName, fileSize: `${words.length} B` });

/** Sends an item with files as an email, and gives what of its attachments arrived. */
async function attached(binary: Record<string, ReturnType<typeof file>>, attachments: string) {
	const parameters = { ...mail(sandbox()), to: 'anna@example.com', inbox: byId(sandbox().state.sendook.inboxes[0]._id), additionalFields: { attachments } };
	const end = endOf(await run(oneNode(sandbox(), 'sendook', parameters, { items: [{ json: { subject: 'S', text: 'T', to: 'anna@example.com' }, binary }] })));
	const { requests } = sandbox().ledger.snapshot('sendook');
	return { end, names: (requests.at(-1)?.body as { attachments?: Array<{ name: string }> } | undefined)?.attachments?.map(({ name }) => name) };
}

test('a file that is named and given by an expression is attached once', async () => {
	const binary = { a: file('one', 'one.txt'), b: file('two!', 'two.txt') };
	expect((await attached(binary, '={{ ["a", $binary.a, $binary.b] }}')).names).toEqual(['one.txt', 'two.txt']);
	expect((await attached(binary, '={{ [$binary.a, "a"] }}')).names).toEqual(['one.txt']);
	expect((await attached({ a: file('one', 'one.txt'), b: file('one', 'one.txt') }, 'a, b')).names).toEqual(['one.txt', 'one.txt']);
});

test('a binary field whose name holds a comma is given as a list, and whoever writes it otherwise reads so', async () => {
	const binary = { 'My file, v2': file('one', 'one.txt') };
	expect((await attached(binary, '={{ ["My file, v2"] }}')).names).toEqual(['one.txt']);
	const { end } = await attached(binary, 'My file, v2');
	expect(end?.message).toBe('Attachment Field Name(s): this item has no binary field "My file", "v2" [item 0]');
	expect(end?.description).toBe('Nothing was sent. It has: "My file, v2". Give names that hold a comma as a list, by an expression: {{ ["a, b"] }}.');
});

describe.each([['on disk', onDisk], ['in memory', async (content: Buffer, name: string) => inMemory(content, name)]] as const)('a file of another node, %s', (_, stored) => {
	test.each(['={{ $("Trigger").item.binary.data }}', '={{ [$("Trigger").item.binary.data] }}'])('%s is attached', async (attachments) => {
		const parameters = { ...mail(sandbox()), to: 'anna@example.com', subject: 'S', text: 'T', additionalFields: { attachments } };
		const items = [{ json: {}, binary: { data: await stored(Buffer.from('Invoice 42'), 'invoice.pdf') } }];
		const scenario = oneNode(sandbox(), 'sendook', parameters, { items });
		const without = nodeOf('without', ['main'], async function without() {
			return [[{ json: {}, pairedItem: { item: 0 } }]];
		});
		const nodes = [{ name: 'Without Files', type: 'without' }, ...scenario.nodes];
		expect(endOf(await run({ ...scenario, nodes, testNodes: { without } }))).toBeUndefined();
		const body = sandbox().ledger.snapshot('sendook').requests.at(-1)?.body as { attachments?: Array<{ name: string; content: string }> };
		expect(body.attachments).toMatchObject([{ name: 'invoice.pdf', content: Buffer.from('Invoice 42').toString('base64') }]);
	});
});
