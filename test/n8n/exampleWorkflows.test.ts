import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import { type CredentialsByType, readWorkflow } from '../../demo/src/workflows.ts';
import { builtCredentials, builtNodes, packageName, root } from '../description/built';
import { faultsOf } from './savedNode';

const folder = path.join(root, 'examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');

/** The descriptions of the package's nodes. n8n makes a tool of each that acts. */
const types = new Map(
	builtNodes().flatMap(({ type: { description } }) =>
		[description.name, ...(description.usableAsTool ? [`${description.name}Tool`] : [])].map((name) => [`${packageName}.${name}`, description]),
	),
);
const credentials: CredentialsByType = Object.fromEntries(
	builtCredentials().map(({ type: { name } }) => [name, { id: `id of ${name}`, name: `a ${name}` }]),
);

const examples = files.map((file) => {
	const source = readFileSync(path.join(folder, file), 'utf8');
	return { file, source, workflow: readWorkflow(path.join(folder, file), credentials) };
});
const ours = examples.flatMap(({ file, workflow: { nodes } }) =>
	nodes.filter(({ type }) => type.startsWith(`${packageName}.`)).map((node) => ({ file, name: node.name, node })),
);

const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
const NOTE = 'What to Change';

/** The part of the canvas that a node takes with its name below, or a note. */
function placeOf({ position: [x, y], parameters: { width, height }, ...node }: INode) {
	return isNote(node as INode) ? { left: x, top: y, right: x + Number(width), bottom: y + Number(height) } : { left: x - 20, top: y, right: x + 120, bottom: y + 140 };
}

type Place = ReturnType<typeof placeOf>;
const touch = (one: Place, other: Place) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

test('there are at least eight examples beside those about failures, with nodes of this package', () => {
	expect(files.length).toBeGreaterThanOrEqual(12);
	expect(new Set(ours.map(({ file }) => file)).size).toBe(files.length);
});

describe.each(examples)('$file', ({ file, source, workflow: { name, nodes, connections } }) => {
	test('has nothing of an account or of an instance', () => {
		expect(Object.keys(JSON.parse(source) as object).sort()).toEqual(['connections', 'name', 'nodes', 'settings']);
		expect(source).not.toMatch(/"credentials"|instanceId/);
	});

	test('has no number and no address of a person', () => {
		// What is left without the sandbox's IDs.
		const said = source.replace(/\b[\da-f]{24}\b|\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '');
		const numbers = said.match(/\+?\d[\d ()-]{8,}\d/g) ?? [];
		// From the range for fiction; or a date.
		expect(numbers.filter((number) => !/555 ?-?01\d\d$|^\d{4}-\d\d-\d\d$/.test(number))).toEqual([]);
		const addresses = source.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
		expect(addresses.filter((address) => !/@example\.com$|\.example$/.test(address) && !address.startsWith('n8n'))).toEqual([]);
	});

	test('has a note that says what to change, in nodes that are there', () => {
		const note = nodes.find((node) => isNote(node) && node.name === NOTE);
		const content = String(note?.parameters.content);
		expect(content).toMatch(/^## What to change\n/);
		const subjects = (content.match(/^- .*?:/gm) ?? []).flatMap((line) => Array.from(line.matchAll(/\*\*(.+?)\*\*/g), ([, subject]) => subject!));
		expect(subjects.filter((subject) => subject !== 'Settings' && !nodes.some((node) => node.name === subject))).toEqual([]);
	});

	test('tells nobody to reply what unsubscribes them or has a meaning of its own', () => {
		const texts = ours.filter((one) => one.file === file).map(({ node }) => String(node.parameters.text ?? ''));
		expect(texts.filter((text) => /\b(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|START|YES|UNSTOP)\b/.test(text))).toEqual([]);
	});

	test('is laid out so that nothing lies over anything else', () => {
		const places = nodes.map((node) => ({ node, place: placeOf(node) }));
		// A note may be a frame around whole nodes.
		const frames = ({ left, top, right, bottom }: Place, inner: Place) => left <= inner.left && top <= inner.top && right >= inner.right && bottom >= inner.bottom;
		const collisions = places.flatMap(({ node, place }, at) =>
			places.slice(at + 1).filter((other) => touch(place, other.place) && !(isNote(other.node) && frames(other.place, place)) && !(isNote(node) && frames(place, other.place))).map((other) => `${node.name} and ${other.node.name}`),
		);
		expect(collisions).toEqual([]);
	});

	test('has no node that is connected to nothing, and no connection to nowhere', () => {
		const ends = Object.entries(connections).flatMap(([from, kinds]) => [from, ...Object.values(kinds).flat(2).map((to) => to!.node)]);
		const names = nodes.filter((node) => !isNote(node)).map((node) => node.name);
		expect([...new Set(ends)].sort()).toEqual([...names].sort());
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	});

	test('stands in the table, with a picture', () => {
		const picture = `${path.basename(file, '.json')}.png`;
		expect(readme).toContain(`](${file})`);
		expect(readme).toContain(`(${picture})`);
		expect(readme).toContain(name);
		expect(readFileSync(path.join(folder, picture)).subarray(1, 4).toString()).toBe('PNG');
	});
});

test('no two nodes of all examples have the same ID', () => {
	const ids = examples.flatMap(({ workflow: { nodes } }) => nodes.map(({ id }) => id));
	expect(new Set(ids).size).toBe(ids.length);
});

describe.each(ours)('$file, "$name"', ({ node }) => {
	test('is as its description says', () => {
		expect([...types.keys()]).toContain(node.type);
		expect(faultsOf(node, types.get(node.type)!)).toEqual([]);
	});

	test('uses the stored credential of the node’s type', () => {
		const [wanted] = types.get(node.type)!.credentials!;
		expect(node.credentials).toEqual({ [wanted!.name]: credentials[wanted!.name] });
	});
});

test('what is wrong with a node is found', () => {
	const description = types.get(`${packageName}.heymarket`)!;
	const node = { id: '1', name: 'Text', type: `${packageName}.heymarket`, typeVersion: 2, position: [0, 0] as [number, number] };
	const parameters = { resource: 'message', operation: 'send', words: 'Hello', content: 'poem', delivery: { soon: true } };
	expect(faultsOf({ ...node, parameters }, description)).toEqual([
		'there is no version 2',
		"n8n doesn't show words",
		"content can't be poem",
		'delivery has no soon',
		...['Inbox', 'Send As'].map((field) => `Parameter "${field}" is required.`),
	]);
});

test('a node that needs a credential of another type is refused, and the error names it', () => {
	expect(() => readWorkflow(path.join(folder, files[0]!), {})).toThrow(/".+" wants a credential of type \w+/);
});
