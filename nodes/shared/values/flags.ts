import { empty, invalid, isLeftOut } from './invalid';

/** On or off. Text is not taken, since "false" as text would count as on elsewhere. @throws InvalidValue */
export function flag(value: unknown): boolean {
	if (isLeftOut(value)) throw empty();
	if (typeof value === 'boolean') return value;
	throw invalid(value, 'is neither true nor false', 'Switch it on or off, or let the expression give true or false (not as text).');
}
