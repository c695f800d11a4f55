import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Scenario } from './engine';
import { oneNode } from './sandboxed';
import { mail } from './sends';

export const MB = 1_048_576;

/** An item with a file in its field `data`. */
export const withFile = (data: IBinaryData): INodeExecutionData => ({ json: {}, binary: { data } });

/** The streams of stored files that are opened from now on, in their order. */
export function noteOpenedFiles(): Array<{ bytesRead: number; destroyed: boolean }> {
	const opened: Array<{ bytesRead: number; destroyed: boolean }> = [];
	const getAsStream = BinaryDataService.prototype.getAsStream;
	jest.spyOn(BinaryDataService.prototype, 'getAsStream').mockImplementation(async function (this: BinaryDataService, ...all) {
		const stream = await getAsStream.apply(this, all);
		opened.push(stream as never);
		return stream;
	});
	return opened;
}

/** What the tests of attachments send, and what came of it, in the sandbox of their file. */
export function attaching(sandbox: () => Sandbox) {
	return {
		/** Mails to different people, sent one after another, with the files of the named fields. */
		mails(items: INodeExecutionData[], attachments = 'data', more: IDataObject = {}, settings?: IDataObject): Scenario {
			const { additionalFields, ...others } = more;
			const parameters = {
				...mail(sandbox()),
				subject: '={{ "Mail " + $itemIndex }}',
				to: '={{ "someone" + $itemIndex + "@example.com" }}',
				additionalFields: { attachments, ...(additionalFields as IDataObject) },
				delivery: { maxParallelRequests: 1 },
				...others,
			};
			return oneNode(sandbox(), 'sendook', parameters, { items, settings });
		},
		/** The attachments of each mail that arrived. */
		attached: () => sandbox().state.sendook.messages.slice(5).map(({ attachments }) => attachments),
	};
}
