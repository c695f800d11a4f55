import type { IDataObject, IRun } from 'n8n-workflow';
import { agentScenario, askingModel, type ToolAnswer, type Way } from './agent';
import { rowsOf, run } from './engine';
import {
	cases,
	neverFilledIn,
	reachesNobody,
	reachingNobodyKnown,
	sendingInDisguise,
	sendingOperations,
	staleNames,
	unjudged,
	type Case,
} from './recipients';
import { oneNode, useSandbox } from './sandboxed';
import { failures } from './sends';

/*
 * The Allowed Recipients of a credential apply to every sending operation, every field that names somebody, every person
 * that a field names, and every way of running the node. Each test of a refusal also shows that the same request is sent
 * when the list allows that person too.
 */

const sandbox = useSandbox();

const toolWays = ['in the agent', 'as a node run'] as const satisfies Way[];
const ways = ['as a node', 'in a preview', ...toolWays] as const;

type AnyWay = (typeof ways)[number];

/** The result of a run: the message of its refusal, or its rows. */
interface Outcome {
	refusal?: { message: string; code?: string };
	rows: IDataObject[];
}

function ofNode(execution: IRun): Outcome {
	const failure = failures(execution)[0] as { message: string; code: string } | undefined;
	return failure ? { refusal: failure, rows: [] } : { rows: rowsOf(execution, 'Node') };
}

/** The result of a tool call. A refusal is a row that says that nothing was sent. */
function ofTool([{ rows = [], refusal }]: ToolAnswer[]): Outcome {
	return refusal ? { refusal: { message: String(refusal.reason), code: String(refusal.code) }, rows: [] } : { rows };
}

async function outcomeOf({ node, parameters, item }: Case, way: AnyWay, allowedRecipients: string, changed: IDataObject = {}): Promise<Outcome> {
	const credential = { allowedRecipients };
	const isPreview = way === 'in a preview';
	const all = { ...parameters, ...changed, ...(isPreview && { previewOnly: true }) };
	if (way === 'as a node' || way === 'in a preview') {
		const settings = { onError: 'continueErrorOutput' } as const;
		return ofNode(await run(oneNode(sandbox(), node, all, { items: [item], settings, credential })));
	}
	const tool = { name: 'Tool', parameters: askingModel(all) };
	const { scenario, answers } = agentScenario(sandbox(), way, [tool], [[{ tool: 'Tool', input: item }]], { node, credential });
	await run(scenario);
	return ofTool(answers);
}

/** The requests of the operation itself that have arrived. Look-ups of its recipients don't count. */
function sendsOf({ node, known }: Pick<Case, 'node' | 'known'>) {
	return sandbox().ledger.snapshot(node).requests.filter(({ operationId }) => operationId === known.operationId);
}

/** Everyone whom a case reaches: the people of its field, and those whom the rest of the form names. */
function everyoneIn({ people, item }: Case): string[] {
	return [...people, String(item.to).includes('@') ? String(item.to) : '+1 415 555 2000'];
}

const listed = (people: string[]) => people.join('\n');

function expectRefusal({ refusal, rows }: Outcome, reason: RegExp): void {
	expect(rows).toEqual([]);
	expect(refusal?.message).toMatch(reason);
	expect(refusal?.code).toBe('recipient_not_allowed');
}

/** Expects that a case was accepted once, for all of its people, or that it was previewed and not sent. */
function expectToGo(one: Case, way: AnyWay, { refusal, rows }: Outcome): void {
	expect(refusal).toBeUndefined();
	expect(rows).toHaveLength(1);
	const { accepted } = sandbox().ledger.snapshot();
	if (way === 'in a preview') {
		expect(rows[0].status).toBe('preview');
		expect([accepted, sendsOf(one)]).toEqual([[], []]);
		return;
	}
	expect(accepted).toHaveLength(1);
	expect(sendsOf(one)).toHaveLength(1);
	if (one.field.names === 'list') return;
	// Sendook stores a BCC but mails nothing to it, so only the request has it.
	const reached = JSON.stringify([accepted[0].recipients, sendsOf(one)[0].body]);
	for (const person of one.people) expect(reached).toContain(person);
}

async function expectRefused(one: Case, way: AnyWay, allowed: string, reason: RegExp): Promise<void> {
	expectRefusal(await outcomeOf(one, way, allowed), reason);
	expect(sandbox().ledger.snapshot().accepted).toEqual([]);
	expect(sendsOf(one)).toEqual([]);
}

