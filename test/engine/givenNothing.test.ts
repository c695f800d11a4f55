import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { optionsOf, parametersOf } from '../contract/built';
import { builtNodes } from '../description/built';
import { operations } from '../faults/operations';
import { run } from './engine';
import { oneNode, useSandbox, type NodeName } from './sandboxed';
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

/** The parameters with one field as an expression that gives nothing. */
function withNothing(parameters: IDataObject, field: string, nothing: string): IDataObject {
	const [name, option] = field.split('.');
	const value = option === undefined ? nothing : { ...(parameters[name] as IDataObject), [option]: nothing };
	return { ...parameters, [name]: value };
}

/** Whether a property is only a notice, or can't be an expression. */
const isChosen = ({ type, noDataExpression }: INodeProperties) => type === 'notice' || noDataExpression === true;

function casesOf([name, { provider, parameters }]: [string, (typeof operations)[string]]): Case[] {
	const { properties } = builtNodes().find(({ type }) => type.description.name === provider)!.type.description;
	const operation = String(parameters.operation);
	const items = { to: '1', words: 'Hello' };
	return parametersOf(properties, operation).flatMap((property): Case[] => {
		if (property.name === 'delivery' || isChosen(property)) return [];
		const fields =
			property.type === 'collection'
				? optionsOf(property, operation).map((option) => ({ ...option, path: `${property.name}.${option.name}` }))
				: // For other fields, an expression that gives nothing is an empty field, which is refused if it is required.
					[];
		return fields.map(({ path, displayName }) => ({
			name: `${name}: ${path}`,
			node: provider as NodeName,
			parameters: { ...parameters, ...items, ...withNothing(parameters, path, '={{ $json.missing }}') },
			label: displayName,
		}));
	});
}

const cases = Object.entries(operations).flatMap(casesOf);

it('there are such fields in every node', () => {
	for (const node of ['heymarket', 'whippy', 'sendook']) expect(cases.filter((one) => one.node === node).length).toBeGreaterThan(3);
});

it.each(cases)('$name', async ({ node, parameters, label }) => {
	const item = { to: 'anna@example.com', words: 'Hello' };
	const end = endOf(await run(oneNode(sandbox(), node, parameters, { items: [item] })));
	expect(`${end?.message} ${end?.description}`).toContain(`${label}: its expression gives nothing for this item`);
	expect(requested(sandbox())).toEqual([]);
});
