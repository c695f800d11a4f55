import { empty, invalid, isLeftOut, trimmed } from './invalid';

/** A color as a number sign and six hexadecimal digits. @throws InvalidValue */
export function hexColor(value: unknown): string {
	if (isLeftOut(value)) throw empty();
	const [, digits] = (typeof value === 'string' && /^#?([0-9a-f]{6})$/i.exec(trimmed(value))) || [];
	if (digits === undefined) throw invalid(value, 'is not a color', 'Give six digits, 0-9 and A-F, such as #4B7BEC.');
	return `#${digits.toUpperCase()}`;
}
