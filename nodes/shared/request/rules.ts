import { z } from '../libraries';
import { isLeftOut } from './invalid';

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

/** What `exactlyOne` may know beside the properties. */
interface Choice {
	/** The property whose field the form shows: what is missing is missing there. */
	chosen?: string;
	/** A property that may stand in for all of them; with one of them it may stand as well. */
	instead?: { property: string; label: string };
}

/**
 * Exactly one of these properties is filled in. The form makes another impossible; expressions don't: where the field that
 * chooses is an expression, n8n shows and sends all of them.
 *
 * @param labels the properties with their labels in the form
 * @param what what each of them is: `recipient`
 */
export function exactlyOne(labels: Record<string, string>, what: string, { chosen, instead }: Choice = {}) {
	const properties = Object.keys(labels);
	const [only] = properties.length === 1 ? properties : [chosen];
	return z.check<Record<string, unknown>>(({ value, issues }) => {
		const filled = properties.filter((property) => !isLeftOut(value[property]));
		if (filled.length > 1) {
			const named = listed(filled.map((property) => labels[property]));
			const message = `${named} are filled in, but a message takes one ${what}`;
			issues.push(refuse(value, message, 'Keep one of them and clear the others.'));
		}
		if (filled.length > 0 || (instead !== undefined && !isLeftOut(value[instead.property]))) return;
		const help = `Fill ${only === undefined ? 'one of them' : 'it'} in${instead ? `, or add ${instead.label}` : ''}; if it is an expression, see that it gives a value for this item.`;
		if (only === undefined) issues.push(refuse(value, `${listed(Object.values(labels))} are empty: there is no ${what}`, help));
		else issues.push(refuse(value, 'is empty', help, [only]));
	});
}

function listed(words: string[]): string {
	return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words[0];
}
