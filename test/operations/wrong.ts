import type { INodeProperties } from 'n8n-workflow';
import type { Entry } from './filling';

/** A value that a field must refuse by its label. */
export interface Wrong {
	/** For the test's sentence: `an object`. */
	is: string;
	value: unknown;
	/** How the sentence goes on behind the label, where that matters. */
	said?: RegExp;
}

const object: Wrong = { is: 'an object', value: { a: 1 } };
const list: Wrong = { is: 'a list of objects', value: [{ a: 1 }] };
/** An expression that gives nothing is no field that was left out: a message for tomorrow would go out today. */
const nothing: Wrong[] = [
	{ is: 'an expression that gives undefined', value: undefined, said: /^(its expression gives nothing for this item|is empty)/ },
	{ is: 'an expression that gives null', value: null, said: /^(its expression gives nothing for this item|is empty)/ },
];
const yes: Wrong = { is: 'true', value: true };
const number: Wrong = { is: 'a number', value: 7 };
const words = (value: string): Wrong => ({ is: JSON.stringify(value), value });
const merged = words('[object Object]');
const cut = words('half \ud83d');

/** By n8n's type of a field. Text takes numbers and switches, which are written out. */
const byType: Partial<Record<INodeProperties['type'], Wrong[]>> = {
	string: [object, list, merged, cut],
	number: [object, list, yes, words('a few')],
	color: [object, list, yes, number, merged, words('pigeon')],
	boolean: [object, list, number, words('true'), words('')],
	options: [object, list, yes, number, words('pigeon')],
	multiOptions: [object, list, number, words('pigeon')],
	dateTime: [object, list, yes, number, words('soon'), words('2026-02-30T09:00:00')],
	json: [object, list, yes, number, words('Ana'), merged],
	// The fields of an account may have almost any key, so that an object is wrong only by one that none has.
	resourceMapper: [{ is: 'an object', value: { '? 1': 1 } }, list, yes, number, words('Gold')],
	resourceLocator: [object, list, yes, words('../x'), merged],
};

type FilledField = Pick<Entry, 'part' | 'path'> & Partial<Pick<Entry, 'value'>>;

/** The wrong values of a field. @throws Error for a type that stands nowhere here */
export function wrongFor({ part, path, value }: FilledField): Wrong[] {
	const { type, displayName, required, noDataExpression, typeOptions } = part.field.property;
	const own = byType[type];
	if (!own) throw new Error(`Say in test/operations/wrong.ts what is wrong in a field of type ${type}, as ${displayName} is`);
	const mayBeEmpty = !required || path.includes('.') || (part.kind === 'sent' && (part.rules.optional ?? part.rules.unless));
	// A field whose value is an object takes any object.
	const takesObjects = typeof value === 'object' && value !== null && !Array.isArray(value) && type === 'json';
	// What is loaded from the provider is chosen by IDs, which may be numbers.
	const taken = [...(takesObjects ? [object] : []), ...(typeOptions?.loadOptionsMethod ? [number] : [])];
	return [...own.filter((one) => !taken.includes(one)), ...(noDataExpression ? [] : nothing), ...(mayBeEmpty ? [] : [words('  ')])];
}

/** Two values of a field of which one is an object and the other words, to be tried together with those of other fields. */
export function fewFor(field: FilledField): [unknown, unknown] {
	const all = wrongFor(field);
	return [all[0].value, all.findLast(({ value, is }) => typeof value === 'string' && value.trim() !== '' && is !== cut.is)?.value];
}

/** What would lead out of its place in a path. */
export const hostileIds = ['../x', '.', '..', '', ' ', '%2e%2e', '%2E%2E%2Fx', 'a/b', 'a\\b', 'a?b=c', 'a#b', 'a;b', 'x\ny', '\u0000', '\u0007', '\ud800', '//x', 'http://127.0.0.1:1/x'];
