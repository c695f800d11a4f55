import { unknownOutcome } from '../transport/explain';
import type { Failure } from '../transport/failure';
import { isUnknown, type Asked, type Entry } from './memory';
import type { ItemReport } from './report';
import { asOutput } from './rows';
import type { ItemResult, Run, RunResult } from './run';

/* The results of earlier tries of a run, which stay true however this try ends. */

/** The state of every item of a run, for the error message that a person reads. */
export function reportsOf(run: Run, { results, previews }: RunResult): ItemReport[] {
	return Array.from({ length: run.count }, (_, index) => {
		const result = results.get(index) ?? earlierOf(run, index, previews);
		if (!result) return { index, state: 'notSent' };
		if ('output' in result) return { index, state: 'sent', messageId: result.messageId };
		if (result.failure.code === 'already_done_differently') {
			return { index, state: 'sentDifferently', messageId: run.memory.known(String(index))?.messageId };
		}
		return { index, state: ({ not_sent: 'notSent', refused: 'refused', unknown: 'unknown' } as const)[result.failure.outcome] };
	});
}

/**
 * What became of an item on an earlier try; undefined if it was not sent then. It is reported also if this try fails for
 * another reason: a message that was sent stays sent, even if the credential no longer works.
 */
export function earlierOf(run: Run, index: number, previews: Set<number>): ItemResult | undefined {
	if (run.operation.effect === 'read' || run.isToolCall || previews.has(index)) return undefined;
	const entry = run.memory.known(String(index));
	if (entry?.state === 'accepted') return differently(run, entry) ?? receiptOf(entry, index);
	return entry && isUnknown(entry) ? { failure: unknownFailure(entry, run) } : undefined;
}

/** The output of an item that was accepted on an earlier try. */
export function receiptOf({ output = [], messageId }: Entry, index: number): ItemResult {
	return { output: asOutput(output, index), messageId };
}

/** The failure of an item that an earlier try sent with another operation or account, so that its output would be wrong now. */
export function differently({ operationName, credentialId, ...run }: Run, { asked, messageId }: Entry): { failure: Failure } | undefined {
	if (!asked || isAskedBy({ operationName, credentialId }, asked)) return undefined;
	const isOther = asked.operation !== operationName;
	const id = messageId ? ` (id ${messageId})` : '';
	return {
		failure: {
			code: 'already_done_differently',
			outcome: 'not_sent',
			message: `This item went out on an earlier try${id}, before ${isOther ? 'the operation' : 'the credential'} of this node was changed`,
			advice: `${run.provider.name} has the earlier message. To send this one too, start a new execution with it.`,
		},
	};
}

/** The failure of an item whose outcome on an earlier try is unknown. */
export function unknownFailure(entry: Entry, { provider, operation, memory }: Run): Failure {
	const reason = memory.isLost
		? 'the execution was cut off earlier, and what it had sent was not recorded'
		: 'an earlier try left, and its answer was never recorded';
	return entry.failure ?? unknownOutcome({ kind: 'unknown', reason }, { provider, ...operation, tries: entry.unknownTries });
}

/** Whether a run has the same operation and account as an earlier try of the item had. */
export function isAskedBy({ operationName, credentialId }: Pick<Run, 'operationName' | 'credentialId'>, asked: Asked): boolean {
	return asked.operation === operationName && asked.credential === credentialId;
}
