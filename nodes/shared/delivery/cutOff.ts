import type { IExecuteFunctions, ITaskData } from 'n8n-workflow';
import { runDataOf } from './runData';

/**
 * Whether this is Retry of an execution that was cut off while this node may have been running. An execution is cut off when
 * its process ends (a worker is killed, memory runs out) or when it is canceled. Then n8n has not saved this node's memory,
 * and the retry begins at the trigger, as if nothing had been sent. After a failure, by contrast, the retry begins at the
 * node that failed, and the memory is there.
 *
 * The data of such an execution has one of two shapes (n8n 1.123.81 to 2.41.1):
 *
 * - After a crash, n8n may rebuild the runs of the nodes from its event log. Then each run's output is a placeholder, and a
 *   node has runs in the data if it had started.
 * - Otherwise the data is as n8n saved it when the execution started, without any run. The nodes before this one have been run
 *   by the retry itself. n8n numbers the runs of each execution from 0, so here no two runs have the same number.
 */
export function wasCutOff(context: IExecuteFunctions): boolean {
	if (context.getMode() !== 'retry') return false;
	const runData = runDataOf(context);
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
