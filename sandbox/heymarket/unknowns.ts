/**
 * What no source tells of Heymarket, with the ways in which the sandbox can answer. The first of each is the one that is
 * assumed. Under the same name, `x-unknown` of the contract tells what it is about.
 */
export const unknowns = {
	batchAnswer: ['failed', 'failedAndSkipped', 'contacts'],
	contactOrder: ['newestFirst', 'oldestFirst'],
	contactTags: ['asWritten', 'tags', 'ids'],
	contactUuid: ['inChannels', 'shown', 'missing'],
	conversationFilters: ['heeded', 'ignored'],
	createdAt: ['followsAscending', 'before', 'onAndAfter'],
	/** Also of `timestamp` and `created_at`. If it is ignored, the first page comes again and again. */
	dateCursor: ['inclusive', 'exclusive', 'ignored'],
	groupTarget: ['everybody', 'first'],
	leftOutOfContact: ['blanked', 'kept'],
	mediaWithTemplate: ['refused', 'accepted'],
	memberZero: ['everyInbox', 'refused'],
	messageOrder: ['newestFirst', 'oldestFirst'],
	optedOutSend: ['refused', 'accepted'],
	optedOutShown: ['shown', 'missing'],
	repeatedLocalId: ['sameAnswer', 'refused', 'sentAgain'],
	scheduledPhone: ['nobody', 'conversation'],
	unknownPhone: ['notFound', 'zeros'],
} as const;
