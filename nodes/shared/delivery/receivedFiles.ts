import type { BinaryHelperFunctions, IBinaryKeyData } from 'n8n-workflow';
import type { ReceivedFile } from '../operation';

/** The part of n8n's context that takes files. */
export interface FileContext {
	helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'>;
}

/** Gives the files of an answer to n8n, which keeps them where it is set up to. They are called `attachment_0` and so on, as in n8n's own email nodes. */
export async function outputFiles({ helpers }: FileContext, files: ReceivedFile[]): Promise<IBinaryKeyData> {
	const binary: IBinaryKeyData = {};
	for (const [index, { content, fileName, mimeType }] of files.entries()) {
		binary[`attachment_${index}`] = await helpers.prepareBinaryData(Buffer.from(content, 'base64'), fileName, mimeType);
	}
	return binary;
}
