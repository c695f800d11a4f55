import type { Ajv } from 'ajv';

/** An ajv that knows the formats of the contracts. */
export function withFormats(ajv: Ajv): Ajv;

/**
 * Makes a contract strict about answers: objects have no fields and no values that the contract doesn't name. A provider may
 * answer with more than is known, and its contract allows that. The sandbox must not, because a test could then depend on a
 * field that somebody made up; and the check of the live services tells of each.
 */
export function closed(part: unknown): unknown;
