import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';

/**
 * n8n's ID of a tool call, then the IDs of the calls that the model made in the same answer; empty where n8n tells none. An
 * agent whose tools n8n runs as nodes has them run one after another, so identical calls that the model made together don't
 * overlap in time there.
 *
 * n8n (1.123.81 to 2.41.1) puts the ID into the item of the tool. The agent waits on n8n's stack, in a property of n8n's
 * context that its published types leave out, with all calls of the answer.
 *
 * @param input the items of the tool
 */
export function callIdsOf(context: object, [item]: INodeExecutionData[]): string[] {
	const id = item?.json.toolCallId;
	if (typeof id !== 'string' || id === '') return [];
	const { runExecutionData } = context as { runExecutionData?: IRunExecutionData | null };
	const waiting = runExecutionData?.executionData?.nodeExecutionStack ?? [];
	const answers = waiting.map(({ metadata }) => (metadata?.subNodeExecutionData?.actions ?? []).map(({ action }) => action.id));
	const others = answers.find((ids) => ids.includes(id)) ?? [];
	return [id, ...others.filter((other) => other !== id)];
}
