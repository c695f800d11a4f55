import type { IRunData, IRunExecutionData } from 'n8n-workflow';

/** What the nodes of this execution have given so far. It is in a property of n8n's context that its published types leave out. */
export function runDataOf(context: object): IRunData {
	const { runExecutionData } = context as { runExecutionData?: IRunExecutionData | null };
	return runExecutionData?.resultData.runData ?? {};
}
