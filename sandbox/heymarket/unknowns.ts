/**
 * What no source tells of Heymarket, with the ways in which the sandbox can answer. The first of each is the one that is
 * assumed. The contract's `x-unknown` tells of each by the same name.
 */
export const unknowns = {
	/** The answer of POST /v1/batch/contacts. */
	batchAnswer: ['failed', 'failedAndSkipped', 'contacts'],
	/** Whether a date cursor gives rows of its very time again, or does nothing at all. */
	dateCursor: ['inclusive', 'exclusive', 'ignored'],
} as const;
