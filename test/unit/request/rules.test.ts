import { z } from '../../../nodes/shared/libraries';
import { adviceOf } from '../../../nodes/shared/request/fields';
import { exactlyOne, refuse } from '../../../nodes/shared/request/rules';

/** The issues that a value has by a rule, with their advice. */
function issuesOf(rule: ReturnType<typeof exactlyOne>, value: object) {
	const { error } = z.looseObject({}).check(rule).safeParse(value);
	return (error?.issues ?? []).map((issue) => ({ path: issue.path, message: issue.message, help: adviceOf(issue) }));
}

describe('exactly one of several', () => {
	const labels = { phone_number: 'Phone Number', chat_id: 'Conversation', targets: 'Phone Numbers' };
	const recipient = exactlyOne(labels, 'recipient');

	test.each([{ chat_id: 1 }, { chat_id: 0, phone_number: '' }, { targets: ['a'], chat_id: null, phone_number: undefined }])(
		'%j is one',
		(value) => {
			expect(issuesOf(recipient, value)).toEqual([]);
		},
	);

	test('names those that are too many', () => {
		expect(issuesOf(recipient, { targets: ['a'], chat_id: 1 })).toEqual([
			{
				path: [],
				message: 'Conversation and Phone Numbers are filled in, but a message takes one recipient',
				help: 'Keep one of them and clear the others.',
			},
		]);
	});

	test('names those that could be filled in', () => {
		expect(issuesOf(recipient, { targets: [] })).toEqual([
			{
				path: [],
				message: 'Phone Number, Conversation and Phone Numbers are empty: there is no recipient',
				help: 'Fill one of them in; if it is an expression, see that it gives a value for this item.',
			},
		]);
	});

	test('says what is missing of the field that the form shows', () => {
		expect(issuesOf(exactlyOne(labels, 'recipient', { chosen: 'chat_id' }), {})).toEqual([
			expect.objectContaining({ path: ['chat_id'], message: 'is empty' }),
		]);
		expect(issuesOf(exactlyOne({ body: 'Body' }, 'content'), {})).toEqual([
			expect.objectContaining({ path: ['body'], message: 'is empty' }),
		]);
	});

	test('another property may stand in, also beside one of them', () => {
		const content = exactlyOne({ text: 'Text', template_id: 'Template' }, 'content', {
			chosen: 'text',
			instead: { property: 'media_url', label: 'a Media URL' },
		});
		expect(issuesOf(content, { media_url: 'a' })).toEqual([]);
		expect(issuesOf(content, { media_url: 'a', text: 'b' })).toEqual([]);
		expect(issuesOf(content, { media_url: 'a', text: 'b', template_id: 1 })).toHaveLength(1);
		expect(issuesOf(content, { media_url: '' })).toEqual([
			{
				path: ['text'],
				message: 'is empty',
				help: 'Fill it in, or add a Media URL; if it is an expression, see that it gives a value for this item.',
			},
		]);
	});
});

test('a check of one’s own gives message, advice and property', () => {
	const odd = z.check<Record<string, unknown>>(({ value, issues }) => {
		issues.push(refuse(value, 'is odd', 'Make it even.', ['count']));
	});
	expect(issuesOf(odd, {})).toEqual([{ path: ['count'], message: 'is odd', help: 'Make it even.' }]);
});
