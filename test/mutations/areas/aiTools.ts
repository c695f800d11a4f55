import { inFile } from '../mutation.ts';

const CALLS = ['engine/toolCalls'];
const MEMORY = ['unit/shared/delivery/memory'];

/** Calls of the node by AI agents: what their models mean, what they may do, and what they read. */
export const aiTools = [
	...inFile('nodes/shared/delivery/report.ts', ['unit/shared/delivery/report'], [
		{ find: "effect === 'send' ? 'sent' : 'done'", replace: "'sent'", breaks: 'a model reads of a change that it was not sent' },
		{ find: "effect === 'send' ? 'sent' : 'done'", replace: "effect === 'write' ? 'done' : 'sent'", breaks: 'a model reads of a read that it was not sent' },
	]),
	...inFile('nodes/shared/delivery/nodeDoor.ts', CALLS, [
		{ find: 'toolOutput(result.failure, operation.effect)', replace: 'toolOutput(result.failure)', breaks: 'a model reads of a change that it was not sent' },
		{ find: "${callIds.length > 0 ? 'by ID' : run}", replace: '${run}', breaks: 'a call with the ID of an earlier one is sent again' },
	]),
	...inFile('nodes/shared/delivery/toolDoor.ts', CALLS, [
		{ find: 'return row(toolOutput(result.failure, operation.effect));', replace: 'return row(toolOutput(result.failure));', breaks: 'a model reads of a change that it was not sent' },
		{ find: 'nodeContext ?? AGENTS', replace: 'nodeContext ?? {}', breaks: 'identical calls of n8n’s Agents that overlap are two messages', judges: ['engine/doors/toolRows'] },
	]),
	...inFile('nodes/shared/delivery/toolCallIds.ts', CALLS, [
		{ find: 'const id = item?.json.toolCallId;', replace: 'const id: unknown = undefined;', breaks: 'a call with the ID of an earlier one is sent again' },
		{ find: 'return [id, ...others.filter((other) => other !== id)];', replace: 'return [id];', breaks: 'identical calls of one answer of the model are two messages' },
	]),
	...inFile('nodes/shared/delivery/itemDelivery.ts', CALLS, [
		{ find: 'isToolCall ? { note: PREVIEWED, ...row } : row', replace: 'row', breaks: 'a model takes a preview for a message' },
		{ find: "if (done) return receiptOf(done, item.index);", replace: '', breaks: 'a tool that n8n runs once more sends once more', judges: ['engine/doors/toolTwice', ...CALLS] },
		{ find: "if ('output' in sent) receipts?.keep(receiptKey(id), entry);", replace: '', breaks: 'a tool that n8n runs once more has forgotten what it sent', judges: ['engine/doors/toolTwice', ...CALLS] },
		{ find: "if ('output' in sent || !hasLeft) memory.forget(call);", replace: 'memory.forget(call);', breaks: 'a tool call of unknown outcome is sent again', judges: ['engine/tools'] },
		{ find: "if ('output' in sent || !hasLeft) memory.forget(call);", replace: '', breaks: 'a second, identical tool call is not sent', judges: ['engine/doors/toolTwice', 'engine/tools'] },
		{ find: '.update(`${of} ${call}`)', replace: '.update(of)', breaks: 'another call that has an ID of before gets the first one’s receipt' },
		{ find: 'if (isCounted && !memory.countSend(', replace: 'if (!memory.countSend(', breaks: 'changes count as messages', changesNothing: 'no test makes more changes than messages are allowed' },
		{ find: 'if (isCounted && !hasLeft) memory.uncountSend();', replace: '', breaks: 'a message that was refused counts against the limit of sends' },
		{ find: "'output' in sent || sent.failure.outcome === 'unknown'", replace: "'output' in sent", breaks: 'a message of unknown outcome doesn’t count against the limit of sends' },
	]),
	...inFile('nodes/shared/delivery/memory.ts', MEMORY, [
		{ find: 'if (other) return await other;', replace: '', breaks: 'a call is made although an identical one is under way', judges: [...MEMORY, ...CALLS] },
		{ find: 'jobs.delete(name);', replace: '', breaks: 'a call that has ended passes for one that is under way', judges: [...MEMORY, 'engine/tools'] },
		{ find: 'underWay.set(this.callers, jobs);', replace: '', breaks: 'identical calls that overlap are two messages' },
		{ find: 'await underWay.get(this.callers)?.get(name);', replace: '', breaks: 'a call that can’t be made doesn’t wait for the identical one that is under way' },
		{ find: 'if (sent >= most) return false;', replace: 'if (sent > most) return false;', breaks: 'a tool sends one message too many' },
		{ find: "typeof saved === 'number' ? saved : 0", replace: 'saved ?? 0', breaks: 'a tool sends nothing where something else was saved', changesNothing: 'what is no number is not more than any' },
		{ find: 'Math.max(0, ', replace: 'Math.max(-1, ', breaks: 'a tool whose count was lost sends one message too many' },
	]),
	...inFile('nodes/shared/form/asMeant.ts', CALLS, [
		{ find: 'const names = isTool ? path.split', replace: 'const names = path ? path.split', breaks: '“none” of a workflow’s data leaves a field out', judges: ['unit/shared/form/asMeant'] },
		{ find: '(?:none|null)?', replace: '', breaks: 'a model’s “none” is sent' },
		{ find: '\\s*$/i.test(value)', replace: '\\s*$/.test(value)', breaks: 'a model’s “None” is sent' },
		{ find: "value === undefined || value === null || (", replace: '(', breaks: 'a call is refused for a null of its model' },
		{ find: "isNothing && isFromModel(item, path)", replace: 'isNothing', breaks: 'a “None” that a person wrote is left out' },
	]),
	...inFile('nodes/shared/form/read.ts', CALLS, [
		{ find: 'const value = mayBeLeftOut ? this.meant(part, path, given) : given;', replace: 'const value = this.meant(part, path, given);', breaks: 'a subject “None” is refused' },
		{ find: 'if (this.item.lookedUp?.has(path)) return this.item.parameter(path);', replace: '', breaks: 'a name is sent where an ID is wanted' },
		{ find: "const isNone = within !== undefined && value !== given && value === '';", replace: 'const isNone = false;', breaks: 'a call is refused for a “none” in an optional switch', judges: ['unit/shared/form/asMeant'] },
		{ find: "const isNone = within !== undefined && value !== given && value === '';", replace: "const isNone = value !== given && value === '';", breaks: 'a model’s “none” switches Preview Only off' },
	]),
	...inFile('nodes/shared/listSearch.ts', CALLS, [
		{ find: 'alike(name) === alike(words)', replace: 'alike(name).startsWith(alike(words))', breaks: 'a message goes to somebody who was only probably meant' },
		{ find: '.normalize(\'NFC\').toLowerCase()', replace: '.normalize(\'NFC\')', breaks: 'a name in other capitals is not found' },
		{ find: 'digitsTyped(name) === digits)', replace: 'false)', breaks: 'a number in another spelling is not found' },
	]),
	...inFile('nodes/shared/delivery/calledByModel.ts', CALLS, [
		{ find: 'if (meant.length === 1 && token === undefined) return', replace: 'if (meant.length > 0) return', breaks: 'a message goes to somebody who was only probably meant' },
		{ find: 'while (token !== undefined && steps < MOST_STEPS && !signal?.aborted)', replace: 'while (false)', breaks: 'a name that stands on a later page of a list is not found' },
		{ find: 'if (isFromModel(item.form, TOOL_LIMIT) && item.form.parameter(TOOL_LIMIT) !== undefined) return', replace: 'if (false as boolean) return', breaks: 'a model sets its own limit of sends' },
		{ find: "|| !isFromModel(form, path)) return undefined;", replace: ') return undefined;', breaks: 'what a person filled in is looked up' },
		{ find: 'return attempt(() => convert(given, context)).fault ? given : undefined;', replace: 'return given;', breaks: 'every ID is looked up' },
		{ find: 'if (meant.length > 1) return', replace: 'if (meant.length < 0) return', breaks: 'a model isn’t told that two have one name' },
		{ find: 'search.call(context, inOneLine(typed), token)', replace: 'search.call(context, typed, token)', breaks: 'a name with two blanks is not found' },
	]),
];
