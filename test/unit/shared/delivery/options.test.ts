import { deliveryChecks, deliveryOptions } from '../../../../nodes/shared/delivery/options';
import { delivery } from '../../../../nodes/shared/form/delivery';

const optionsFrom = (chosen: unknown) =>
	deliveryOptions({ timezone: 'UTC', parameter: (name) => (name === 'delivery' ? chosen : undefined) });

const defaults = {
	previewOnly: false,
	sendAgainIfUnknown: false,
	maximumSegments: Number.POSITIVE_INFINITY,
	maxWaitMs: 300_000,
	requestsAtOnce: 10,
	includeDetails: false,
};

test.each([undefined, {}])('%j: a person who never opens it gets the defaults', (chosen) => {
	expect(optionsFrom(chosen)).toEqual(defaults);
});

test('the defaults of the form are the same', () => {
	const { options = [] } = delivery();
	const form = Object.fromEntries((options as Array<{ name: string; default: unknown }>).map(({ name, default: value }) => [name, value]));
	expect(optionsFrom(form)).toEqual(defaults);
});

test('every option of the form is checked, and no other', () => {
	const names = (delivery({ sms: true }).options as Array<{ name: string }>).map(({ name }) => name);
	expect(Object.keys(deliveryChecks).toSorted()).toEqual(names.toSorted());
});

test('what a person chose', () => {
	const chosen = { previewOnly: true, ifUnknown: 'sendAgain', maximumSegments: 2, maxWait: 0, requestsAtOnce: 1, includeDetails: true };
	const read = { previewOnly: true, sendAgainIfUnknown: true, maximumSegments: 2, maxWaitMs: 0, requestsAtOnce: 1, includeDetails: true };
	expect(optionsFrom(chosen)).toEqual(read);
	const asText = Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, String(value)]));
	expect(optionsFrom(asText)).toEqual(read);
});

test.each([
	['previewOnly', 'yes'],
	['previewOnly', undefined],
	['ifUnknown', 'again'],
	['maximumSegments', 0],
	['maximumSegments', 1.5],
	['maximumSegments', ''],
	['maxWait', -1],
	['maxWait', 'long'],
	['requestsAtOnce', 'many'],
	['includeDetails', 1],
] as const)('%s can’t be %j', (name, value) => {
	expect(deliveryChecks[name].safeParse(value).success).toBe(false);
	expect(optionsFrom({ [name]: value })).toEqual(defaults);
});
