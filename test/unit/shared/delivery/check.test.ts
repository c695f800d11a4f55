import { checkContent } from '../../../../nodes/shared/delivery/check';
import type { Item } from '../../../../nodes/shared/delivery/item';
import { country } from '../../../../nodes/shared/form/country';
import { dateTimeField, lineField, phoneNumberField, textField } from '../../../../nodes/shared/form/field';
import { additionalFields, body, path } from '../../../../nodes/shared/form/parts';
import { InvalidValue } from '../../../../nodes/shared/values/invalid';
import { example, itemForm } from '../support';

const form = [
	path('inboxId', lineField({ displayName: 'Inbox', name: 'inbox', required: true })),
	body('to', phoneNumberField({ displayName: 'To', name: 'to', required: true })),
	country,
	body('text', textField({ displayName: 'Text', name: 'text', required: true })),
	additionalFields(body('at', dateTimeField({ displayName: 'At', name: 'at' }))),
] as const;

type Changed = NonNullable<Parameters<typeof example<typeof form>>[2]>;

const texting = (changed: Changed = {}) =>
	example('text', form, {
		request: 'POST /v1/{inboxId}/texts',
		reaches: ({ body: { to } }) => ({ recipients: [to], conversation: '7' }),
		says: ({ body: { text, at } }) => ({ text, scheduledAt: at }),
		isText: true,
		...changed,
	});

const filledIn = { inbox: 'main', to: '020 7946 0958', country: 'GB', text: 'Hello', additionalFields: { at: '2030-01-01 12:00' } };

interface Circumstances {
	values?: Record<string, unknown>;
	defaultCountry?: string;
	timezone?: string;
	maxSegments?: number;
	routed?: Item['routed'];
}

function checked(changed: Changed = {}, { values = {}, defaultCountry, timezone, maxSegments = Infinity, routed }: Circumstances = {}) {
	const options = { previewOnly: false, sendAgainIfUnknown: false, maxSegments, maxWaitMs: 0, maxParallelRequests: 1, includeDetails: false, maxToolSends: 25 };
	return checkContent(texting(changed), { form: itemForm({ ...filledIn, ...values }, {}, timezone), options, routed }, defaultCountry);
}

test('what the fields of an item make: its request, whom it reaches, what it says, and what that is billed as', () => {
	expect(checked({ constants: { channel: 'sms' } })).toEqual({
		good: {
			content: {
				request: { method: 'POST', path: '/v1/{inboxId}/texts', page: undefined },
				ids: { inboxId: 'main' },
				query: {},
				body: { channel: 'sms', to: '+442079460958', text: 'Hello', at: '2030-01-01T12:00:00.000Z' },
				settings: { country: 'GB' },
			},
			reach: { recipients: ['+442079460958'], conversation: '7', lanes: ['442079460958', 'conversation 7'] },
			said: { text: 'Hello', scheduledAt: '2030-01-01T12:00:00.000Z' },
			segments: 1,
		},
	});
});

test('the zone is the workflow’s, the country the field’s or the credential’s', () => {
	expect(checked({}, { timezone: 'Europe/Berlin', values: { country: '' }, defaultCountry: 'GB' })).toMatchObject({
		good: { content: { body: { to: '+442079460958', at: '2030-01-01T11:00:00.000Z' } } },
	});
	expect(checked({}, { values: { country: '' } })).toMatchObject({ failure: { message: 'To: "020 7946 0958" needs a country' } });
});

test('what n8n has made of the parameters is what is judged', () => {
	const routed = { query: {}, body: { to: '+14155550134', text: 'Routed' } };
	expect(checked({}, { routed })).toMatchObject({ good: { content: { body: { to: '+14155550134', text: 'Routed' } }, said: { text: 'Routed' } } });
});

test('everything that is wrong with an item is told at once, and nothing is asked of it', () => {
	const reaches = jest.fn(() => ({}));
	expect(checked({ reaches }, { values: { inbox: '', to: 'anna', text: {} } })).toEqual({
		failure: {
			code: 'invalid_input',
			outcome: 'not_sent',
			message: 'Inbox: is empty',
			advice:
				'Fill it in; if it is an expression, see that it gives a value for this item. Also: To: "anna" is not a phone number. Also: Text: is an object, not text.',
		},
	});
	expect(reaches).not.toHaveBeenCalled();
});

// An expression can give what JSON has no words for.
test.each([Symbol('GB'), () => 'GB', 10n, Number.NaN])('%p is no country, and is told like any other value', (odd) => {
	expect(checked({}, { values: { country: odd } })).toMatchObject({
		failure: { message: expect.stringMatching(/^Country: .* is not a country$/) as string, advice: expect.stringContaining('Also: To: "020 7946 0958" needs a country.') as string },
	});
});

describe('the shape that the provider takes', () => {
	test('is made last, after who is reached and what is said were asked', () => {
		const made = checked({ finish: ({ body: { to, text } }) => ({ recipient: { phone: to }, content: text }), constants: { channel: 'sms', content: 'none' } });
		expect(made).toMatchObject({ good: { said: { text: 'Hello' }, reach: { recipients: ['+442079460958'] } } });
		expect('good' in made && made.good.content.body).toEqual({ channel: 'sms', recipient: { phone: '+442079460958' }, content: 'Hello' });
	});

	test('may be refused, in words that name the field', () => {
		const finish = () => {
			throw new InvalidValue('HTML: is too deep', 'Close its tags.');
		};
		expect(checked({ finish })).toEqual({
			failure: { code: 'invalid_input', outcome: 'not_sent', message: 'HTML: is too deep', advice: 'Close its tags.' },
		});
	});
});

describe('the segments of a text', () => {
	const long = { text: 'a'.repeat(161) };

	test.each([
		[2, undefined],
		[1, 'The text would be billed as 2 SMS segments, more than Max SMS Segments allows (1)'],
	])('of which %d are allowed', (maxSegments, message) => {
		const made = checked({}, { values: long, maxSegments });
		expect('failure' in made ? made.failure.message : undefined).toBe(message);
		if (message) expect(made).toMatchObject({ failure: { code: 'too_many_segments', outcome: 'not_sent' } });
		else expect(made).toMatchObject({ good: { segments: 2 } });
	});

	test('of what is no text are not counted', () => {
		expect(checked({ isText: undefined }, { values: long, maxSegments: 1 })).toMatchObject({ good: { segments: undefined } });
		expect(checked({ says: () => ({}) }, { values: long, maxSegments: 1 })).toMatchObject({ good: { segments: undefined } });
	});
});

test('a read reaches nobody, and a change is of what its path names', () => {
	expect(checked({ effect: 'read' })).toMatchObject({ good: { reach: { lanes: [] } } });
	expect(checked({ effect: 'write' })).toMatchObject({ good: { reach: { lanes: expect.arrayContaining(['/v1/main/texts']) as string[] } } });
});
