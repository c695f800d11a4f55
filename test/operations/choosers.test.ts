import type { IDataObject } from 'n8n-workflow';
import type { ChoicePart } from '../../nodes/shared/form/parts';
import { nameOf } from '../../nodes/shared/form/properties';
import { freshly, useSandbox, withoutLimits } from '../engine/sandboxed';
import { doors, refusals, seen } from './doors';
import { fieldsIn, fill, inWriting, parametersOf, requiredOnly, shownParts, subjects, waysToChoose, type Entry, type Filling, type Subject } from './filling';
import { faultsIn } from './judging';

/*
 * A field that chooses which others are shown may be an expression. n8n shows the fields of all its branches then and can
 * insist on none: only those of the branch that an item chooses are read, and whatever is in the others does no harm.
 */

const sandbox = useSandbox();
withoutLimits();

type Choices = Record<string, string | boolean>;

/** A chooser, with the branches that must be chosen for it to be shown. */
interface Chooser {
	subject: Subject;
	key: string;
	name: string;
	outer: Choices;
	part: ChoicePart;
}

/** The choosers of an operation but Return All, which is a switch with a limit. */
function choosersOf(subject: Subject): Chooser[] {
	const found = [{}, ...waysToChoose(subject.operation.form)].flatMap((outer: Choices) =>
		shownParts(subject.operation.form, outer).flatMap((part): Chooser[] => {
			if (part.kind !== 'choice' || part.branches.some(({ value }) => typeof value === 'boolean') || nameOf(part) in outer) return [];
			return [{ subject, key: subject.key, name: nameOf(part), outer, part }];
		}),
	);
	return found.filter((one, at) => found.findIndex(({ name }) => name === one.name) === at);
}

const choosers = subjects.flatMap(choosersOf);

/** Each branch, with all of its own fields filled in and what is required beside it. */
function branchesOf({ subject, name, outer, part }: Chooser): Filling[] {
	return part.branches.map(({ value, parts }) => {
		const own = fieldsIn(parts).map((field) => field.part);
		return fill(subject, String(value), { ...outer, [name]: value }, (one, within) => requiredOnly(one, within) || own.includes(one));
	});
}

/** What stands in the fields of the other branches. */
const states: Record<string, (entry: Entry) => unknown> = {
	'nothing in the others': () => '',
	'the others filled in too': inWriting,
	'what nobody could send in the others': () => '[object Object]',
	'expressions in the others that give nothing': () => undefined,
};

/** The fields of all branches, each once. */
function allEntries(branches: Filling[]): Entry[] {
	const byPath = new Map(branches.flatMap(({ entries }) => entries.map((entry) => [entry.path, entry] as const)));
	return [...byPath.values()];
}

/** What an item gives the fields, where it chooses this branch. */
function itemFor(branch: Filling, all: Entry[], state: (entry: Entry) => unknown): IDataObject {
	return Object.fromEntries(
		all.map((entry, at) => {
			const own = branch.entries.find(({ path }) => path === entry.path);
			return [`f${at}`, (own ? inWriting(own) : state(entry)) as string];
		}),
	);
}

test.each(choosers)('$key: $name by an expression, as a node', async (chooser) => {
	const branches = branchesOf(chooser);
	const all = allEntries(branches);
	const isOwn = (entry: Entry, branch: Filling) => branch.entries.some(({ path }) => path === entry.path);
	// An expression of another branch that n8n can't evaluate does no harm either.
	const failing = branches.map((branch) => ({ branch, item: { ...itemFor(branch, all, () => ''), failing: all.map((entry) => !isOwn(entry, branch)) } }));
	const others = Object.values(states).flatMap((state) => branches.map((branch) => ({ branch, item: itemFor(branch, all, state) })));
	const cases = [...others, ...failing];
	const written = (entry: Entry) => {
		const at = all.findIndex(({ path }) => path === entry.path);
		return `={{ $json.failing?.[${at}] ? $('Nobody').item.json.value : $json.f${at} }}`;
	};
	const parameters = { ...parametersOf({ ...branches[0], entries: all }, written), [chooser.name]: '={{ $json.chosen }}' };
	const items = cases.map(({ branch, item }) => ({ ...item, chosen: branch.chosen[chooser.name] }) as IDataObject);
	const told = await refusals(sandbox(), branches[0], parameters, items);
	// What is created or deleted twice is refused by the provider the second time, after its request was made.
	const isRepeat = (one: string | undefined) => chooser.subject.operation.effect === 'write' && /^\w+ refused this change: /.test(one ?? '');
	expect(told.filter((one) => one !== undefined && !isRepeat(one))).toEqual([]);
	const left = seen(sandbox());
	const faults = cases.flatMap(({ branch }) => {
		const at = left.findIndex((request) => faultsIn(branch, [request]).length === 0);
		if (at < 0) return [`${branch.name}: ${faultsIn(branch, left.slice(0, 1)).join('; ')}`];
		// Where the provider drops repeats, items that send the same make one request.
		if (chooser.subject.operation.localId === undefined) left.splice(at, 1);
		return [];
	});
	expect(faults).toEqual([]);
	expect(sandbox().ledger.snapshot().violations).toEqual([]);
});

test.each(choosers)('$key: $name by an expression, through RoutingNode', async (chooser) => {
	const branches = branchesOf(chooser);
	const all = allEntries(branches);
	for (const state of Object.values(states)) {
		for (const branch of branches) {
			freshly(sandbox());
			const parameters = { ...parametersOf({ ...branch, entries: all }, (entry) => `={{ $json.f${all.findIndex(({ path }) => path === entry.path)} }}`), [chooser.name]: `={{ "${branch.name}" }}` };
			await doors['through RoutingNode'](sandbox(), branch, parameters, itemFor(branch, all, state));
			expect(faultsIn(branch, seen(sandbox()))).toEqual([]);
		}
	}
	expect(sandbox().ledger.snapshot().violations).toEqual([]);
});

test('there are choosers in every node', () => {
	expect(new Set(choosers.map(({ subject: { node } }) => node)).size).toBe(new Set(subjects.map(({ node }) => node)).size);
});
