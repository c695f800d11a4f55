import type { z } from '../../../../nodes/shared/libraries';
import { adviceOf, field } from '../../../../nodes/shared/form/fields';
import { refuseUnmeant } from '../../../../nodes/shared/values/meant';
import { growth, refusal } from './support';

test.each([
	['Hi {{ $json.name }}', 'contains "{{ $json.name }}" as it stands', /^Switch the field to Expression\.$/],
	['{{first_name}} {{$json["a b"]}}', 'contains "{{$json[\\"a b\\"]}}" as it stands', /Expression/],
	['{{ JSON.stringify($json) }}', 'contains "{{ JSON.stringify($json) }}" as it stands', /Expression/],
	["{{ $('Edit Fields').item.json.a }}", 'contains "{{ $(\'Edit Fields\').item.json.a }}" as it stands', /Expression/],
	['{{ {{ $now }}', 'contains "{{ $now }}" as it stands', /Expression/],
	['Dear [object Object],', 'contains "[object Object]"', /^The expression gives an object there/],
	['Dear [object Promise],', 'contains "[object Promise]"', /^The expression gives an object there/],
	['Thanks \ud83d', 'contains half an emoji', /Array\.from/],
	['\ude00 Thanks', 'contains half an emoji', /Array\.from/],
])('nobody means %j', (text, message, help) => {
	const fault = refusal(() => refuseUnmeant(text));
	expect(fault.message.replaceAll('\\"', '"')).toBe(message.replaceAll('\\"', '"'));
	expect(fault.help).toMatch(help);
});

test.each([
	'Hi {{first_name}}',
	'Hi {{ name }}, you owe $5',
	'{{ price }} is $ {{ other }}',
	'{{#if paid}}Thanks{{/if}}',
	'{{ $5 }}',
	'{ $json.name }',
	'$json.name',
	'[object of desire]',
	'Thanks 😀 👩‍👩‍👧‍👦',
	'',
])('%j may be meant', (text) => {
	expect(() => refuseUnmeant(text)).not.toThrow();
});

const unmeant = '{{ $json.it }}';
const timezone = 'UTC';

test.each<[string, z.ZodMiniType, unknown]>([
	['text', field.text(), `Hello ${unmeant}`],
	['text, optional', field.optional(field.text()), `Hello ${unmeant}`],
	['single line', field.singleLine(), unmeant],
	['single lines', field.strings(), ['a', unmeant]],
	['email addresses', field.emailAddresses(), `anna@example.com, ${unmeant}`],
	['email addresses as a list', field.emailAddresses(), ['anna@example.com', unmeant]],
	['email address', field.oneEmailAddress(), unmeant],
	['phone number', field.phoneNumber(), unmeant],
	['phone numbers', field.phoneNumbers(), ['+14155550134', [unmeant]]],
	['web address', field.httpUrl(), `https://example.com/${unmeant}`],
	['web addresses', field.httpUrls(), [unmeant]],
	['ID', field.integerId(), unmeant],
	['date', field.dateTime({ timezone }), unmeant],
])('%s: the refusal of an expression in fixed mode says so, once', (_, schema, value) => {
	const { issues } = schema.safeParse(value).error!;
	expect(issues.map((issue) => [issue.message, adviceOf(issue)])).toEqual([
		[`contains "${unmeant}" as it stands`, 'Switch the field to Expression.'],
	]);
});

test.each(['{{', '{{$', '{{ a', '}}', '{{}}', '[object ', '[object A', '😀'])('the time for many %j grows with their number', (part) => {
	const work = (size: number) => () => {
		try {
			refuseUnmeant(part.repeat(size));
		} catch {
			// Only the time matters here, also if it is refused.
		}
	};
	expect(growth(20_000, work)).toBeLessThan(8);
});
