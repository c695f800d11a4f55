import type { IExecuteFunctions, IRunExecutionData, ITaskData } from 'n8n-workflow';

/**
 * Whether this is Retry of an execution that was cut off while this node may have been running: its process ended (a
 * worker was killed, memory ran out), or it was canceled. n8n has not saved then what the node knew, and begins anew at
 * the trigger, as if nothing had been sent. After a failure, on the other hand, it goes on at the node that failed, with
 * what was remembered.
 *
 * Two shapes are known (n8n 1.123.81 to 2.41.1). After a crash, n8n may rebuild what ran from its event log, with a mark
 * in place of the output; a node is in there if it had started. Else the execution is as it was saved at its start. There
 * the nodes before this one have been run by the retry itself, so no two runs share a number, which n8n gives from 0 on
 * each time.
 *
 * n8n's context has what ran as `runExecutionData`, which its published types leave out.
 */
export function wasCutOff(context: IExecuteFunctions): boolean {
	if (context.getMode() !== 'retry') return false;
	const { runExecutionData } = context as unknown as { runExecutionData?: IRunExecutionData | null };
	const runData = runExecutionData?.resultData.runData ?? {};
	const own = runData[context.getNode().name];
	const all = Object.values(runData).flat();
	if (all.some(isRebuilt)) return own !== undefined && (own.length === 0 || own.some(isRebuilt));
	const numbers = all.map(({ executionIndex }) => executionIndex);
	return own === undefined && new Set(numbers).size === numbers.length;
}

function isRebuilt({ executionStatus, data }: ITaskData): boolean {
	const [first] = data?.main?.[0] ?? [];
	return executionStatus === 'crashed' || first?.json.isArtificialRecoveredEventItem === true;
}
