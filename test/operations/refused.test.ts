import type { IDataObject } from 'n8n-workflow';
import { shapeOf } from '../contract/contracts';
import { useSandbox, withoutLimits } from '../engine/sandboxed';
import { doors, refusals, seen } from './doors';
import { declaredExclusions, everything, excludedPairs, fill, inField, inWriting, parametersOf, requiredOnly, subjects, waysToChoose, type Entry, type Filling, type Subject } from './filling';
import { fewFor, hostileIds, wrongFor, type Wrong } from './wrong';

/*
 * What a field can't hold is refused by its label, and nothing leaves: every field of every operation with values of another
 * type and with an expression that gives nothing, every ID in a path with what would lead out of it, and every two fields that
 * can't go together. The good values beside the wrong one are the contract's examples. As a node, many items go in one run,
 * each with one wrong value; through RoutingNode, all fields that can be told at once are wrong at once.
 */

const sandbox = useSandbox();
withoutLimits();

const fillings = subjects.flatMap((subject) => [{}, ...waysToChoose(subject.operation.form)].map((chosen) => fill(subject, Object.values(chosen).join(' '), chosen, everything)));

/** A field reads its value from the item, so that each item can have another. */
const fromItem = (entries: Entry[]) => (entry: Entry) => `={{ $json.f${entries.indexOf(entry)} }}`;

const itemOf = ({ entries }: Filling, changed: Map<Entry, unknown> = new Map()) =>
	Object.fromEntries(entries.map((entry, at) => [`f${at}`, (changed.has(entry) ? changed.get(entry) : inWriting(entry)) as string]));

/** What the values of a field are refused with that can't be an expression as a whole. */
async function asTheyStand(filling: Filling, { path }: Entry, wrong: Wrong[]): Promise<Array<string | undefined>> {
	const told = [];
	for (const { value } of wrong) {
		const parameters = { ...parametersOf(filling), [path]: value as string };
		told.push((await refusals(sandbox(), filling, parameters, [{}]))[0]);
	}
	return told;
}

/** A sentence about the field, at its beginning or behind those about others. */
function isNamed(label: string, told: string | undefined): boolean {
	return told !== undefined && (told.startsWith(`${label}: `) || told.includes(` ${label}: `));
}

/** Whether a refusal is about the field, and goes on as it should. */
function isAbout(label: string, told: string | undefined, said = /^/): boolean {
	return told !== undefined && told.startsWith(`${label}: `) && said.test(told.slice(label.length + 2));
}

/** Each field once: one that stands in several branches is tried in the first that has it. */
function freshOf(entries: Entry[], key: string, known: Set<string>): Entry[] {
	return entries.filter(({ path }) => {
		const isNew = !known.has(`${key} ${path}`);
		known.add(`${key} ${path}`);
		return isNew;
	});
}

/** A field that only tools of AI agents have says nothing in a node. */
const isOfNodes = ({ part }: Entry) => part.field.property.displayOptions?.show?.['@tool'] === undefined;

const known = new Set<string>();
const tried = fillings
	.map((filling) => ({ filling, key: filling.key, name: filling.name || 'by default', fields: freshOf(filling.entries.filter(isOfNodes), filling.key, known) }))
	.filter(({ fields }) => fields.length > 0);

