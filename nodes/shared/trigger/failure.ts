import { NodeApiError, type INode } from 'n8n-workflow';
import type { Failure, FailureCode } from '../transport/failure';

/** Why it failed, as newer versions of n8n want to know it: by that they wait before the next poll, or ask a person to act. */
const CAUSES: Partial<Record<FailureCode, string>> = {
	rate_limited: 'rate-limited',
	quota_reached: 'quota-exhausted',
	unreachable: 'temporarily-unavailable',
	no_answer: 'temporarily-unavailable',
	outcome_unknown: 'temporarily-unavailable',
	canceled: 'temporarily-unavailable',
	unauthorized: 'credential-invalid',
	invalid_credential: 'credential-invalid',
	refused: 'configuration-invalid',
	invalid_input: 'configuration-invalid',
};

/** What n8n is to show, and to know, of a request of a trigger that failed. */
export function triggerError(node: INode, { code, message, advice, status, retryAfter }: Failure, now = Date.now()): NodeApiError {
	const error = new NodeApiError(node, {}, { message, description: advice, httpCode: status === undefined ? undefined : String(status) });
	const cause = CAUSES[code];
	// Older versions of n8n don't know it, and keep it like any other property.
	if (cause) Object.assign(error, { failure: { cause, ...(retryAfter && { retryAfterMs: Math.max(0, Date.parse(retryAfter) - now) }) } });
	return error;
}
