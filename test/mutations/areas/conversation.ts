import { inFile } from '../mutation.ts';

const UNANSWERED = ['unit/shared/conversation/unanswered'];
const READS = ['unit/shared/delivery/readsBefore'];

/** What was said in a conversation, and what of it is not answered. */
export const conversation = [
	...inFile('nodes/shared/conversation/unanswered.ts', UNANSWERED, [
		{ find: 'lastAnswer === -1 ? ordered : ordered.slice(0, lastAnswer)', replace: 'ordered', breaks: 'what was answered is answered again' },
		{ find: 'String(newest.id) !== settings.onlyIfNewest', replace: 'false', breaks: 'a person who types in several messages is answered several times' },
		{ find: "direction === 'inbound');", replace: "direction !== 'outbound');", breaks: 'a note of the team is answered' },
		{ find: 'settings.onlyIfNobodyAnswered === true && isDealtWith', replace: 'isDealtWith', breaks: 'nothing comes out of assigned conversations, though nobody asked for that' },
		{ find: 'settings.onlyIfNobodyAnswered === true && isDealtWith', replace: 'false', breaks: 'a workflow writes where a person of the team is dealing with it' },
		{ find: 'since.slice(0, since.indexOf(received.at(-1)!))', replace: 'since', breaks: 'a note from before the messages counts as about them' },
		{ find: 'isTaken || ', replace: '', breaks: 'an assigned conversation counts as nobody’s' },
	]),
	...inFile('nodes/shared/conversation/message.ts', UNANSWERED, [
		{ find: ' || higherFirst(one.id, other.id)', replace: '', breaks: 'of two messages of one moment each counts as the newest, or neither' },
		{ find: "typeof one === 'number' && typeof other === 'number'", replace: 'false', breaks: 'message 9 counts as newer than message 10' },
	]),
	...inFile('nodes/shared/conversation/transcript.ts', ['unit/shared/conversation/transcript'], [
		{ find: "words.replaceAll(/\\r\\n?|[\\n\\u2028\\u2029\\v\\f\\u0085]/g, '\\n  ')", replace: 'words', breaks: 'a customer puts words into a teammate’s mouth' },
		{ find: 'when} ${oneLine(name)}', replace: 'when} ${name}', breaks: 'a customer puts words into a teammate’s mouth by a name' },
		{ find: '(${oneLine(String(words))})', replace: '(${String(words)})', breaks: 'a customer puts words into a teammate’s mouth by a subject' },
		{ find: "direction === 'internal' && 'internal note'", replace: 'false', breaks: 'a note of the team looks as if the customer had read it' },
		{ find: 'newestFirst(messages).reverse()', replace: 'newestFirst(messages)', breaks: 'answers stand before their questions' },
	]),
	...inFile('nodes/shared/values/quotedMail.ts', ['unit/shared/values/quotedMail'], [
		{ find: "text === '' || quoted === '' ? { text: whole } : { text, quoted }", replace: '{ text, quoted }', breaks: 'a mail of a quotation only has no words' },
		{ find: 'rest = { isQuoted: fragments.at(-1)?.isQuoted() ?? false,', replace: 'rest = { isQuoted: true,', breaks: 'the end of a long mail counts as quoted' },
		{ find: 'line.length > LONGEST_LINE', replace: 'false', breaks: 'a long line in a stranger’s mail keeps n8n busy' },
		{ find: 'const MOST_JUDGED = 3_000;', replace: 'const MOST_JUDGED = 30_000;', breaks: 'a stranger’s mail keeps n8n busy' },
	]),
	...inFile('nodes/shared/delivery/readsBefore.ts', READS, [
		{ find: "optional && found.failure.code === 'refused'", replace: "optional && found.failure.code === 'invalid_input'", breaks: 'what a provider doesn’t have keeps a whole operation from working' },
		{ find: 'ids ? lookUp(asked) : this.sameForAll.of(name, () => lookUp(asked))', replace: 'lookUp(asked)', breaks: 'what is the same for all items is read for each' },
		{ find: 'into?.(content, before) ?? content', replace: 'content', breaks: 'a request lacks what was read for it' },
	]),
	...inFile('nodes/shared/delivery/readOnce.ts', ['unit/shared/delivery/readsBefore', 'unit/shared/delivery/recordsBeside'], [
		{ find: "if ('failure' in found) this.known.delete(name);", replace: '', breaks: 'a read that failed once fails for all items' },
		{ find: 'this.known.get(name) ?? ', replace: '', breaks: 'what is the same for all items, and a record that several name, is read for each' },
	]),
	...inFile('nodes/shared/delivery/read.ts', READS, [
		{ find: 'if (operation.isEnough?.(rows, read)) break;', replace: '', breaks: 'a conversation is read to its beginning, though its end is enough' },
	]),
];
