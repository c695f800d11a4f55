import type { IDataObject } from 'n8n-workflow';
import { checkContent } from '../../../../nodes/shared/delivery/check';
import type { Item } from '../../../../nodes/shared/delivery/item';
import { z } from '../../../../nodes/shared/libraries';
import { operation } from '../../../../nodes/shared/operation';
import { field } from '../../../../nodes/shared/form/fields';
import { parameter } from '../support';

let made = 0;

/** What its body has to be depends on the form: a number without country code is read as one of the chosen country. */
const text = operation({
	name: 'Text',
	value: 'text',
	action: 'Text someone',
	description: 'Text someone',
	effect: 'send',
	request: {
		method: 'POST',
		path: '/texts',
		body(form) {
			made += 1;
			const country = form.parameter('country') as string | undefined;
			return z.strictObject({ to: field.phoneNumber({ country }), at: field.dateTime({ timezone: form.timezone }) });
		},
	},
	parameters: ['to', 'at'].map((name) => parameter(name, { routing: { send: { type: 'body', property: name } } })),
});

function checked(country: unknown, timezone: string) {
	const values: IDataObject = { country: country as string, to: '020 7946 0958', at: '2030-01-01 12:00' };
	const form = { timezone, parameter: (name: string) => values[name], raw: (name: string) => values[name] };
	const result = checkContent(text, { form, options: { maximumSegments: Number.POSITIVE_INFINITY } as Item['options'] });
	return 'good' in result ? result.good.body : result.failure.message;
}

test('items share a schema only while their forms answer alike', () => {
	const british = { to: '+442079460958', at: '2030-01-01T12:00:00.000Z' };
	expect(checked('GB', 'UTC')).toEqual(british);
	expect(checked('GB', 'UTC')).toEqual(british);
	expect(made).toBe(1);
	expect(checked(undefined, 'UTC')).toContain('020 7946 0958');
	expect(checked('GB', 'Europe/Berlin')).toEqual({ ...british, at: '2030-01-01T11:00:00.000Z' });
	expect(checked('GB', 'UTC')).toEqual(british);
	expect(made).toBe(4);
});

// An expression can give what JSON has no words for.
test.each([Symbol('GB'), () => 'GB', 10n, Number.NaN])('a form that answers %p is like no other', (odd) => {
	expect(checked(odd, 'UTC')).toContain('Default Country');
	for (const other of [undefined, null]) expect(checked(other, 'UTC')).not.toBe(checked(odd, 'UTC'));
	expect(checked('GB', 'UTC')).toMatchObject({ to: '+442079460958' });
});
