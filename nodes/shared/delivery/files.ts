import type { BinaryHelperFunctions, IBinaryData, IExecuteFunctions, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Files } from './item';

/** The binary data of one item of a node run. */
export function filesOf(context: IExecuteFunctions, index: number): Files {
	const { helpers } = context;
	return files(helpers, () => context.getInputData()[index], (name) => helpers.assertBinaryData(index, name));
}

/** The binary data of the one item that a call is about. */
export function filesOfCall(context: IExecuteSingleFunctions): Files {
	const { helpers } = context;
	return files(helpers, () => context.getInputData(), (name) => helpers.assertBinaryData(name));
}

function files(
	helpers: Pick<BinaryHelperFunctions, 'getBinaryMetadata' | 'getBinaryStream'>,
	item: () => INodeExecutionData | undefined,
	assertBinaryData: (name: string) => IBinaryData,
): Files {
	/** n8n throws if an item has no such field. For `__proto__` and its like it gives an object, but not that of a file. */
	const find = (name: string): IBinaryData | undefined => {
		try {
			const found = assertBinaryData(name);
			return typeof found.data === 'string' || typeof found.id === 'string' ? found : undefined;
		} catch {
			return undefined;
		}
	};
	return {
		find,
		names() {
			const { binary, json } = item() ?? {};
			const within = typeof json?._files === 'object' ? Object.keys(json._files ?? {}) : [];
			return [...Object.keys(binary ?? {}), ...within.map((name) => `_files.${name}`)].filter((name) => find(name));
		},
		metadata: async (id) => await helpers.getBinaryMetadata(id),
		open: async (id, pieceBytes) => (await helpers.getBinaryStream(id, pieceBytes)) as AsyncIterable<unknown> & { destroy: () => void },
	};
}
