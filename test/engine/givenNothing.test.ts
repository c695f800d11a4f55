import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { optionsOf, parametersOf } from '../contract/built';
import { builtNodes } from '../description/built';
import { operations } from '../faults/operations';
import { run } from './engine';
import { byId, oneNode, useSandbox, type NodeName } from './sandboxed';
import { endOf, requested } from './sends';

/*
 * What a person has added is not left out because its expression gives nothing: a message that was to go out tomorrow would
 * go out now, one with a file without it, and a search would find everything. Found and not listed: every field of every
 * operation that the random runs know.
 */

const sandbox = useSandbox();

interface Case {
	name: string;
	node: NodeName;
	parameters: IDataObject;
	label: string;
}

const nothing = '={{ $json.missing }}';

/** The field given by an expression that gives nothing, in a node that is filled in otherwise. */
function withNothing(parameters: IDataObject, field: string, given: IDataObject[string] = nothing): IDataObject {
	const [name, option] = field.split('.');
	const value = option === undefined ? given : { ...(parameters[name] as IDataObject), [option]: given };
	return { ...parameters, [name]: value };
}

/** Whether a property is only a notice, or can't be an expression. */
const isChosen = ({ type, noDataExpression }: INodeProperties) => type === 'notice' || noDataExpression === true;

/** Whether a form shows a field, as it is filled in. */
function isShown({ displayOptions }: INodeProperties, parameters: IDataObject, properties: INodeProperties[]): boolean {
	const valueOf = (name: string) => parameters[name] ?? properties.find((property) => property.name === name)?.default;
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) => (values as unknown[]).includes(valueOf(name)));
}

function casesOf([name, { provider, parameters }]: [string, (typeof operations)[string]]): Case[] {
	const { properties } = builtNodes().find(({ type }) => type.description.name === provider)!.type.description;
	const own = parametersOf(properties, String(parameters.resource), String(parameters.operation));
	return own.filter((property) => !isChosen(property) && isShown(property, parameters, own)).flatMap((property): Case[] => {
		const fields =
			property.type === 'collection'
				? optionsOf(property).map((option) => ({ ...option, path: `${property.name}.${option.name}` }))
				: [{ ...property, path: property.name }];
		const cases = fields.map(({ path, displayName }) => ({
			name: `${name}: ${path}`,
			node: provider as NodeName,
			parameters: withNothing(parameters, path),
			label: displayName,
		}));
		// An ID by an expression: n8n keeps it within an object.
		const byIds = cases.map((one) => ({ ...one, name: `${one.name} by ID`, parameters: withNothing(parameters, property.name, byId(nothing)) }));
		return property.type === 'resourceLocator' ? [...cases, ...byIds] : cases;
	});
}

const cases = Object.entries(operations).flatMap(casesOf);

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
