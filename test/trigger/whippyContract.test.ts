import Ajv from 'ajv';
import { documentOf } from '../../contracts/load.js';
import { whippyTrigger } from '../../nodes/Whippy/trigger/declaration';
import { kinds } from '../../nodes/Whippy/trigger/kinds';
import { contactNames, conversationNames, messageNames, namesOf } from '../../nodes/Whippy/trigger/names';
import { withFormats } from '../../contracts/strict.js';

const { schemas } = (documentOf('whippy') as { components: { schemas: Record<string, { description?: string; properties: Record<string, object> }> } }).components;

test.each<[string, readonly string[]]>([
	['Message', messageNames],
	['Conversation', [...conversationNames, 'messages']],
	['Contact', contactNames],
])('an event has of a %s what the contract has of it', (name, names) => {
	expect([...names].toSorted()).toEqual(Object.keys(schemas[name]!.properties).toSorted());
});

test.each([
	['Campaign', 'campaign'],
	['Sequence', 'sequence'],
	['SequenceStep', 'step'],
	['StepContact', 'step_contact'],
	['SequenceRun', 'sequence_run'],
])('of a %s it has at least that', (name, about) => {
	expect(namesOf.get(about)).toEqual(expect.arrayContaining(Object.keys(schemas[name]!.properties)));
});

test('every event can be chosen, message.created in three kinds', () => {
	expect(new Set(kinds.flatMap(({ wires = [] }) => wires)).size).toBe(23);
	expect(kinds.filter(({ wires = [] }) => wires.includes('message.created')).map(({ direction }) => direction)).toEqual(['inbound', 'outbound', 'internal']);
});

test('each sample has the form of the contract', () => {
	const ajv = withFormats(new Ajv({ strict: false }));
	ajv.addSchema({ $id: 'whippy', ...documentOf('whippy') });
	const isPost = ajv.compile({ $ref: 'whippy#/components/schemas/WebhookPost' });
	for (const kind of kinds) expect([kind.value, isPost(whippyTrigger.sample(kind)), isPost.errors]).toEqual([kind.value, true, null]);
});
