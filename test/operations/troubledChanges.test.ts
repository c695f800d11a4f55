import type { IDataObject } from 'n8n-workflow';
import type { FaultRequest } from '../../sandbox/faults.ts';
import { outputOf, run } from '../engine/engine';
import { oneNode, useSandbox, withoutLimits } from '../engine/sandboxed';
import { fill, parametersOf, requiredOnly, subjects } from './filling';

/*
 * Every change, in each of the ways in which its request can go wrong. A change that may be made twice is tried again, any
 * other is reported as unknown. Sends have a matrix of their own.
 */

const sandbox = useSandbox();
withoutLimits();

type Trouble = Pick<FaultRequest, 'when' | 'times' | 'fault'>;

const troubles: Record<string, { trouble: Trouble; isUnknown?: true; code?: string }> = {
	'a reset before it is made': { trouble: { when: 'before', times: 1, fault: { type: 'reset' } }, isUnknown: true },
	'a reset after it is made': { trouble: { when: 'after', times: 1, fault: { type: 'reset' } }, isUnknown: true },
	'a 500': { trouble: { when: 'before', times: 1, fault: { type: 'status', status: 500 } }, isUnknown: true },
	'a web page': { trouble: { when: 'after', times: 1, fault: { type: 'html', status: 200 } }, isUnknown: true },
	'a 401': { trouble: { when: 'before', times: 1, fault: { type: 'unauthorized' } } },
	'a 429': { trouble: { when: 'before', times: 1, fault: { type: 'throttle', milliseconds: 100 } } },
	'a refusal': { trouble: { when: 'before', times: 'always', fault: { type: 'status', status: 400 } }, code: 'refused' },
};

const changes = subjects.filter(({ operation }) => operation.effect === 'write');
const cases = changes.flatMap((subject) => Object.entries(troubles).map(([name, trouble]) => ({ key: subject.key, name, subject, ...trouble })));

test('there are changes', () => {
	expect(changes.length).toBeGreaterThan(0);
});

test.each(cases)('$key after $name', async ({ subject, trouble, isUnknown, code }) => {
	const filling = fill(subject, 'only what is required', {}, requiredOnly);
	const { operationId } = filling.known;
	sandbox().faults.add({ provider: subject.node, match: { path: operationId }, ...trouble });
	const execution = await run(oneNode(sandbox(), subject.node, parametersOf(filling), { settings: { onError: 'continueRegularOutput' } }));
	const [{ json }] = outputOf(execution, 'Node')[0];
	const { requests, violations } = sandbox().ledger.snapshot();
	const made = requests.filter((request) => request.operationId === operationId);
	const mayBeRepeated = ['PUT', 'DELETE'].includes(filling.target.method);
	expect(violations).toEqual([]);
	const expected = code ?? (isUnknown && !mayBeRepeated ? 'outcome_unknown' : undefined);
	expect((json.error as IDataObject | undefined)?.code).toBe(expected);
	expect(made).toHaveLength(expected ? 1 : 2);
	// What it is made of is read again before each try.
	const { readFirst } = subject.operation;
	const isRead = ({ method, path }: { method: string; path: string }) => (readFirst?.asks ? path === readFirst.path : method === 'GET');
	if (readFirst) expect(requests.filter(isRead)).toHaveLength(made.length);
});
