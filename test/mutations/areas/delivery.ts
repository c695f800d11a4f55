import { inFile } from '../mutation.ts';

const AGAIN = ['engine/retryExecution', 'engine/matrix/sendAgain'];

/** The run of a node: what n8n hands over, and what becomes of each item. */
export const delivery = [
	...inFile('nodes/shared/delivery/run.ts', AGAIN, [
		{ find: '(await liveRequest(entry.id)) as ItemResult | undefined;', replace: 'undefined as ItemResult | undefined;', breaks: 'Retry doesn’t wait for the request that is still live in this process' },
		{ find: 'unknownBefore: entry.unknownTries }', replace: 'unknownBefore: 0 }', breaks: 'Send Again sends three copies over several passes' },
		{ find: "\t\tif (entry.state === 'sending') entry.unknownTries = (entry.unknownTries ?? 0) + 1;\n", replace: '', breaks: 'a try that was under way on cancelling is not counted' },
		{ find: "return 'failure' in result && wasUnknown ? { failure: unknownFailure(entry, this.run) } : result;", replace: 'return result;', breaks: 'a repeat that is refused in a later run turns unknown into refused' },
		{ find: "entry.state = wasUnknown ? 'unknown' : 'notSent';", replace: "entry.state = 'notSent';", breaks: 'a repeat that is refused in a later run is sent once more by the next' },
		{ find: "if (operation.effect !== 'read' && !isToolCall && !item.options.previewOnly) {", replace: "if (operation.effect !== 'read' && !isToolCall) {", breaks: 'Preview Only after a failed run shows old receipts' },
		{ find: "if (run.operation.effect === 'read' || run.isToolCall || options.previewOnly) return undefined;", replace: "if (run.operation.effect === 'read' || run.isToolCall) return undefined;", breaks: 'Preview Only shows an old receipt for an item that can’t be sent now' },
		{ find: "results.set(item.index, 'failure' in result ? (earlierOf(run, item) ?? result) : result);", replace: 'results.set(item.index, result);', breaks: 'what was sent is told as not sent where the credential is bad now' },
		{ find: 'const result = results.get(index) ?? earlierOf(run, item);', replace: 'const result = results.get(index);', breaks: 'an unknown message is told as not sent where the run ends before its turn' },
	]),
	...inFile('nodes/shared/delivery/deliver.ts', ['engine/running', 'engine/traps'], [
		{ find: 'if (failures.length === 0 && !run.isToolCall) run.memory.clear();', replace: '', breaks: 'what was sent is remembered for ever' },
		{ find: "this.getNodeParameter('operation', undefined, { rawExpressions: true });", replace: "this.getNodeParameter('operation', undefined, {});", breaks: 'an expression as Operation is accepted', judges: ['engine/preflight'] },
		{ find: '\t\tthis.waitedMs = 0;\n', replace: '', breaks: 'Batching of many groups isn’t waited for' },
		{ find: 'if (this.waitedMs >= groupsLeft * interval + GRACE_MS) return;', replace: 'if (this.waitedMs >= GRACE_MS / 2) return;', breaks: 'groups of Batching that come each 600 ms aren’t waited for' },
	]),
];
