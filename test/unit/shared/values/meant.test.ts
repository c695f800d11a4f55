import { binaryFields } from '../../../../nodes/shared/values/binaryFields';
import { emailAddresses } from '../../../../nodes/shared/values/addresses';
import { entriesOf, separated } from '../../../../nodes/shared/values/lists';
import { refuseUnmeant } from '../../../../nodes/shared/values/meant';
import { phoneNumbers } from '../../../../nodes/shared/values/phone';
import { publicUrls } from '../../../../nodes/shared/values/urls';
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

test.each<[string, (value: unknown) => unknown, unknown]>([
	['any list', (value) => entriesOf(value, separated), ['a', unmeant]],
	['any list within another', (value) => entriesOf(value, separated), ['a', ['b', [unmeant]]]],
	['JSON of a list', (value) => entriesOf(value, separated), `["a", "${unmeant}"]`],
	['email addresses', emailAddresses, `anna@example.com, ${unmeant}`],
	['email addresses as a list', emailAddresses, ['anna@example.com', unmeant]],
	['phone numbers', phoneNumbers, ['+14155550134', [unmeant]]],
	['web addresses', publicUrls, [unmeant]],
	['binary fields', binaryFields, ['data', unmeant]],
])('%s: an expression that stands in it as text is named as one, once', (_, convert, value) => {
	const { message, help } = refusal(() => convert(value));
	expect([message, help]).toEqual([`contains "${unmeant}" as it stands`, 'Switch the field to Expression.']);
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
