import { Readable } from 'node:stream';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { outputOf, run, type Scenario } from '../engine';
import { oneNode, useSandbox } from '../sandboxed';
import { endOf, mail, requested } from '../sends';

const sandbox = useSandbox();

const content = Buffer.from('Invoice 42').toString('base64');
const file: IBinaryData = { data: content, mimeType: 'text/plain', fileName: 'invoice.txt' };

/** A mail with attachments of these names, in a workflow that keeps files in the item's JSON. */
function withFiles(attachments: string, item: INodeExecutionData): Scenario {
	const parameters = { ...mail(sandbox()), to: 'anna@example.com', subject: 'Files', additionalFields: { attachments } };
	return { ...oneNode(sandbox(), 'sendook', parameters, { items: [item] }), binaryMode: 'combined' };
}

const attached = () => (sandbox().ledger.snapshot('sendook').requests[0]?.body as IDataObject | undefined)?.attachments;

describe('in a workflow whose binary mode is "combined"', () => {
	it('a file in the item’s JSON is attached by its path there', async () => {
		const execution = await run(withFiles('_files.invoice', { json: { _files: { invoice: file } as never } }));
		expect(endOf(execution)).toBeUndefined();
		expect(attached()).toEqual([{ content, name: 'invoice.txt', contentType: 'text/plain' }]);
	});

	it('two files are attached', async () => {
		const second: IBinaryData = { data: Buffer.from([0, 255]).toString('base64'), mimeType: 'image/png' };
		const execution = await run(withFiles('_files.invoice, _files.picture', { json: { _files: { invoice: file, picture: second } as never } }));
		expect(endOf(execution)).toBeUndefined();
		expect(attached()).toEqual([
			{ content, name: 'invoice.txt', contentType: 'text/plain' },
			{ content: second.data, contentType: 'image/png' },
		]);
	});

	it('a file that is stored outside the item is attached', async () => {
		const buffer = Buffer.from('Stored elsewhere');
		const reading = [
			jest.spyOn(BinaryDataService.prototype, 'getAsBuffer').mockResolvedValue(buffer),
			jest.spyOn(BinaryDataService.prototype, 'getAsStream').mockImplementation(async () => Readable.from([buffer])),
			jest.spyOn(BinaryDataService.prototype, 'getMetadata').mockResolvedValue({ fileSize: buffer.length, mimeType: 'text/plain', fileName: 'a.txt' }),
		];
		try {
			const stored = { data: 'filesystem-v2', id: 'filesystem-v2:somewhere', mimeType: 'text/plain', fileName: 'a.txt', fileSize: '16 B', bytes: 16 };
			const execution = await run(withFiles('_files.invoice', { json: { _files: { invoice: stored } as never } }));
			expect(endOf(execution)).toBeUndefined();
			expect(attached()).toEqual([{ content: buffer.toString('base64'), name: 'a.txt', contentType: 'text/plain' }]);
		} finally {
			for (const each of reading) each.mockRestore();
		}
	});

	it('a name without a file is refused before anything is sent, with the name of the field', async () => {
		const end = endOf(await run(withFiles('_files.nothing', { json: { _files: { invoice: file } as never } })));
		expect(end?.message).toMatch(/^Attachment/);
		expect(end?.message).toContain('_files.nothing');
		expect(requested(sandbox())).toEqual([]);
	});

	it('the output is as n8n keeps it in this mode', async () => {
		const execution = await run(withFiles('_files.invoice', { json: { _files: { invoice: file } as never } }));
		const [item] = outputOf(execution, 'Node')[0];
		expect(item.binary ?? {}).toEqual({});
	});
});
