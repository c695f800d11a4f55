/** What no source tells of Whippy, with the ways in which the sandbox can answer. The first of each is the one that is assumed. */
export const unknowns = {
	/** Which name assigns a conversation to a user: `assigned_user_id` or `assigned_users`. */
	assignment: ['one', 'list'],
	/** The messages in one conversation. */
	messageOrder: ['newestFirst', 'oldestFirst'],
	/** `X-RateLimit-Remaining-Interval-Milliseconds` of a 429. */
	millisecondsHeader: ['sent', 'missing'],
} as const;
