import type { Content } from '../../../../nodes/shared/content';
import { emailAddressesField, lineField, wholeNumberField } from '../../../../nodes/shared/form/field';
import { additionalFields, body, branch, choose, path, query, setting, unless } from '../../../../nodes/shared/form/parts';
import { switchField } from '../../../../nodes/shared/form/field';
import { operation } from '../../../../nodes/shared/operation';

/*
 * The compiler is what most of these tests ask: `@ts-expect-error` fails the check of types where the line below it compiles.
 * When they run, they show that values arrive under the names that the types promise.
 */

const to = emailAddressesField({ displayName: 'To', name: 'to', required: true });
const subject = lineField({ displayName: 'Subject', name: 'subject', required: true });
const note = lineField({ displayName: 'Note', name: 'note' });
const count = wholeNumberField({ displayName: 'Count', name: 'count', min: 1, default: 1 });
const person = lineField({ displayName: 'Person', name: 'person', required: true });

const form = [
	path('thingId', person),
	body('recipients', to),
	body('title', subject, { optional: true }),
	body('headline', subject, { unless: 'recipients' }),
	query('max', count),
	choose({ displayName: 'Kind', name: 'kind' }, { one: branch('One', '', [body('one_id', person)]), other: branch('Other', '', [body('other_id', count)]) }),
	additionalFields(body('copies', to), setting(note)),
] as const;

const declaration = {
	name: 'Send', value: 'send', action: 'Send thing', description: 'Send thing', effect: 'send', request: 'POST /v1/things/{thingId}', form,
} as const;

const content: Content = {
	request: { method: 'POST', path: '/v1/things/{thingId}' },
	ids: { thingId: 'x' },
	query: { max: 3 },
	body: { recipients: ['anna@example.com'], one_id: 'anna' },
	settings: { kind: 'one' },
};

describe('what an operation makes of its form', () => {
	test('whom it reaches: a name that no field is sent under doesn’t compile', () => {
		const { reaches } = operation({ ...declaration, reaches: ({ body: { recipients, copies = [] } }) => ({ recipients: [...recipients, ...copies] }) });
		expect(reaches(content)).toEqual({ recipients: ['anna@example.com'] });
		const misspelt = operation({
			...declaration,
			// @ts-expect-error It is called `recipients`.
			reaches: ({ body: { recipient } }) => ({ recipients: recipient as string[] }),
		});
		expect(misspelt.reaches(content)).toEqual({ recipients: undefined });
	});

	test('what it says: likewise', () => {
		const { says } = operation({ ...declaration, says: ({ body: { title } }) => ({ subject: title }) });
		expect(says({ ...content, body: { title: 'Hi' } })).toEqual({ subject: 'Hi' });
		const misspelt = operation({
			...declaration,
			// @ts-expect-error It is called `title`, as its field is `subject`.
			says: ({ body: { subject: title } }) => ({ subject: title as string }),
		});
		expect(misspelt.says(content)).toEqual({ subject: undefined });
	});

	test('what it sends: likewise, also in the path and the query', () => {
		const { finish } = operation({
			...declaration,
			finish: ({ body: { recipients, ...others }, query: { max }, ids: { thingId } }) => ({ ...others, to: recipients.join(', '), max, thingId }),
		});
		expect(finish(content)).toEqual({ to: 'anna@example.com', one_id: 'anna', max: 3, thingId: 'x' });
		const misspelt = operation({
			...declaration,
			finish: ({ body: values, query: asked, ids }) => ({
				// @ts-expect-error It is called `one_id`.
				one: values.oneId as string,
				// @ts-expect-error It is called `max`.
				most: asked.maximum as number,
				// @ts-expect-error It is called `thingId`.
				id: ids.thing as string,
				// @ts-expect-error It is a setting, which isn't sent.
				note: values.note as string,
			}),
		});
		expect(misspelt.finish(content)).toEqual({});
	});

	test('a value has the type that its field makes, and may be missing where the field may be left out', () => {
		const { finish } = operation({
			...declaration,
			finish({ body: values, query: { max } }) {
				const recipients: string[] = values.recipients;
				// @ts-expect-error The field makes a list.
				const one: string = values.recipients;
				// @ts-expect-error It is optional.
				const title: string = values.title;
				// @ts-expect-error Another may stand in for it.
				const headline: string = values.headline;
				// @ts-expect-error Another branch may be chosen.
				const oneId: string = values.one_id;
				// @ts-expect-error A person may not have added it.
				const copies: string[] = values.copies;
				// @ts-expect-error It is not required.
				const most: number = max;
				return { recipients, one, title, headline, oneId, copies, most };
			},
		});
		expect(finish(content)).toEqual({ recipients: ['anna@example.com'], one: ['anna@example.com'], oneId: 'anna', most: 3 });
	});
});

describe('a rule', () => {
	test('doesn’t compile where it is none', () => {
		// @ts-expect-error It is called `optional`.
		expect(body('note', note, { optionally: true }).rules).toEqual({ optionally: true });
	});

	test('is kept, wherever the value is sent', () => {
		expect(body('note', note, { unless: 'a' }).rules).toEqual({ unless: 'a' });
		expect(query('note', note, { notWith: ['a'] }).rules).toEqual({ notWith: ['a'] });
	});

	test('is none unless it is stated', () => {
		expect([body('note', note).rules, query('note', note).rules, path('note', person).rules]).toEqual([{}, {}, {}]);
	});
});

describe('a chooser', () => {
	test('has a branch for each of its choices, the first of which is chosen at first', () => {
		const request = { method: 'GET', path: '/v1/others' } as const;
		const part = choose({ displayName: 'Kind', name: 'kind' }, { one: branch('One', 'First', [body('note', note)]), other: branch('Other', 'Second', [], request) });
		expect(part.branches).toEqual([{ value: 'one', parts: [body('note', note)], request: undefined }, { value: 'other', parts: [], request }]);
		expect(part.field.property.default).toBe('one');
		expect(part.field.property.options).toEqual([
			{ name: 'One', value: 'one', description: 'First' },
			{ name: 'Other', value: 'other', description: 'Second' },
		]);
	});

	test('may be a switch, whose fields belong to off', () => {
		const all = switchField({ displayName: 'All', name: 'all' });
		expect(unless(all, [setting(note)]).branches).toEqual([{ value: true, parts: [] }, { value: false, parts: [setting(note)] }]);
	});
});
