import { json, Refusal } from '../answer.ts';
import type { Answer } from '../answer.ts';

/** Whippy's refusals all have this kind of body (vendor's page on errors). */
export function refusal(status: number, ...descriptions: string[]): Answer {
	return json(status, { errors: descriptions.map((description) => ({ description })), status });
}

export function invalid(description: string): Refusal {
	return new Refusal(refusal(422, description));
}

export function notFound(description: string): Refusal {
	return new Refusal(refusal(404, description));
}