describe('a wrong value in each field', () => {
	test.each(tried)('$key, $name: as a node', async ({ filling, fields }) => {
		const faults: string[] = [];
		for (const entry of fields) {
			const wrong = wrongFor(entry);
			// Only this field reads its value from the item, since an expression takes n8n longer than all else.
			const parameters = parametersOf(filling, (one) => (one === entry ? '={{ $json.value }}' : inField(one)));
			const told = entry.part.field.property.noDataExpression
				? await asTheyStand(filling, entry, wrong)
				: await refusals(sandbox(), filling, parameters, wrong.map(({ value }) => ({ value }) as IDataObject));
			faults.push(...wrong.flatMap(({ is, said }, at) => (isAbout(entry.label, told[at], said) ? [] : [`${entry.path}, ${is}: ${told[at]}`])));
		}
		expect(faults).toEqual([]);
		expect(seen(sandbox())).toEqual([]);
	});

	test.each(tried)('$key, $name: through RoutingNode', async ({ filling, fields }) => {
		const parameters = parametersOf(filling, fromItem(filling.entries));
		const through = async (wrong: Map<Entry, unknown>) =>
			await doors['through RoutingNode'](sandbox(), filling, parameters, itemOf(filling, wrong)).then(() => undefined, (error: Error) => error.message);
		const faults: string[] = [];
		for (const round of [0, 1] as const) {
			const wrong = new Map(fields.map((entry) => [entry, fewFor(entry)[round]]));
			const told = await through(wrong);
			for (const entry of fields.filter(({ label }) => !isNamed(label, told))) {
				const alone = await through(new Map([[entry, wrong.get(entry)]]));
				if (!isAbout(entry.label, alone)) faults.push(`${entry.path}: ${String(alone)}`);
			}
		}
		expect(faults).toEqual([]);
		expect(seen(sandbox())).toEqual([]);
	});

	test.each(tried)('$key, $name: an ID that is an expression as a whole and gives nothing', async ({ filling, fields }) => {
		const faults: string[] = [];
		for (const entry of fields.filter(({ part }) => part.field.property.type === 'resourceLocator')) {
			const [name, option] = entry.path.split('.');
			const all = parametersOf(filling);
			const nothing = '={{ $json.missing }}';
			const parameters = { ...all, [name]: option ? { ...(all[name] as IDataObject), [option]: nothing } : nothing };
			const [told] = await refusals(sandbox(), filling, parameters, [{}]);
			if (!isAbout(entry.label, told, /^(its expression gives nothing for this item|is empty)/)) faults.push(`${entry.path}: ${told}`);
		}
		expect(faults).toEqual([]);
		expect(seen(sandbox())).toEqual([]);
	});

	test.each(tried)('$key, $name: what was chosen from a list for another operation', async ({ filling, fields }) => {
		const chosen = { __rl: true, mode: 'list', value: '12345', cachedResultName: 'Sales' };
		// Of two operations, a collection is kept as a whole; n8n drops what the other one doesn't have.
		const kept = fields.filter(({ path, part }) => !path.includes('.') && part.field.property.type !== 'resourceLocator');
		const faults: string[] = [];
		for (const [door, through] of Object.entries(doors)) {
			const parameters = { ...parametersOf(filling), ...Object.fromEntries(kept.map(({ path }) => [path, chosen])) };
			const told = kept.length === 0 ? '' : await through(sandbox(), filling, parameters).then(() => '', (error: Error) => error.message);
			faults.push(...kept.filter(({ label }) => !told.includes(`${label}: still holds what was chosen from a list`)).map(({ path }) => `${door}, ${path}: ${told}`));
		}
		expect(faults).toEqual([]);
		expect(seen(sandbox())).toEqual([]);
	});
});

const choosing = fillings.flatMap((filling) => Object.keys(filling.chosen).slice(-1).map((chooser) => ({ filling, key: filling.key, chooser })));
const choosers = choosing.filter((one, at) => choosing.findIndex(({ key, chooser }) => key === one.key && chooser === one.chooser) === at);

describe('a chooser that names no branch', () => {
	const wrong: Wrong[] = [{ is: 'another word', value: 'pigeon' }, { is: 'an object', value: { a: 1 } }, { is: 'a number', value: 7 }];

	test.each(choosers)('$key: $chooser', async ({ filling, chooser }) => {
		const label = labelOf(filling, chooser);
		const parameters = { ...parametersOf(filling), [chooser]: '={{ $json.chosen }}' };
		const told = await refusals(sandbox(), filling, parameters, wrong.map(({ value }) => ({ chosen: value as string })));
		for (const { value } of wrong) {
			told.push(await doors['through RoutingNode'](sandbox(), filling, parameters, { chosen: value as string }).then(() => 'accepted', (error: Error) => error.message));
		}
		expect(told.filter((one) => !one?.startsWith(`${label}: `))).toEqual([]);
		expect(seen(sandbox())).toEqual([]);
	});
});

