import { empty, invalid, isLeftOut } from './invalid';

/** A whole number within bounds, as a number or in digits. @throws InvalidValue */
export function wholeNumber(value: unknown, { min, max }: { min: number; max: number }): number {
	if (isLeftOut(value)) throw empty();
	const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
	if (!Number.isInteger(number) || number < min || number > max) {
		throw invalid(value, `is not a whole number from ${min} to ${max}`, `Give a number from ${min} to ${max}.`);
	}
	return number;
}
