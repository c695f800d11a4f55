import type { IDataObject } from 'n8n-workflow';
import { run } from './engine';
import { shownFields, type ShownField } from './fields';
import { byId, oneNode, useSandbox } from './sandboxed';
import { endOf, requested } from './sends';

/*
 * What a person has filled in is not left out because its expression gives nothing: a message that was to go out tomorrow
 * would go out now, one with a file without it, and a search would find everything. Found and not listed: every field of
 * every operation that the random runs know.
 */

const sandbox = useSandbox();

const nothing = '={{ $json.missing }}';

/** The forms in question, with their names; n8n keeps an ID by an expression within an object. */
function casesOf({ name, property, filledWith }: ShownField): Array<[string, IDataObject]> {
	const byItself: [string, IDataObject] = [name, filledWith(nothing)];
	return property.type === 'resourceLocator' ? [byItself, [`${name} by ID`, filledWith(byId(nothing))]] : [byItself];
}

const cases = shownFields.flatMap((field) => casesOf(field).map(([name, parameters]) => ({ name, parameters, node: field.node, label: field.property.displayName })));

const escaped = (words: string) => words.replace(/[()]/g, '\\$&');

it('there are such fields in every node', () => {
	for (const node of ['heymarket', 'whippy', 'sendook']) expect(cases.filter((one) => one.node === node).length).toBeGreaterThan(20);
});

it.each(cases)('$name', async ({ node, parameters, label }) => {
	const item = { to: 'anna@example.com', words: 'Hello' };
	const end = endOf(await run(oneNode(sandbox(), node, parameters, { items: [item] })));
	expect(`${end?.message} ${end?.description}`).toMatch(new RegExp(`(^| )${escaped(label)}: (?:its expression gives nothing for this item|is empty)`));
	expect(requested(sandbox())).toEqual([]);
});
