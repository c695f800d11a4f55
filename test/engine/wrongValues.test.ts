import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { throughEngine2 } from './doors/otherCallers';
import { run } from './engine';
import { shownFields } from './fields';
import { byId, oneNode, useSandbox } from './sandboxed';
import { endOf, requested } from './sends';

/*
 * What a field can't hold is refused by the name of the field, and nothing is asked of the provider: text in a switch, which
 * would count as on, a value outside of the choices, and what was chosen from a list for another operation, since n8n keeps
 * the value of a field when a person chooses another operation that has one of the same name. Found and not listed: every
 * field of every operation that the random runs know.
 */

const sandbox = useSandbox();

interface Wrong {
	/** In what field. */
	isFor: (property: INodeProperties, isInCollection: boolean) => boolean;
	values: unknown[];
	said: RegExp;
}

const wrong: Record<string, Wrong> = {
	'text in a switch': {
		isFor: ({ type }) => type === 'boolean',
		values: ['true', 'false', '={{ "true" }}'],
		said: /: "(true|false)" is neither true nor false/,
	},
	'a value outside of the choices': {
		isFor: ({ type }) => type === 'options' || type === 'multiOptions',
		values: ['={{ "pigeon" }}'],
		said: /: "pigeon" is not one of the choices/,
	},
	'words in a number': {
		isFor: ({ type }) => type === 'number',
		values: ['={{ "a few" }}'],
		said: /: "a few" is not a (whole )?number/,
	},
	'what was chosen for another operation': {
		// Of two operations, a collection is kept as a whole; n8n drops what the other one doesn't have.
		isFor: ({ type }, isInCollection) => type !== 'resourceLocator' && !isInCollection,
		values: [byId(12345), { __rl: true, mode: 'list', value: '12345', cachedResultName: 'Sales' }],
		said: /: still holds what was chosen from a list for another operation/,
	},
	'an object where an ID belongs': {
		isFor: ({ type }) => type === 'resourceLocator',
		values: [byId('={{ ({ a: 1 }) }}')],
		said: /: an object is not /,
	},
};

const doors: Record<string, (field: { node: 'heymarket' | 'whippy' | 'sendook'; parameters: IDataObject }) => Promise<string>> = {
	async 'as a node'({ node, parameters }) {
		const end = endOf(await run(oneNode(sandbox(), node, parameters, { items: [{ to: '1', words: 'Hello' }] })));
		return `${end?.message} ${end?.description}`;
	},
	async 'through RoutingNode'({ node, parameters }) {
		const [[{ json }]] = await throughEngine2(oneNode(sandbox(), node, parameters, { items: [{ to: '1', words: 'Hello' }] }));
		expect(json).toEqual({ sent: false, code: 'invalid_input', reason: expect.any(String) as string });
		return String(json.reason);
	},
};

describe.each(Object.keys(doors))('%s', (door) => {
	describe.each(Object.entries(wrong))('%s', (_, { isFor, values, said }) => {
		const cases = shownFields.filter(({ property, isInCollection }) => isFor(property, isInCollection)).flatMap((field) =>
			values.map((value): [string, string, (typeof field)['node'], IDataObject, string] => [
				field.name,
				JSON.stringify(value),
				field.node,
				field.filledWith(value),
				field.property.displayName,
			]),
		);

		it.each(cases)('%s: %s', async (_name, _value, node, parameters, label) => {
			const told = await doors[door]({ node, parameters });
			const about = told.slice(told.indexOf(`${label}: `));
			expect(about.startsWith(`${label}: `)).toBe(true);
			expect(about.slice(label.length)).toMatch(new RegExp(`^${said.source}`));
			expect(requested(sandbox())).toEqual([]);
		});
	});
});
