import type { BinaryHelperFunctions, IBinaryData, IExecuteFunctions, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';
import { runDataOf } from './runData';
import type { Files } from './item';

/** Makes the function that gives the binary data of each item of a node run. */
export function filesIn(context: IExecuteFunctions): (index: number) => Files {
	const { helpers } = context;
	const isOfRun = storedInRun(context);
	return (index) => files(helpers, () => context.getInputData()[index], (name) => helpers.assertBinaryData(index, name), isOfRun);
}

/** The binary data of the one item that a call is about. */
export function filesOfCall(context: IExecuteSingleFunctions): Files {
	const { helpers } = context;
	return files(helpers, () => context.getInputData(), (name) => helpers.assertBinaryData(name), storedInRun(context));
}

/** Makes the function that tells whether a node of this execution gave a file. The execution is looked through once, when first asked. */
function storedInRun(context: object): (id: string) => boolean {
	let known: Set<string> | undefined;
	return (id) => {
		known ??= new Set(itemsIn(runDataOf(context)).flatMap(storedFiles));
		return known.has(id);
	};
}

function itemsIn(runData: ReturnType<typeof runDataOf>): INodeExecutionData[] {
	const outputs = Object.values(runData).flatMap((tries) => tries.flatMap(({ data }) => Object.values(data ?? {}).flat()));
	return outputs.flatMap((items) => items ?? []);
}

/** The IDs of an item's files in n8n's storage, wherever the workflow keeps them. What else its JSON holds may be a stranger's. */
function storedFiles({ binary, json }: INodeExecutionData): string[] {
	return [binary, json?._files].flatMap((held) => Object.values(held ?? {}).flatMap((file: Partial<IBinaryData> | null) => file?.id ?? []));
}

function files(
	helpers: Pick<BinaryHelperFunctions, 'getBinaryMetadata' | 'getBinaryStream'>,
	item: () => INodeExecutionData | undefined,
	assertBinaryData: (name: string) => IBinaryData,
	isOfRun: (id: string) => boolean,
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
		// The input is asked too: n8n gives a tool items that no node has given.
		isOwn: (id) => storedFiles(item() ?? { json: {} }).includes(id) || isOfRun(id),
		metadata: async (id) => await helpers.getBinaryMetadata(id),
		open: async (id, pieceBytes) => (await helpers.getBinaryStream(id, pieceBytes)) as AsyncIterable<unknown> & { destroy: () => void },
	};
}
