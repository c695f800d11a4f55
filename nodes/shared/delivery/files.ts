import type { IBinaryData, IExecuteFunctions, IExecuteSingleFunctions } from 'n8n-workflow';
import type { Files } from './item';

/** The binary data of one item of a node run. */
export function filesOf(context: IExecuteFunctions, index: number): Files {
	const { helpers } = context;
	return {
		names: () => Object.keys(context.getInputData()[index]?.binary ?? {}),
		find: (name) => found(() => helpers.assertBinaryData(index, name)),
		read: async (name) => await helpers.getBinaryDataBuffer(index, name),
	};
}

/** The binary data of the one item that a call is about. */
export function filesOfCall(context: IExecuteSingleFunctions): Files {
	const { helpers } = context;
	return {
		names: () => Object.keys(context.getInputData().binary ?? {}),
		find: (name) => found(() => helpers.assertBinaryData(name)),
		read: async (name) => await helpers.getBinaryDataBuffer(name),
	};
}

/** n8n throws where an item has no such field. */
function found(find: () => IBinaryData): IBinaryData | undefined {
	try {
		return find();
	} catch {
		return undefined;
	}
}
