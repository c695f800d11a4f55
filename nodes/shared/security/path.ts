import { invalid, InvalidValue, labelled } from '../values/invalid';

const placeholder = /\{([^{}]*)\}/g;

/** The names of the placeholders of a path template, in order: `/v1/inboxes/{inboxId}` has `inboxId`. */
export function placeholdersOf(template: string): string[] {
	return Array.from(template.matchAll(placeholder), ([, name]) => name);
}

/**
 * Fills a path template such as `/v1/inboxes/{inboxId}/messages`. Each value stays within its segment of the path: it is
 * percent-encoded, and `.` and `..`, which encoding leaves as they are, are refused.
 *
 * @throws InvalidValue that names the placeholder, if a value is missing, empty, `.`, `..`, neither text nor a number, or
 * if it holds control characters or half a surrogate pair
 */
export function pathOf(template: string, values: Record<string, unknown>): string {
	return template.replace(placeholder, (_, name: string) => {
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		return labelled(name, () => segment(value));
	});
}

function segment(value: unknown): string {
	const help = 'Give the ID as the provider shows it.';
	if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(value, 'is not an ID', help);
	if (typeof value !== 'string' && typeof value !== 'number') {
		if (value === undefined || value === null) throw new InvalidValue('is empty', help);
		throw invalid(value, 'is not an ID', help);
	}
	const text = String(value);
	if (text.trim() === '') throw new InvalidValue('is empty', help);
	if (text === '.' || text === '..') throw invalid(text, 'is not an ID', help);
	if (/[\p{Cc}\p{Cs}]/u.test(text)) throw invalid(text, 'holds characters that no ID has', help);
	return encodeURIComponent(text);
}
