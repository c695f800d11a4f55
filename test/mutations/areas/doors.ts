import { inFile } from '../mutation.ts';

const ROWS = ['engine/doors/toolRows'];
const CHOICES = ['engine/doors/refusedChoices'];
const EVALUATION = ['engine/doors/evaluation'];
const HINTS = ['engine/doors/hints'];
const OPTIONS = ['engine/doors/requestOptions'];

/** How n8n comes in: for a run of a node, or for one call of it as a tool. */
export const doors = [
	...inFile('nodes/shared/node.ts', ['unit/shared/node'], [
		{ find: 'customOperations: nodeDoors(provider, resources) }', replace: 'customOperations: {} }', breaks: 'n8n starts all items of a run at once' },
		{ find: 'Object.assign(Object.create(null) as Record<string, Value>, ', replace: 'Object.assign({} as Record<string, Value>, ', breaks: 'an operation named like what every object has passes for one of the node', judges: CHOICES },
		{ find: 'routing: { send: { paginate: true } },', replace: '', breaks: 'n8n makes the request of a tool call by itself', judges: ['unit/shared/node', ...ROWS] },
	]),
	...inFile('nodes/shared/delivery/nodeDoor.ts', ROWS, [
		{ find: "const isToolCall = node.type.endsWith('Tool');", replace: 'const isToolCall = false;', breaks: 'an agent is told nothing of a failed call' },
		{ find: 'continueOnFail: isToolCall || this.continueOnFail(),', replace: 'continueOnFail: this.continueOnFail(),', breaks: 'a failed tool call ends the execution' },
		{ find: 'continueOnFail: isToolCall || this.continueOnFail(),', replace: 'continueOnFail: isToolCall,', breaks: 'On Error is not heeded', judges: EVALUATION },
		{ find: 'return items.length > 0 ? items : context.getInputData(0, NodeConnectionTypes.AiTool);', replace: 'return items;', breaks: 'what an agent gives its tool is not sent' },
		{ find: 'const json = isToolCall ? toolOutput(result.failure) :', replace: 'const json =', breaks: 'an agent is told of a failed call in words for people' },
		{ find: 'wasCutOff: wasCutOff(context), isRetry', replace: 'wasCutOff: false, isRetry', breaks: 'what may have gone out before a crash is sent again', judges: ['engine/cutOff'] },
		{ find: 'const run = String(context.getWorkflowDataProxy(0).$runIndex);', replace: "const run = '0';", breaks: 'a loop’s second round is taken for the first', judges: ['engine/running'] },
		{ find: 'new Memory(nodeContext, `${TOOL_CALLS} ${run}`)', replace: 'new Memory(nodeContext, `${TOOL_CALLS} 0`)', breaks: 'a second, identical tool call gets the first one’s receipt', judges: ['engine/doors/toolTwice'] },
		{ find: 'if (!isToolCall && isOver(results)) memory.clear();', replace: '', breaks: 'what was sent is remembered for ever', judges: ['engine/running'] },
		{ find: 'if (!isToolCall && isOver(results))', replace: 'if (!isToolCall)', breaks: 'Retry sends again what was accepted', judges: ['engine/retryExecution', 'engine/running'] },
		{ find: '&& result.output.every(({ binary }) => binary === undefined)', replace: '', breaks: 'what was sent is forgotten before n8n has stored its files', judges: ['engine/running'], changesNothing: 'no operation gives files yet' },
		{ find: "operation.effect === 'read' ? [] : reportsOf(run, result);", replace: 'reportsOf(run, result);', breaks: '“Nothing was sent” is said of a list that could not be read', judges: ['engine/matrix/matrix', 'engine/operations/heymarketLists'] },
		{ find: 'reports, result.faults);', replace: 'reports);', breaks: 'only the first of several bad items is told', judges: EVALUATION },
		{ find: 'return [input.flatMap((_, index) => outputOf(run, index, results.get(index)))];', replace: 'return [[...results].flatMap(([index, became]) => outputOf(run, index, became))];', breaks: 'rows stand in the order in which they were answered', judges: ['engine/pacing', 'engine/running'] },
		{ find: 'return [{ json, pairedItem: { item: index } }];', replace: 'return [{ json }];', breaks: 'a failed item is not paired with its input', judges: EVALUATION },
		{ find: "filesOf(this, index)", replace: 'filesOf(this, 0)', breaks: 'the first item’s file goes with every mail', judges: ['engine/attachments'] },
		{ find: "if (notes.previewed > 0)", replace: 'if (notes.previewed < 0)', breaks: 'nobody is told that a preview sent nothing', judges: HINTS },
		{ find: 'if (notes.waitedMs > NOTABLE_WAIT_MS) {', replace: 'if (notes.waitedMs < 0) {', breaks: 'nobody is told of a long wait for the limit', judges: HINTS },
		{ find: 'if (notes.changed.length > 0) {', replace: 'if (notes.changed.length < 0) {', breaks: 'nobody is told that a changed text was not sent', judges: ['engine/doors/changedNode'] },
		{ find: "if (unsent.length > 0 && !stoppedBy)", replace: 'if (unsent.length < 0)', breaks: 'nobody is told that a run stopped early', judges: HINTS },
		{ find: "['rate_limited', 'quota_reached']", replace: "['quota_reached']", breaks: 'nobody is told that a run stopped early at the limit', judges: HINTS },
		{ find: 'if (messages.length > 0) context', replace: 'context', breaks: 'n8n is given an empty list of hints', judges: HINTS, changesNothing: 'n8n adds nothing for it' },
	]),
	...inFile('nodes/shared/delivery/toolDoor.ts', CHOICES, [
		{ find: 'operation ? severalItems(this) : unknownOperation', replace: 'operation ? undefined : unknownOperation', breaks: 'an n8n that hands items over one by one sends them without an account', judges: ['engine/doors/engine2'] },
		{ find: 'if (isTool(this)) return row(toolOutput(failure));', replace: '', breaks: 'an agent is told nothing of an operation that there is not', judges: ROWS },
		{ find: 'if (this.continueOnFail()) return row(failedOutput(provider.name, failure, index));', replace: '', breaks: 'an item that was refused passes for sent under Continue' },
		{ find: 'throw stopError(node, failure, index, []);', replace: 'return row({});', breaks: 'an operation that there is not passes for done' },
		{ find: "if (resource === CUSTOM_API_CALL || operation === CUSTOM_API_CALL) {", replace: 'if (resource === CUSTOM_API_CALL) {', breaks: 'who chose Custom API Call is told of an odd operation' },
		{ find: "if (resource === CUSTOM_API_CALL || operation === CUSTOM_API_CALL) {", replace: 'if (operation === CUSTOM_API_CALL) {', breaks: 'who chose Custom API Call is told of an odd resource' },
		{ find: 'if (!/^=|\\{\\{/.test(String(value))) continue;', replace: 'continue;', breaks: 'nobody is told that an expression can’t choose an operation' },
		{ find: 'if (!isKnown) return', replace: 'if (isKnown) return', breaks: 'the wrong one of Resource and Operation is named' },
		{ find: '} catch {\n\t\treturn {};', replace: '} catch (thrown) {\n\t\tthrow thrown;', breaks: 'n8n’s Agents can’t call the node', judges: ROWS },
		{ find: 'caller.name !== node.name || node.executeOnce', replace: 'node.executeOnce', breaks: 'a tool is refused while its agent works on several items', judges: ['engine/tools', 'engine/traps'] },
		{ find: ' || node.executeOnce || ', replace: ' || ', breaks: 'Execute Once is refused by an n8n that hands items over one by one', judges: ['engine/doors/engine2'], changesNothing: 'none of the callers that come here knows Execute Once' },
		{ find: 'new Memory(nodeContextOf(this), TOOL_CALLS)', replace: 'new Memory({}, TOOL_CALLS)', breaks: 'a tool call of unknown outcome is sent again', judges: ['engine/tools'] },
		{ find: "node.type.endsWith('Tool') || ", replace: '', breaks: 'n8n’s Agents are told nothing of an operation that there is not', judges: ROWS },
	]),
	...inFile('nodes/shared/delivery/parameters.ts', EVALUATION, [
		{ find: 'names.filter((name) => holdsExpression(source.raw[name]));', replace: 'names;', breaks: 'what is the same for all items is read for each' },
		{ find: 'if (this.last?.index !== index) this.last', replace: 'this.last', breaks: 'the first item’s expressions are evaluated twice' },
		{ find: 'Object.values(value).some(holdsExpression)', replace: 'false', breaks: 'an expression in a collection is sent as it stands' },
		{ find: 'labels.get(option) ?? label;', replace: 'label;', breaks: 'a field in Additional Fields whose expression fails is not named' },
		{ find: 'cause = inner;', replace: '', breaks: 'n8n’s words on a collection stand in place of those on its field', changesNothing: 'n8n says the same of the whole and of the part, since it is the part that fails' },
		{ find: "name === 'requestOptions' ? REQUEST_OPTIONS : labelsIn(parameter)", replace: 'labelsIn(parameter)', breaks: 'one of the Request Options whose expression fails is not named', judges: OPTIONS },
		{ find: "'Correct the expression in this field.'), cause }", replace: "'Correct the expression in this field.') }", breaks: 'n8n’s own words on an expression are lost' },
		{ find: 'this.locators.has(name) ? chosen(valueOf(name)) : inside', replace: 'inside', breaks: 'what was chosen in a list is not understood' },
		{ find: 'return { failure: this.unreadable(name, index, thrown) };', replace: 'continue;', breaks: 'a field whose expression fails counts as empty' },
	]),
	...inFile('nodes/shared/delivery/itemReader.ts', OPTIONS, [
		{ find: 'if (!last || last.delivery !== delivery) last =', replace: 'last ??=', breaks: 'the first item’s Delivery counts for all', judges: EVALUATION },
		{ find: "if ('failure' in settings) return settings;", replace: "if ('failure' in settings) return parameters.read(0) as never;", breaks: 'a bad timeout breaks the whole run' },
		{ find: 'settings: settings.good }', replace: 'settings: {} }', breaks: 'Request Options are not heeded' },
	]),
	...inFile('nodes/shared/delivery/requestOptions.ts', OPTIONS, [
		{ find: 'allowUnauthorizedCerts === true && {', replace: 'allowUnauthorizedCerts === false && {', breaks: 'Ignore SSL Issues is not heeded', judges: ['unit/shared/delivery/requestOptions'] },
		{ find: '...(!isLeftOut(proxy) && {', replace: '...(proxy === 0 && {', breaks: 'a proxy is not used' },
		{ find: '...(!isLeftOut(timeout) && {', replace: '...(timeout === 0 && {', breaks: 'a timeout is not heeded' },
		{ find: 'wholeNumber(timeout, { min: 1 })', replace: 'wholeNumber(timeout, { min: -10 })', breaks: 'a timeout below nothing is taken' },
		{ find: "labelled('Proxy', () => proxyOf(proxy))", replace: 'proxyOf(proxy)', breaks: 'a bad proxy is told without the field’s name' },
		{ find: ' || !port) {', replace: ') {', breaks: 'a proxy without a port is taken' },
		{ find: '!/^https?:$/.test(url.protocol) || ', replace: '', breaks: 'a proxy of an odd scheme is taken', judges: ['unit/shared/delivery/requestOptions'] },
		{ find: 'const auth = username && {', replace: "const auth = username === '' && {", breaks: 'a proxy with a password gets none', judges: ['unit/shared/delivery/requestOptions'] },
		{ find: 'decodeURIComponent(password)', replace: 'password', breaks: 'a proxy gets a password with percent signs', judges: ['unit/shared/delivery/requestOptions'] },
		{ find: 'return size < 0 || interval === 0 ?', replace: 'return interval === 0 ?', breaks: 'groups that were switched off are spaced', judges: ['unit/shared/delivery/requestOptions'] },
		{ find: 'if (isLeftOut(batchSize) && isLeftOut(batchInterval)) return', replace: 'if (isLeftOut(batchSize)) return', breaks: 'an interval alone is not heeded', judges: ['unit/shared/delivery/requestOptions'] },
		{ find: 'size: Math.max(1, size), interval', replace: 'size, interval', breaks: 'a group of 0 is not spaced', judges: ['unit/shared/delivery/requestOptions'] },
		{ find: 'isLeftOut(batchSize) ? 50 :', replace: 'isLeftOut(batchSize) ? 1 :', breaks: 'groups have another size than n8n’s where none is set', judges: ['unit/shared/delivery/requestOptions'] },
	]),
	...inFile('nodes/shared/delivery/spacing.ts', ['unit/shared/delivery/requestOptions', 'engine/doors/requestOptions'], [
		{ find: 'this.last.then(async () => await this.next(over));', replace: 'this.next(over);', breaks: 'those that wait for a group all start with the next' },
		{ find: 'this.started % this.size === 0', replace: 'this.started === 0', breaks: 'only the first group is spaced' },
		{ find: 'this.started % this.size === 0', replace: 'true', breaks: 'a group has one request' },
		{ find: 'this.groupAt = passed();', replace: '', breaks: 'groups are not spaced' },
		{ find: '!(await pause(wait, over))', replace: '!(await pause(wait, undefined))', breaks: 'a cancel does not end the wait for the next group' },
		{ find: 'this.started += 1;', replace: '', breaks: 'every request is the first of a group' },
	]),
	...inFile('nodes/shared/transport/breath.ts', EVALUATION, [
		{ find: '!pausing && passed() - startedAt >= LONGEST_WORK_MS', replace: '!pausing && passed() < 0', breaks: 'n8n answers nobody while the items of a run are checked' },
	]),
];
