import Ajv from 'ajv';
import { documentOf } from '../../contracts/load.js';
import { conversationNames, events, messageNames } from '../../nodes/Heymarket/trigger/events';
import { contactNames } from '../../nodes/Heymarket/trigger/polling';
import { heymarketTrigger } from '../../nodes/Heymarket/trigger/declaration';
import { withFormats } from '../../contracts/strict.js';

const { schemas } = (documentOf('heymarket') as { components: { schemas: Record<string, { properties: Record<string, { 'x-known-values'?: string[] }> }> } }).components;

test.each([
	['Message', messageNames],
	['Conversation', conversationNames],
])('an event has of a %s what the contract has of it', (name, names) => {
	expect([...names].toSorted()).toEqual(Object.keys(schemas[name]!.properties).toSorted());
});

test('a contact has at least what the contract has of it', () => {
	expect([...contactNames]).toEqual(expect.arrayContaining(Object.keys(schemas.Contact!.properties)));
});

test('every event of the contract can be chosen, and no other', () => {
	const known = schemas.WebhookPost!.properties.type!['x-known-values']!;
	expect(known).toHaveLength(12);
	const wires = events.flatMap(({ value, wires: of = [value] }) => of);
	expect(wires.filter((wire) => wire !== 'message_received').toSorted()).toEqual(known.toSorted());
});

test('each sample has the form of the contract, but for the token', () => {
	const ajv = withFormats(new Ajv({ strict: false }));
	ajv.addSchema({ $id: 'heymarket', ...documentOf('heymarket') });
	const isPost = ajv.compile({ $ref: 'heymarket#/components/schemas/WebhookPost' });
	for (const kind of events) {
		expect([kind.value, isPost({ token: 'x', ...heymarketTrigger.sample(kind) }), isPost.errors]).toEqual([kind.value, true, null]);
	}
});
