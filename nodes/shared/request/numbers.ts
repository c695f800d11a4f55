import { empty, invalid, isLeftOut } from './invalid';

/** A whole number within bounds, as a number or in digits. @throws InvalidValue */
export function wholeNumber(value: unknown, { min, max }: { min: number; max?: number }): number {
	if (isLeftOut(value)) throw empty();
	const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
	if (!Number.isInteger(number) || number < min || (max !== undefined && number > max)) {
		const bounds = max === undefined ? `${min} or more` : `${min} to ${max}`;
		throw invalid(value, `is not a whole number of ${bounds}`, `Give a whole number, ${bounds}.`);
	}
	return number;
}
