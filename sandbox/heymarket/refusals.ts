import { json, plain, Refusal } from '../answer.ts';

// How Heymarket words and shapes its refusals isn't documented; clients have met objects, JSON strings and plain text.
// The sandbox uses all three, so that nothing depends on one of them.

/** 400, an object. */
export function badData(message: string): Refusal {
	return new Refusal(json(400, { message }));
}

/** 403, a JSON string. */
export function denied(message: string): Refusal {
	return new Refusal(json(403, message));
}

/** 404, plain text. */
export function notFound(message: string): Refusal {
	return new Refusal(plain(404, message));
}
