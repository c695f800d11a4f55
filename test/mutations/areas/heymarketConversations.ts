import { inFile } from '../mutation.ts';

const CONVERSATIONS = ['engine/operations/heymarketConversations'];

/** Conversations and users of Heymarket, and counts. */
export const heymarketConversations = [
	...inFile('nodes/Heymarket/count.ts', CONVERSATIONS, [
		{ find: '? Number(answer) : null', replace: '? 0 : null', breaks: 'a count has no number' },
		{ find: '/^\\d+$/.test(String(answer)) ?', replace: 'true ?', breaks: 'an answer that is no number counts as none', judges: ['engine/operations/heymarketContacts'] },
		{ find: 'count !== null', replace: 'count !== 0', breaks: 'an answer that is no number is a row without a number', judges: ['engine/operations/heymarketContacts'] },
		{ find: 'isAnswer: (body: string) => /^\\d+$/.test(body),', replace: '', breaks: 'a count as text can’t be read' },
	]),
	...inFile('nodes/Heymarket/fields.ts', CONVERSATIONS, [
		{ find: "typeof value === 'object' ? (value as IDataObject | null)?.id : value", replace: 'value', breaks: 'an inbox that Heymarket shows as an object is not found' },
		{ find: 'id > 0 ? id : undefined', replace: 'true ? id : undefined', breaks: 'a conversation that nobody has is reassigned in the name of 0' },
	]),
	...inFile('nodes/Heymarket/conversation/stored.ts', CONVERSATIONS, [
		{ find: 'others.length > 0 ? { targets: [target, ...others] } : { target }', replace: '{ target }', breaks: 'a group is named as one person' },
		{ find: 'if (!target) throw', replace: 'if (false) throw', breaks: 'a conversation with nobody is marked' },
		{ find: 'if (id === undefined) throw', replace: 'if (false) throw', breaks: 'a conversation without its inbox is closed' },
		{ find: 'settings.conversation ?? body.conversation_id', replace: 'settings.conversation', breaks: 'nobody is told which conversation moved' },
	]),
	...inFile('nodes/Heymarket/conversation/simplified.ts', CONVERSATIONS, [
		{ find: "peopleNamed(row).join(', ')", replace: 'row.target', breaks: 'the numbers of a group stand close together' },
		{ find: 'member.id === id', replace: 'true', breaks: 'the first member has every conversation' },
	]),
	...inFile('nodes/Heymarket/conversation/getMany.operation.ts', CONVERSATIONS, [
		{ find: "body: { id = 0 }", replace: 'body: { id = 1 }', breaks: 'only one member’s conversations are listed' },
		{ find: 'inboxes: [inbox]', replace: 'inbox: [inbox]', breaks: 'Heymarket doesn’t get the inbox' },
		{ find: "closed: conversationStatus === 'closed'", replace: "closed: conversationStatus === 'open'", breaks: 'open conversations are taken for closed ones' },
		{ find: 'unread: isUnread }),', replace: 'unread: true }),', breaks: 'those that were read are never found' },
		{ find: 'idIn(row.assigned) === assignedTo) &&', replace: 'true) &&', breaks: 'other members’ conversations are given' },
		{ find: 'idIn(row.inbox) === inbox) &&', replace: 'true) &&', breaks: 'conversations of other inboxes are given where Heymarket ignores its filters' },
		{ find: "(row.status === 'closed') === (conversationStatus === 'closed')", replace: 'true', breaks: 'conversations of any status are given where Heymarket ignores its filters' },
		{ find: 'row.unread === isUnread)', replace: 'true)', breaks: 'read and unread ones are given where Heymarket ignores its filters' },
		{ find: ", time: 'updated' }", replace: ' }', breaks: 'After does nothing' },
	]),
	...inFile('nodes/Heymarket/conversation/reassign.operation.ts', CONVERSATIONS, [
		{ find: 'idIn(read.assigned) ?? reassign_id', replace: 'reassign_id', breaks: 'a conversation is not taken from whoever has it' },
		{ find: 'reaches: ({ settings }) => ({ conversation: String(settings.conversation) }),', replace: '', breaks: 'a conversation is reassigned twice at once' },
	]),
	...inFile('nodes/Heymarket/conversation/close.operation.ts', CONVERSATIONS, [
		{ find: 'chat_id: settings.conversation', replace: 'target: read.target', breaks: 'a group is not closed where Heymarket tells only one of its people' },
	]),
	...inFile('nodes/Heymarket/user/update.operation.ts', ['engine/operations/heymarketTeam'], [
		{ find: '{ id: settings.user, ...changed }', replace: 'changed', breaks: 'nobody is changed' },
		{ find: 'rows: (answer) => (answer as IDataObject | undefined)?.memberships,', replace: '', breaks: 'a changed user is one column of a row' },
	]),
	...inFile('nodes/shared/delivery/read.ts', CONVERSATIONS, [
		{ find: '(operation.isWanted?.(row, content.settings) ?? true)', replace: 'true', breaks: 'rows that the form doesn’t ask for are given' },
	]),
];
