import { empty, invalid, isLeftOut, trimmed } from './invalid';

function idText(value: unknown): string | undefined {
	if (isLeftOut(value)) throw empty();
	if (typeof value === 'string') return trimmed(value);
	return typeof value === 'number' ? String(value) : undefined;
}

/**
 * A whole number above 0, as a number or in digits.
 *
 * @throws InvalidValue, also for numbers too large to be exact in JavaScript
 */
export function integerId(value: unknown): number {
	// Spreadsheets write a whole number with a fraction of zero.
	const written = idText(value)?.replace(/\.0$/, '');
	if (written === undefined || !/^[1-9]\d*$/.test(written) || !Number.isSafeInteger(Number(written))) {
		throw invalid(value, 'is not an ID', 'Give the number that is the ID.');
	}
	return Number(written);
}

/** A UUID of any version, in lower case. @throws InvalidValue */
export function uuid(value: unknown): string {
	const written = idText(value)?.toLowerCase() ?? '';
	if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(written)) {
		throw invalid(value, 'is not an ID', 'Give the ID: a UUID of 36 characters.');
	}
	return written;
}

/** 24 hexadecimal digits, in lower case. @throws InvalidValue */
export function objectId24(value: unknown): string {
	const written = idText(value)?.toLowerCase() ?? '';
	if (!/^[0-9a-f]{24}$/.test(written)) {
		throw invalid(value, 'is not an ID', 'Give the ID: 24 characters, 0-9 and a-f.');
	}
	return written;
}
