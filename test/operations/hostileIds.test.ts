import fc from 'fast-check';
import type { Content } from '../../nodes/shared/content';
import { readForm } from '../../nodes/shared/form/read';
import { RecordsBeside } from '../../nodes/shared/delivery/recordsBeside';
import { pathOf, placeholdersOf } from '../../nodes/shared/security/path';
import { attempt } from '../../nodes/shared/values/invalid';
import { fillingsOf, subjects, type Entry, type Filling } from './filling';
import { hostileIds } from './wrong';

/*
 * Whatever stands in a field that names a record, no request of any operation is aimed elsewhere: the value is refused, or it is
 * one segment of the path, exactly as it was written. refused.test.ts has the same through both doors, for a few values.
 */

/** A path that a value got into, with the values of its placeholders. */
interface Aim {
	template: string;
	ids: Record<string, unknown>;
}

/** Every path that an operation asks for, as far as its form alone makes it. */
function aimsOf({ operation }: Filling, content: Content): Aim[] {
	const { lookUp } = operation.reaches(content);
	const first = operation.readFirst;
	// A read before that an item has no use for has no IDs.
	const before = Object.values(operation.readBefore?.reads ?? {}).flatMap(({ path, ids }) => {
		const own = ids ? ids(content) : {};
		return own ? [{ template: path, ids: own }] : [];
	});
	return [
		{ template: content.request.path, ids: content.ids },
		...(first ? [{ template: first.path ?? content.request.path, ids: first.ids?.(content) ?? content.ids }] : []),
		...(lookUp ? [{ template: lookUp.path, ids: lookUp.ids }] : []),
		...before,
	];
}

/** What a form makes of its fields, one of which holds another value. */
function read({ operation, chosen, entries, target }: Filling, other?: { entry: Entry; value: unknown }) {
	const values = new Map<string, unknown>([...Object.entries(chosen), ...entries.map(({ path, value }) => [path, value] as const)]);
	if (other) values.set(other.entry.path, other.value);
	const parameter = (name: string): unknown => {
		if (values.has(name)) return values.get(name);
		const inside = [...values].filter(([path]) => path.startsWith(`${name}.`));
		if (inside.length > 0) return Object.fromEntries(inside.map(([path, value]) => [path.slice(name.length + 1), value]));
		return operation.parameters.find((one) => one.name === name && ['options', 'boolean'].includes(one.type))?.default;
	};
	return readForm(operation.form, target, { timezone: 'America/New_York', parameter, raw: parameter, input: () => ({}) }, { defaultCountry: 'US' });
}

/** Whether a field names a record. */
const isAimed = ({ part }: Entry) => (part.kind === 'sent' && part.place === 'ids') || part.field.property.type === 'resourceLocator';

const cases = subjects.flatMap((subject) =>
	fillingsOf(subject)
		.filter(({ name }) => name.endsWith('only what is required'))
		.flatMap((filling) => filling.entries.filter(isAimed).map((entry) => ({ key: filling.key, name: filling.name, label: entry.label, filling, entry })))
		.filter(({ filling }) => aimsOf(filling, read(filling).content).some(({ template }) => template.includes('{'))),
);

/** A good ID with something in it that leads elsewhere, such a thing alone, or anything. */
function values(good: unknown): fc.Arbitrary<unknown> {
	const hostile = fc.oneof(fc.constantFrom(...hostileIds), fc.constantFrom('/', '?', '#', '%2f', '%00', '\\', '..;', '{id}', '$&', '@', ':', '\u202e', '\u2028'));
	const spoilt = fc.tuple(hostile, fc.boolean()).map(([words, isBefore]) => (isBefore ? `${words}${String(good)}` : `${String(good)}${words}`));
	return fc.oneof(hostile, spoilt, fc.string({ unit: 'binary', maxLength: 12 }), fc.double(), fc.anything({ maxDepth: 1 }));
}

