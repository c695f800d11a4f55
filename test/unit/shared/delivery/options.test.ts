import type { INodeProperties } from 'n8n-workflow';
import { deliveryOptions } from '../../../../nodes/shared/delivery/options';
import { delivery, deliveryFields, previewOnlyField, textDelivery } from '../../../../nodes/shared/form/delivery';
import type { Part } from '../../../../nodes/shared/form/parts';
import { propertiesOf } from '../../../../nodes/shared/form/properties';
import { readForm } from '../../../../nodes/shared/form/read';
import { itemForm } from '../support';

const optionsFrom = (chosen: unknown, previewOnly?: unknown) => deliveryOptions(itemForm({ delivery: chosen, previewOnly }));

const defaults = {
	previewOnly: false,
	sendAgainIfUnknown: false,
	maxSegments: Number.POSITIVE_INFINITY,
	maxWaitMs: 300_000,
	maxParallelRequests: 10,
	includeDetails: false,
	maxToolSends: 25,
};

/** The properties of a form's delivery: Preview Only, and the options that a person may add. */
function shown(form: readonly Part[]): { preview: INodeProperties; options: INodeProperties[] } {
	const [preview, collection] = propertiesOf(form, {});
	return { preview, options: collection.options as INodeProperties[] };
}

test.each([undefined, null, '', {}])('%j: a person who never opens it gets the defaults', (chosen) => {
	expect(optionsFrom(chosen)).toEqual(defaults);
});

test('an option that is added as it stands changes nothing', () => {
	const { preview, options } = shown(delivery);
	expect(optionsFrom(Object.fromEntries(options.map(({ name, default: value }) => [name, value])), preview.default)).toEqual(defaults);
});

test('only a text has a limit of segments, which is two where it is added as it stands', () => {
	const names = (form: readonly Part[]) => shown(form).options.map(({ name }) => name);
	const limit = shown(textDelivery).options.find(({ name }) => name === 'maxSegments')!;
	expect(names(textDelivery).toSorted()).toEqual([...names(delivery), 'maxSegments'].toSorted());
	expect(optionsFrom({ maxSegments: limit.default })).toEqual({ ...defaults, maxSegments: 2 });
});

test('every option of the form is read, and no other', () => {
	const names = shown(textDelivery).options.map(({ name }) => name);
	expect(Object.keys(deliveryFields).toSorted()).toEqual(names.toSorted());
	expect(shown(textDelivery).preview.name).toBe(previewOnlyField.property.name);
	expect(optionsFrom({ previewOnly: true, somethingElse: 1 })).toEqual(defaults);
});

test('what a person chose', () => {
	const chosen = { ifUnclear: 'sendAgain', maxSegments: 2, maxWaitSeconds: 0.5, maxParallelRequests: 1, includeDetails: true, maxToolSends: 3 };
	const read = { previewOnly: true, sendAgainIfUnknown: true, maxSegments: 2, maxWaitMs: 500, maxParallelRequests: 1, includeDetails: true, maxToolSends: 3 };
	expect(optionsFrom(chosen, true)).toEqual(read);
	expect(optionsFrom({ maxWaitSeconds: 0 })).toEqual({ ...defaults, maxWaitMs: 0 });
	// An expression may give a number as text.
	const numbers = { maxToolSends: '3', maxSegments: '2', maxWaitSeconds: '0.5', maxParallelRequests: ' 1' };
	expect(optionsFrom({ ...chosen, ...numbers }, true)).toEqual(read);
});

test.each([
	['ifUnclear', 'again'],
	['maxSegments', 0],
	['maxSegments', 1.5],
	['maxWaitSeconds', -1],
	['maxWaitSeconds', 'long'],
	['maxParallelRequests', 'many'],
	['maxParallelRequests', 0],
	['maxToolSends', 0],
	['maxToolSends', 'all'],
	['includeDetails', 1],
	['includeDetails', 'true'],
])('%s can’t be %j: the default counts until the check of the item refuses it', (name, value) => {
	expect(optionsFrom({ [name]: value })).toEqual(defaults);
	const request = { method: 'POST', path: '/' } as const;
	expect(readForm(textDelivery, request, itemForm({ delivery: { [name]: value } }), {}).faults).toHaveLength(1);
	expect(readForm(textDelivery, request, itemForm({ delivery: { [name]: undefined } }), {}).faults).toEqual([]);
});

test.each(['true', 'yes', 1, {}])('Preview Only can’t be %j', (value) => {
	expect(optionsFrom({}, value)).toEqual(defaults);
	const [fault] = readForm(delivery, { method: 'POST', path: '/' }, itemForm({ previewOnly: value }), {}).faults;
	expect(fault.sentence).toMatch(/^Preview Only: .* is neither true nor false$/);
});