describe('nothing that names a recipient is forgotten', () => {
	it('in the contracts: for every field that is sent, it is known whether it names somebody', () => {
		expect(sendingOperations.length).toBeGreaterThan(0);
		expect(unjudged()).toEqual([]);
		expect(staleNames()).toEqual([]);
	});

	it('in the operations: each has a field that names somebody', () => {
		expect(reachingNobodyKnown()).toEqual([]);
		expect(Object.keys(reachesNobody).filter((name) => !cases.some((one) => one.name.startsWith(`${name}: `)))).toEqual([]);
	});

	it('in the forms: each such field of a request is filled in by a field of a form', () => {
		expect(neverFilledIn()).toEqual([]);
	});

	it('in the declarations: every operation that makes such a request has the effect send', () => {
		expect(sendingInDisguise).toEqual([]);
	});
});

const isOutside = ({ node, built }: Case) => reachesNobody[`${node} ${built.operation}`] === undefined;
const outside = cases.filter(isOutside);
const onlyLists = outside.filter(({ field }) => field.names === 'list');
const withPeople = outside.filter(({ field }) => field.names !== 'list');
const lookingUp = outside.filter(({ looksUp }) => looksUp);

/** The tests' names, ways and cases. */
function rowsFor(of: Case[], in_: readonly AnyWay[] = ways): Array<[string, AnyWay, Case]> {
	return of.flatMap((one) => in_.map((way): [string, AnyWay, Case] => [one.name, way, one]));
}

const forbidding = rowsFor(withPeople).flatMap(([name, way, one]) =>
	one.people.map((person): [string, string, AnyWay, Case] => [name, person, way, one]),
);

it.each(forbidding)('%s: %s alone is forbidden, %s', async (_name, person, way, one) => {
	one.tell(sandbox(), one.people);
	const everyone = everyoneIn(one);
	const allowed = listed(everyone.filter((each) => each !== person));
	await expectRefused(one, way, allowed, /is not among the Allowed Recipients/);
	expectToGo(one, way, await outcomeOf(one, way, listed(everyone)));
});

it.each(rowsFor(onlyLists))('%s is sent only if everyone is allowed, %s', async (_name, way, one) => {
	await expectRefused(one, way, listed(['1415*', '*@*', ...everyoneIn(one)]), /list can’t be checked against the Allowed Recipients/);
	expectToGo(one, way, await outcomeOf(one, way, ''));
});

it.each(rowsFor(outside))('%s: an asterisk alone allows everyone, %s', async (_name, way, one) => {
	one.tell(sandbox(), one.people);
	expectToGo(one, way, await outcomeOf(one, way, '*'));
});

it.each(rowsFor(lookingUp))('%s: a look-up that names nobody is refused, %s', async (_name, way, one) => {
	one.tell(sandbox(), []);
	await expectRefused(one, way, listed(everyoneIn(one)), /did not tell whom/);
	one.tell(sandbox(), one.people);
	expectToGo(one, way, await outcomeOf(one, way, listed(everyoneIn(one))));
});

it.each(rowsFor(lookingUp))('%s: it is not sent if the look-up is refused, %s', async (_name, way, one) => {
	one.tell(sandbox(), one.people);
	const { faults } = sandbox();
	faults.add({ provider: one.node, match: { method: 'GET' }, times: 'always', fault: { type: 'status', status: 403 } });
	const { refusal, rows } = await outcomeOf(one, way, listed(everyoneIn(one)));
	expect(rows).toEqual([]);
	expect(refusal?.message).toMatch(/Forbidden/);
	expect(sandbox().ledger.snapshot().accepted).toEqual([]);
	faults.clear();
	expectToGo(one, way, await outcomeOf(one, way, listed(everyoneIn(one))));
});

it.each(rowsFor(cases.filter((one) => !isOutside(one))))('%s reaches nobody outside, so it is sent whatever the list, %s', async (_name, way, one) => {
	one.tell(sandbox(), one.people);
	const { refusal, rows } = await outcomeOf(one, way, 'nobody@example.com');
	expect(refusal).toBeUndefined();
	expect(rows).toHaveLength(1);
	const kinds = sandbox().ledger.snapshot().accepted.map(({ kind }) => kind);
	expect(kinds).toEqual(way === 'in a preview' ? [] : ['comment']);
});

it.each(rowsFor(cases, toolWays))('%s: Preview Only sends nothing for an agent either, %s', async (_name, way, one) => {
	one.tell(sandbox(), one.people);
	const { refusal, rows } = await outcomeOf(one, way, '', { previewOnly: true });
	expect(refusal).toBeUndefined();
	expect(rows).toEqual([expect.objectContaining({ status: 'preview' })]);
	expect(sandbox().ledger.snapshot().accepted).toEqual([]);
	expect(sendsOf(one)).toEqual([]);
	// The same call without Preview Only is sent.
	expect((await outcomeOf(one, way, '')).refusal).toBeUndefined();
	expect(sandbox().ledger.snapshot().accepted).toHaveLength(1);
});
