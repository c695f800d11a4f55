import { z } from '../libraries';

/** The shape of an issue that a rule over several fields adds; `path` is the body property it belongs to, if one. */
export function refuse(input: unknown, message: string, help: string, path: string[] = []) {
	return { code: 'custom' as const, message, input, path, params: { help } };
}

/**
 * Exactly one of these properties is filled in. The form makes another impossible; expressions don't.
 * @param labels the properties with their labels in the form
 * @param what what each of them names: `recipient`
 * @param instead a property that may stand in for all of them
 */
export function exactlyOne(labels: Record<string, string>, what: string, instead?: { property: string; label: string }) {
	const properties = Object.keys(labels);
	return z.check<Record<string, unknown>>(({ value, issues }) => {
		const filled = properties.filter((property) => value[property] !== undefined);
		if (filled.length > 1) {
			const message = `${listed(filled.map((property) => labels[property]), 'and')} name ${filled.length} ${what}s`;
			issues.push(refuse(value, message, `Only one ${what} can be given; leave the others empty.`));
		}
		if (filled.length === 0 && (instead === undefined || value[instead.property] === undefined)) {
			const help = instead ? `Fill it in, or add ${instead.label}.` : 'Fill it in.';
			const isOne = properties.length === 1;
			const message = isOne ? 'is empty' : `${listed(Object.values(labels), 'and')} are empty: there is no ${what}`;
			issues.push(refuse(value, message, isOne ? help : help.replace('it', 'one of them'), isOne ? properties : []));
		}
	});
}

function listed(words: string[], joint: string): string {
	return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}` : words[0];
}
