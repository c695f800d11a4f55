import { performance } from 'node:perf_hooks';
import type { INodePropertyOptions } from 'n8n-workflow';
import { everyPart } from '../../nodes/shared/form/properties';
import { watchHeaders } from '../engine/doors/observed';
import { freshly, useSandbox, withoutLimits } from '../engine/sandboxed';
import { bodiesByHand, crossedNames, madeOfOthers, notOffered } from './byHand';
import { doors, seen } from './doors';
import { CannotFillIn, fieldsIn, fillingsOf, insteadOf, parametersOf, shownParts, subjects, waysToChoose, type Filling, type Subject } from './filling';
import { comparable, faultsIn } from './judging';

/*
 * Every operation of every node, with values from its contract: only what is required, everything, and both again for each
 * branch of each chooser. The request has the examples again under the names of the API, the sandbox finds nothing wrong with
 * it, and both of n8n's ways to an operation make the same one. Nothing here names an operation: a new one is found.
 */

const sandbox = useSandbox();
withoutLimits();

/** The fillings of an operation, or why there are none. */
function triedOf(subject: Subject): { fillings: Filling[]; why?: string } {
	try {
		return { fillings: [...fillingsOf(subject), ...insteadOf(subject).map(({ filling }) => filling)] };
	} catch (error) {
		if (error instanceof CannotFillIn) return { fillings: [], why: error.message };
		throw error;
	}
}

const tried = subjects.map((subject) => ({ subject, ...triedOf(subject) }));
const cases = tried.flatMap(({ fillings }) => fillings);

test('every operation can be filled in with the examples of its contract', () => {
	expect(tried.flatMap(({ why }) => why ?? [])).toEqual([]);
});

const spent: number[] = [];

test.each(cases)('$key: $name', async (filling) => {
	const begun = performance.now();
	const faults: string[] = [];
	const made = [];
	for (const [name, through] of Object.entries(doors)) {
		forgetSent(filling);
		const headers = watchHeaders();
		const rows = await through(sandbox(), filling, parametersOf(filling)).finally(headers.stop);
		const requests = seen(sandbox());
		const { violations } = sandbox().ledger.snapshot();
		const own = [...faultsIn(filling, requests), ...violations.map(({ kind, detail }) => `${kind}: ${detail}`)];
		const mayFindNothing = filling.operation.effect === 'read' && !filling.name.endsWith('only what is required');
		if (rows.length === 0 && !mayFindNothing) own.push('no row came out');
		faults.push(...own.map((fault) => `${name}: ${fault}`));
		made.push({ requests: comparable(filling, requests), headers: headers.seen() });
	}
	spent.push(performance.now() - begun);
	expect(faults).toEqual([]);
	expect(made[1]).toEqual(made[0]);
});

/** Makes the sandbox as it was before the first door. A read leaves nothing behind but its request. */
function forgetSent({ operation: { effect } }: Filling): void {
	if (effect === 'read') return sandbox().ledger.reset();
	freshly(sandbox());
}

/** `messages[after]` and `inbox_id` as `after` and `inbox`. */
const plainName = (wire: string) => (/\[(\w+)\]$/.exec(wire)?.[1] ?? wire).replace(/_?id$/i, '').replace(/[_[\]]+/g, '').toLowerCase();

test('no value is sent under the name of another field, such as a copy as a blind copy', () => {
	const crossed = subjects.flatMap(({ key, operation: { form } }) => {
		const fields = fieldsIn(everyPart(form)).flatMap(({ part }) => (part.kind === 'sent' ? [part] : []));
		return fields.flatMap(({ wire, field: { property: { name } } }) => {
			const own = fields.find((other) => other.field.property.name.toLowerCase() === plainName(wire));
			return own && own.field.property.name !== name ? [`${key} ${name}`] : [];
		});
	});
	expect([...new Set(crossed)]).toEqual(Object.keys(crossedNames));
});

test('a form offers every name that its request takes, or says why not', () => {
	const left = tried.flatMap(({ subject: { key, operation }, fillings: [first] }) => {
		// A list finds its next page by names of its own, some requests are made of what is read before, and some bodies by hand.
		if (!first || first.target.page || operation.readFirst || operation.readBefore || bodiesByHand[key]) return [];
		const sent = fieldsIn(everyPart(operation.form)).flatMap(({ part }) => (part.kind === 'sent' ? [`${part.place} ${part.wire}`] : []));
		const made = [...Object.keys(operation.constants ?? {}), ...(madeOfOthers[key] ?? [])];
		return (['query', 'body'] as const).flatMap((place) =>
			first.known.names(place).filter((name) => !sent.some((one) => one === `${place} ${name}` || one.startsWith(`${place} ${name}.`)) && !made.includes(name)).map((name) => `${key}: ${name}`),
		);
	});
	expect(left.toSorted()).toEqual(Object.entries(notOffered).flatMap(([key, names]) => names.map((name) => `${key}: ${name}`)).toSorted());
});

test('a field offers the values that its contract has, and no others', () => {
	const faults = new Set(cases.flatMap(({ key, entries }) => entries.flatMap(({ label, part, known }) => {
		const { type, options } = part.field.property;
		const values = known?.schema.enum ?? known?.schema.items?.enum;
		if ((type !== 'options' && type !== 'multiOptions') || !values) return [];
		const offered = (options as INodePropertyOptions[]).map(({ value }) => value);
		return offered.toSorted().join() === values.toSorted().join() ? [] : [`${key}, ${label}: ${offered.join()} and not ${values.join()}`];
	})));
	expect([...faults]).toEqual([]);
});

test('every field and every branch of every operation is among them', () => {
	const missing = tried.flatMap(({ subject: { key, operation }, fillings }) => {
		const filled = new Set(fillings.flatMap(({ entries }) => entries.map(({ path }) => path)));
		const ways = [{}, ...waysToChoose(operation.form)];
		const fields = new Set(ways.flatMap((chosen) => fieldsIn(shownParts(operation.form, chosen)).map(({ path }) => path)));
		const branches = new Set(fillings.map(({ chosen }) => JSON.stringify(chosen)));
		return [
			...[...fields].filter((path) => path !== 'previewOnly' && !filled.has(path)).map((path) => `${key} is never run with ${path}`),
			...ways.filter((chosen) => !branches.has(JSON.stringify(chosen))).map((chosen) => `${key} is never run with ${JSON.stringify(chosen)}`),
		];
	});
	const fields = new Set(cases.flatMap(({ key, entries }) => entries.map(({ path }) => `${key} ${path}`)));
	const branches = new Set(cases.map(({ key, chosen }) => `${key} ${JSON.stringify(chosen)}`));
	const mean = spent.reduce((one, other) => one + other, 0) / Math.max(1, spent.length);
	console.info(`${subjects.length} operations, ${fields.size} fields, ${branches.size} branches in ${cases.length} cases, ${Math.round(mean)} ms each through both doors.`);
	expect(missing).toEqual([]);
	expect(subjects.length).toBeGreaterThan(0);
});
