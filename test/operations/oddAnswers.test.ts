import { outputOf, run } from '../engine/engine';
import { oneNode, useSandbox, withoutLimits } from '../engine/sandboxed';
import { fill, parametersOf, requiredOnly, subjects } from './filling';

/*
 * A read that gets an answer of another shape gives rows that people can read, or says in words what was wrong: never a fault of
 * the program.
 */

const sandbox = useSandbox();
withoutLimits();
const reads = subjects.filter(({ operation }) => operation.effect === 'read');
const ANSWERS = ['null', '42', '"ok"', '""', '[]', '{}', '[null]', '["ok"]', '[[]]', '{"data":null}', '{"data":{}}', '{"data":[null]}', '<html></html>'];
const PROGRAM = /Cannot (?:read|convert|destructure|set|use)|is not (?:a function|iterable|defined|an object)|undefined|\[object|Invalid (?:time|date|Date)|NaN/;

test('there are reads', () => {
	expect(reads.length).toBeGreaterThan(50);
});

test.each(reads)('$key', async (subject) => {
	const filling = fill(subject, 'only what is required', {}, requiredOnly);
	const wrong: unknown[] = [];
	for (const body of ANSWERS) {
		sandbox().reset();
		for (const provider of ['heymarket', 'whippy', 'sendook'] as const) sandbox().limits.set(provider, 'off');
		sandbox().faults.add({ provider: subject.node, match: {}, when: 'after', fault: { type: 'status', status: 200, body } });
		const execution = await run(oneNode(sandbox(), subject.node, parametersOf(filling)));
		const { error } = execution.data.resultData;
		if (error && (PROGRAM.test(error.message) || !/^[A-Z][\w ]*: |\b(?:Heymarket|Whippy|Sendook)\b/.test(error.message))) wrong.push({ body, message: error.message });
		if (error) continue;
		for (const { json } of outputOf(execution, 'Node')[0]) {
			const isRow = !Object.keys(json).some((key) => /^\d+$/.test(key)) && !PROGRAM.test(JSON.stringify(json));
			if (!isRow) wrong.push({ body, json });
		}
	}
	expect(wrong).toEqual([]);
});
