import { z } from '../../../../nodes/shared/libraries';
import { adviceOf } from '../../../../nodes/shared/form/fields';
import { exactlyOne, filledIn, refuse } from '../../../../nodes/shared/form/rules';

/** The issues that a value has by a rule, with their advice. */
function issuesOf(rule: ReturnType<typeof exactlyOne>, value: object) {
	const { error } = (z.unknown() as z.ZodMiniType<Record<string, unknown>>).check(rule).safeParse(value);
	return (error?.issues ?? []).map((issue) => ({ path: issue.path, message: issue.message, help: adviceOf(issue) }));
}

describe('exactly one of several', () => {
	const choices = {
		phoneNumber: { property: 'phone_number', label: 'Phone Number' },
		conversation: { property: 'chat_id', label: 'Conversation' },
		group: { property: 'targets', label: 'Phone Numbers' },
	};
	const chosen = (value: unknown) => exactlyOne({ label: 'Send To', value, choices }, 'recipient');
	const fillIn = 'Fill it in; if it is an expression, see that it gives a value for this item.';

	test.each([
		['conversation', { chat_id: 1 }],
		['conversation', { chat_id: 0, phone_number: '' }],
		['group', { targets: ['a'], chat_id: null, phone_number: undefined }],
	])('%s: %j is one', (choice, value) => {
		expect(issuesOf(chosen(choice), value)).toEqual([]);
	});

	test('names those that are too many', () => {
		expect(issuesOf(chosen('group'), { targets: ['a'], chat_id: 1 })).toEqual([
			{
				path: [],
				message: 'Conversation and Phone Numbers are filled in, but a message takes one recipient',
				help: 'Keep one of them and clear the others.',
			},
		]);
	});

	test('says what is missing of the field that the form shows', () => {
		expect(issuesOf(chosen('conversation'), { targets: [] })).toEqual([
			{ path: ['chat_id'], message: 'is empty', help: fillIn },
		]);
	});

	test('refuses another one than the chosen one', () => {
		expect(issuesOf(chosen('conversation'), { phone_number: '1' })).toEqual([
			{
				path: ['chat_id'],
				message: 'is empty, while Phone Number is filled in',
				help: `Send To is "conversation". ${fillIn}`,
			},
		]);
	});

	test.each([
		['unknown', '"unknown" is not one of the choices', 'Choose one of: phoneNumber, conversation, group.'],
		['toString', '"toString" is not one of the choices', 'Choose one of: phoneNumber, conversation, group.'],
		[undefined, 'is empty', fillIn],
	])('refuses the choice %s', (choice, message, help) => {
		expect(issuesOf(chosen(choice), { phone_number: '1' })).toEqual([{ path: [], message: `Send To: ${message}`, help }]);
	});

	test('another property may stand in for the chosen one, not for others', () => {
		const content = exactlyOne(
			{
				label: 'Content',
				value: 'text',
				choices: {
					text: { property: 'text', label: 'Text' },
					template: { property: 'template_id', label: 'Template' },
				},
			},
			'content',
			{ property: 'media_url', label: 'a Media URL' },
		);
		expect(issuesOf(content, { media_url: 'a' })).toEqual([]);
		expect(issuesOf(content, { media_url: 'a', text: 'b' })).toEqual([]);
		expect(issuesOf(content, { media_url: 'a', text: 'b', template_id: 1 })).toHaveLength(1);
		expect(issuesOf(content, { media_url: 'a', template_id: 1 })).toHaveLength(1);
		expect(issuesOf(content, { media_url: '' })).toEqual([
			{
				path: ['text'],
				message: 'is empty',
				help: 'Fill it in, or add a Media URL; if it is an expression, see that it gives a value for this item.',
			},
		]);
	});
});

test('what is filled in, unless another property stands in', () => {
	const body = filledIn('body', { property: 'attachments', label: 'Attachment URLs' });
	expect(issuesOf(body, { body: 'a' })).toEqual([]);
	expect(issuesOf(body, { attachments: ['a'] })).toEqual([]);
	expect(issuesOf(body, { attachments: [], body: ' ' })).toEqual([
		{
			path: ['body'],
			message: 'is empty',
			help: 'Fill it in, or add Attachment URLs; if it is an expression, see that it gives a value for this item.',
		},
	]);
});

test('a check of one’s own gives message, advice and property', () => {
	const odd = z.check<Record<string, unknown>>(({ value, issues }) => {
		issues.push(refuse(value, 'is odd', 'Make it even.', ['count']));
	});
	expect(issuesOf(odd, {})).toEqual([{ path: ['count'], message: 'is odd', help: 'Make it even.' }]);
});