/** Why a path is not what its template and the value say; undefined where it is. `good` are the values of other fields. */
function astray(path: string, template: string, given: unknown, good: Set<string>): string | undefined {
	const url = new URL(path, 'https://api.example.com');
	const [segments, wanted] = [path.split('/'), template.split('/')];
	if (url.host !== 'api.example.com' || url.pathname !== path || url.search + url.hash !== '' || segments.length !== wanted.length) return `leads to ${url.href}`;
	const odd = wanted.findIndex((word, at) => {
		if (placeholdersOf(word).length === 0) return segments[at] !== word;
		const made = decodeURIComponent(segments[at]);
		return !good.has(made) && made.toLowerCase() !== String(given).trim().toLowerCase();
	});
	return odd === -1 ? undefined : `${segments[odd]} in place of ${wanted[odd]}`;
}

test.each([
	['/v1/contact/../team', 'leads to https://api.example.com/v1/team'],
	['//evil.example/v1', 'leads to https://evil.example/v1'],
	['/v1/contact/7?x=1', 'leads to https://api.example.com/v1/contact/7?x=1'],
	['/v1/contact/7/delete', 'leads to https://api.example.com/v1/contact/7/delete'],
	['/v1/list/7', 'list in place of contact'],
	['/v1/contact/8', '8 in place of {id}'],
])('%s is told', (path, told) => {
	expect(astray(path, '/v1/contact/{id}', '7', new Set())).toBe(told);
	expect(astray('/v1/contact/7', '/v1/contact/{id}', '7', new Set())).toBeUndefined();
});

test('there are such operations', () => expect(new Set(cases.map(({ key }) => key)).size).toBeGreaterThan(10));

test.each(cases)('$key, $name: $label', ({ filling, entry }) => {
	const untouched = read(filling);
	expect(untouched.faults).toEqual([]);
	const good = new Set(aimsOf(filling, untouched.content).flatMap(({ ids }) => Object.values(ids).map(String)));
	for (const { template, ids } of aimsOf(filling, untouched.content)) expect(pathOf(template, ids)).not.toContain('{');
	fc.assert(
		fc.property(values(entry.value), (value) => {
			const { content, faults } = read(filling, { entry, value });
			if (faults.length > 0) return;
			for (const { template, ids } of aimsOf(filling, content)) {
				const path = attempt(() => pathOf(template, ids)).good;
				if (path !== undefined) expect(astray(path, template, value, good)).toBeUndefined();
			}
		}),
		{ numRuns: 200, seed: 1 },
	);
});

/** Operations that read a record beside each row: its ID stands in the provider's answer. */
const withBeside = subjects.flatMap(({ key, operation }) => (operation.beside ? [{ key, beside: operation.beside }] : []));

test('there are operations that read before, and such that read beside', () => {
	expect(new Set(cases.filter(({ filling }) => filling.operation.readBefore).map(({ key }) => key)).size).toBeGreaterThan(2);
	expect(withBeside.length).toBeGreaterThan(2);
});

test.each(withBeside)('$key: an ID in a row', async ({ beside }) => {
	/** The paths that are asked for because of a row. */
	async function asked(value: unknown): Promise<string[]> {
		const paths: string[] = [];
		const settings = beside.wanted === undefined ? {} : { [beside.wanted]: true };
		const content: Content = { request: { method: 'GET', path: '/' }, ids: {}, query: {}, body: {}, settings };
		await new RecordsBeside(beside).into([{ [beside.by]: value as string }], content, async ({ request, ids }) => {
			paths.push(pathOf(request.path, ids));
			return { good: {} };
		});
		return paths;
	}
	expect(await asked('7')).toEqual([pathOf(beside.path, { id: '7' })]);
	await fc.assert(
		fc.asyncProperty(values('7'), async (value) => {
			for (const path of await asked(value)) expect(astray(path, beside.path, value, new Set())).toBeUndefined();
		}),
		{ numRuns: 200, seed: 1 },
	);
});
