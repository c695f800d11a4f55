import type { Field, ValueContext } from '../../nodes/shared/form/field';
import { everyPart } from '../../nodes/shared/form/properties';
import { attempt } from '../../nodes/shared/values/invalid';
import { declaredOperations } from '../contract/declared';

const context: ValueContext = { timezone: 'Europe/Berlin', country: 'US', countryHelp: '', setting: () => undefined, input: () => ({}) };

/** All fields that a person can fill in, by where they stand. Each stands in many operations, so it is tried once. */
function shippedFields(): Array<[place: string, field: Field]> {
	const fields = new Map<Field, string>();
	for (const node of ['heymarket', 'whippy', 'sendook'] as const) {
		for (const { fullName, form } of declaredOperations(node)) {
			for (const part of everyPart(form)) {
				const parts = part.kind === 'collection' ? part.parts : [part];
				for (const one of parts) if ('field' in one) fields.set(one.field, `${node} ${fullName}.${one.field.property.name}`);
			}
		}
	}
	return [...fields].map(([field, place]) => [place, field]);
}

const uuid = '8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e';

/** What people fill in, of every kind that a field may want. */
const samples = [
	'Hello ', 'one, other', '(415) 555-0134', '+14155550134, +14155550199', 'Anna <anna@example.com>', 'anna@example.com', 'a@example.com; b@example.com',
	'https://example.com', '42', 0.5, uuid.toUpperCase(), `${uuid}, +14155550134`, [{ phone: '(415) 555-0134' }, { id: uuid }], [{ phone: '(415) 555-0134', first: 'Ana' }], '6B00b5af8483d6948a805bd2',
	'#4b7bec', 'Agents.Example.com', [{ key: 'order_number', label: 'Order Number', type: 'number', default: '1', required: true }],
	[{ event: 'order.shipped', associated_resources: uuid, payload: { carrier: 'Swift Post' }, timestamp: '2026-01-31T14:30' }],
	'[{"phone": "(415) 555-0134", "email": "Ana <ana@example.com>", "birth_date": "1990-01-31", "address": {"city": " Berlin "}, "properties": {"visits": 2}}]',
	[{ contact_channels: [{ channel_type: 'Email', channel_id: 'Ana <ana@example.com>' }, { channel_type: 'phone', channel_id: '(415) 555-0134' }], first: 'Ana', tags: '7, 8' }],
	'2096-01-31T14:30', '2026-01-31', true, false, 'us', { mimeType: 'image/png' },
];

// What it makes of a text is a regular expression, which would stand for another text.
const fields = shippedFields().filter(([place]) => place !== 'sendook message.getMany.search');

test('there are fields', () => {
	expect(fields.length).toBeGreaterThan(50);
});

test.each(fields)('%s takes what people fill in and what it has made, and makes the same of it', (_, field) => {
	const chosen = (field.property.options ?? []).flatMap((option) => ('value' in option ? [option.value] : []));
	let taken = 0;
	for (const value of [field.property.default, ...chosen, ...samples]) {
		const { good: made, fault } = attempt(() => field.convert(value, context));
		if (fault) continue;
		expect(field.convert(made, context)).toEqual(made);
		taken += 1;
	}
	expect(taken).toBeGreaterThan(0);
});
