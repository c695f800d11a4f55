/**
 * Names of the reasons why an item failed. Workflows branch on them, so a name never changes its meaning. docs/delivery.md lists
 * them.
 */
export type FailureCode =
	| 'invalid_input'
	| 'invalid_credential'
	| 'recipient_not_allowed'
	| 'already_done_differently'
	| 'too_many_segments'
	| 'too_many_sends'
	| 'refused'
	| 'unauthorized'
	| 'redirected'
	| 'rate_limited'
	| 'quota_reached'
	| 'unreachable'
	| 'no_answer'
	| 'stopped_early'
	| 'outcome_unknown'
	| 'canceled';

/** Why an item has no output, in words for people and in a code for workflows. */
export interface Failure {
	code: FailureCode;
	/**
	 * `not_sent`: the provider did not process a request for this item. `refused`: the provider refused it. `unknown`: nobody
	 * knows whether the provider processed it.
	 */
	outcome: 'not_sent' | 'refused' | 'unknown';
	/** What happened, without `[item 3]`. */
	message: string;
	/** What the person can do now. */
	advice?: string;
	/** The HTTP status, if there was an answer. */
	status?: number;
	requestId?: string;
	/** When it can be tried again, ISO 8601. */
	retryAfter?: string;
	/** n8n's own error if it could not evaluate an expression; the editor needs it to mark the field. No other error is kept. */
	cause?: unknown;
}

/** Either what was to be made, or why it can't be. */
export type Checked<Good> = { good: Good } | { failure: Failure };

/** An item that can't be sent as it is filled in. */
export function invalidInput(message: string, advice?: string): Failure {
	return { code: 'invalid_input', outcome: 'not_sent', message, advice };
}

export const CANCELED: Failure = {
	code: 'canceled',
	outcome: 'not_sent',
	message: 'The execution was canceled before this went out',
};

/** @param most how many messages a tool may send in one execution */
export function tooManySends(most: number): Failure {
	return {
		code: 'too_many_sends',
		outcome: 'not_sent',
		message: `This tool has sent ${most === 1 ? 'one message' : `${most} messages`} in this execution, and may send no more`,
		advice: 'Don’t call it again; say what was not sent. A person can raise Max Sends per Execution under Delivery.',
	};
}
