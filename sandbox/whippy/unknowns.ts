/** What no source tells of Whippy, with the ways in which the sandbox can answer. The first of each is the one that is assumed. */
export const unknowns = {
	/** Which name assigns a conversation to a user: `assigned_user_id` or `assigned_users`. */
	assignment: ['one', 'list'],
	/** The messages in one conversation. */
	messageOrder: ['newestFirst', 'oldestFirst'],
	/** `X-RateLimit-Remaining-Interval-Milliseconds` of a 429. */
	millisecondsHeader: ['sent', 'missing'],
	/** What becomes of the stored address of a contact, where the body of a change has one. */
	addressWritten: ['replaced', 'joined'],
	/** What an answer calls the postal code of a contact. */
	postalCodeKey: ['post_code', 'postal_code'],
	/** What the request for many contacts answers. */
	upsertAnswer: ['accepted', 'contacts'],
	/** What becomes of the properties of a record that a change leaves out. */
	recordProperties: ['joined', 'replaced'],
	/** What becomes of applications and endpoints that are to be deleted or changed: nobody has seen these requests. */
	developerChanges: ['all', 'update', 'none'],
	/** Whether applications and endpoints can be listed: nobody has seen that. */
	developerLists: ['listed', 'missing'],
	/** How the signature of a post to an endpoint is written. */
	signature: ['base64Unpadded', 'base64', 'base64url', 'hex', 'upperCaseHex'],
	/** Whether a post that was not taken is posted again with its first signature, whose time is then older, or is signed anew. */
	retrySignature: ['first', 'anew'],
	/** In what the time in a signature is counted. */
	signatureTime: ['seconds', 'milliseconds'],
	/** What the kinds of an agent's chat are called: as messages are, or as channels. */
	chatTypes: ['messages', 'channels'],
} as const;
