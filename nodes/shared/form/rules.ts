import { z } from '../libraries';
import { attempt, empty, isLeftOut } from '../values/invalid';
import { oneOf } from '../values/text';

/**
 * An issue for a check of one's own.
 *
 * @param message the end of the sentence that starts with the label of the property, or a whole one where `path` is empty
 * @param help what to do about it
 * @param path the property that it is about
 */
export function refuse(input: unknown, message: string, help?: string, path: PropertyKey[] = []): z.RawIssue {
	return { code: 'custom', message, input, path, params: { help } };
}

/** A field of the form in which a person chooses one of several others. */
interface Chooser {
	/** Its label: `Send To`. */
	label: string;
	/** What stands in it for this item. */
	value: unknown;
	/** What its values stand for: the property that the chosen field fills, with that field's label. */
	choices: Record<string, { property: string; label: string }>;
}

/** A property that may stand in for another, or beside it. */
interface Instead {
	property: string;
	label: string;
}

/**
 * The chosen property is filled in, and no other. The form makes another impossible; expressions don't: where the field
 * that chooses is an expression, n8n shows and sends all of them.
 *
 * @param what what each of them is: `recipient`
 * @param instead may stand in for the chosen one
 */
export function exactlyOne({ label, value: wanted, choices }: Chooser, what: string, instead?: Instead) {
	return z.check<Record<string, unknown>>(({ value, issues }) => {
		const choice = attempt(() => oneOf(wanted, Object.keys(choices)));
		if (choice.fault) {
			issues.push(refuse(value, `${label}: ${choice.fault.message}`, choice.fault.help));
			return;
		}
		const filled = Object.values(choices).filter(({ property }) => !isLeftOut(value[property]));
		const labels = filled.map((field) => field.label);
		if (filled.length > 1) {
			const named = `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`;
			const message = `${named} are filled in, but a message takes one ${what}`;
			issues.push(refuse(value, message, 'Keep one of them and clear the others.'));
			return;
		}
		const { property } = choices[choice.good];
		if (filled.length === 0) {
			issues.push(...missing(value, property, instead));
		} else if (filled[0].property !== property) {
			const help = `${label} is "${choice.good}". ${empty().help}`;
			issues.push(refuse(value, `is empty, while ${labels[0]} is filled in`, help, [property]));
		}
	});
}

/** This property is filled in, or the other one. */
export function filledIn(property: string, instead: Instead) {
	return z.check<Record<string, unknown>>(({ value, issues }) => {
		issues.push(...missing(value, property, instead));
	});
}

function missing(value: Record<string, unknown>, property: string, instead?: Instead): z.RawIssue[] {
	if (!isLeftOut(value[property]) || (instead && !isLeftOut(value[instead.property]))) return [];
	const { message, help } = empty(instead?.label);
	return [refuse(value, message, help, [property])];
}
