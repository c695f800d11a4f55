import { unknownOutcome, type Failure } from '../transport/failure';
import { isUnknown, type Asked, type Entry } from './memory';
import type { ItemReport } from './report';
import { asOutput } from './rows';
import type { ItemResult, Run, RunResult } from './run';

/* What earlier tries of a run have left, which holds whatever the try at hand comes to. */

/** Where every item of a run ended up, for the account that a person reads. */
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
 * What became of an item on an earlier try, whatever stands in the way of this one: a message that went out isn't unsent
 * because its key was changed since.
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

/** An item that was done as something else than the node now says, if it was: its receipt is no receipt of that. */
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

/** Why nobody knows what became of an item on an earlier try. */
export function unknownFailure(entry: Entry, { provider, operation, memory }: Run): Failure {
	const reason = memory.isLost
		? 'the execution was cut off earlier, and what it had sent was not recorded'
		: 'an earlier try left, and its answer was never recorded';
	return entry.failure ?? unknownOutcome({ kind: 'unknown', reason }, { provider, ...operation, tries: entry.unknownTries });
}

/** Whether a run asks for an item by the same operation and account as an earlier try did. */
export function isAskedBy({ operationName, credentialId }: Pick<Run, 'operationName' | 'credentialId'>, asked: Asked): boolean {
	return asked.operation === operationName && asked.credential === credentialId;
}
