import { json, plain, Refusal } from '../answer.ts';

// Heymarket doesn't document its refusals; clients have met objects, JSON strings and plain text. The sandbox uses all three,
// so that no client depends on one of them.

/** A refusal with status 400, whose body is an object. */
export function badData(message: string): Refusal {
	return new Refusal(json(400, { message }));
}

/** A refusal with status 403, whose body is a JSON string. */
export function denied(message: string): Refusal {
	return new Refusal(json(403, message));
}

/** A refusal with status 404, whose body is plain text. */
export function notFound(message: string): Refusal {
	return new Refusal(plain(404, message));
}
