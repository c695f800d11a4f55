import { empty, invalid, isLeftOut, trimmed } from './invalid';

/** A number that is not below `min`, as a number or in digits. @throws InvalidValue */
export function atLeast(value: unknown, min: number): number {
	const number = numberOf(value);
	if (Number.isFinite(number) && number >= min) return number;
	throw invalid(value, `is not a number of ${min} or more`, `Give a number, ${min} or more.`);
}

/** A whole number within bounds, as a number or in digits. @throws InvalidValue */
export function wholeNumber(value: unknown, { min, max }: { min: number; max?: number }): number {
	const number = numberOf(value);
	if (!Number.isInteger(number) || number < min || (max !== undefined && number > max)) {
		const bounds = max === undefined ? `${min} or more` : `${min} to ${max}`;
		throw invalid(value, `is not a whole number of ${bounds}`, `Give a whole number, ${bounds}.`);
	}
	return number;
}

function numberOf(value: unknown): number {
	if (isLeftOut(value)) throw empty();
	if (typeof value === 'number') return value;
	// Three digits behind a dot may be thousands, as in 1.000.
	return typeof value === 'string' && /^-?(?:\d+(?:\.\d{1,2})?|\.\d+)$/.test(trimmed(value)) ? Number(trimmed(value)) : Number.NaN;
}