function labelOf({ operation }: Subject, name: string): string {
	return operation.parameters.find((parameter) => parameter.name === name)!.displayName;
}

describe('an ID that would lead out of its place in the path', () => {
	const withIds = tried.filter(({ fields }) => fields.some(isId));

	test('there are such operations', () => expect(withIds.length).toBeGreaterThan(0));

	test.each(withIds)('$key', async ({ filling, fields }) => {
		const parameters = parametersOf(filling, fromItem(filling.entries));
		const ids = fields.filter(isId);
		const cases = ids.flatMap((entry) => hostileIds.map((value) => ({ entry, value })));
		const items = cases.map(({ entry, value }) => itemOf(filling, new Map([[entry, value]])));
		const told = await refusals(sandbox(), filling, parameters, items);
		for (const item of items) {
			told.push(await doors['through RoutingNode'](sandbox(), filling, parameters, item).then(() => undefined, (error: Error) => error.message));
		}
		const faults = [...cases, ...cases].flatMap(({ entry, value }, at) =>
			told[at] === undefined || told[at]?.startsWith(`${entry.label}: `) ? [] : [`${entry.path} ${JSON.stringify(value)}: ${told[at]}`],
		);
		expect(faults).toEqual([]);
		// What is not refused stays within its segment of the path.
		const shape = new RegExp(`^${shapeOf(filling.target.path).replaceAll('.', '\\.').replaceAll('{}', '(?!\\.{0,2}(?:/|$))[^/]+')}$`);
		expect(seen(sandbox()).filter(({ path }) => !shape.test(path))).toEqual([]);
		const wentOut = cases.filter((_, at) => told[at] === undefined).length;
		expect(seen(sandbox()).length).toBeGreaterThanOrEqual(wentOut);
	});
});

function isId({ part }: Entry): boolean {
	return part.kind === 'sent' && part.place === 'ids';
}

describe('an update of nothing', () => {
	const updates = subjects.flatMap((subject) => {
		const part = subject.operation.form.find((one) => one.kind === 'collection' && one.isUpdate);
		return part?.kind === 'collection' ? [{ key: subject.key, subject, label: part.property.displayName }] : [];
	});

	test.each(updates)('$key', async ({ subject, label }) => {
		const filling = fill(subject, 'nothing', {}, (part, within) => requiredOnly(part, within) && !within);
		for (const through of Object.values(doors)) {
			await expect(through(sandbox(), filling, parametersOf(filling))).rejects.toThrow(`${label}: nothing is filled in`);
		}
		expect(seen(sandbox())).toEqual([]);
	});
});

describe('two fields that can’t go together', () => {
	const pairs = subjects.flatMap((subject) => excludedPairs(subject).map(({ filling, labels }) => ({ key: subject.key, name: filling.name, filling, labels })));

	test('every exclusion of the forms is among them', () => {
		const missing = subjects.filter((subject) => excludedPairs(subject).length < new Set(declaredExclusions(subject)).size);
		expect(missing.map(({ key }) => key)).toEqual([]);
		expect(pairs.length).toBeGreaterThan(0);
	});

	test.each(pairs)('$key: $name', async ({ filling, labels: [label, other] }) => {
		for (const through of Object.values(doors)) {
			await expect(through(sandbox(), filling, parametersOf(filling))).rejects.toThrow(`${label}: can’t go with ${other}`);
		}
		expect(seen(sandbox())).toEqual([]);
	});
});
