import { holdsPage, reasonIn } from '../../../../nodes/shared/transport/reason';

describe('the words of an answer', () => {
	test.each<[body: unknown, reason: string]>([
		['plain words\n', 'plain words'],
		['{"message":"as text"}', 'as text'],
		['"as JSON"', 'as JSON'],
		['{broken', '{broken'],
		[{ message: 'inbox_id is not an inbox of this team' }, 'inbox_id is not an inbox of this team'],
		[{ error: 'Inbox not found' }, 'Inbox not found'],
		[{ error: 'Forbidden' }, 'Forbidden'],
		[{ errors: [{ description: 'Not authenticated' }, { description: 'Again' }], status: 401 }, 'Not authenticated; Again'],
		[{ errors: [{ type: 'field', value: 'x', msg: 'Invalid value', path: 'email', location: 'body' }] }, 'email: Invalid value'],
		[{ errors: [{ field: 'text', message: 'too long' }] }, 'text: too long'],
		[{ errors: [{ field: 'text', message: 'too long' }, { field: 'text', message: 'too long' }] }, 'text: too long'],
		[{ errors: { to: ["can't be blank", 'is odd'], from: 'is no channel' } }, "to: can't be blank; to: is odd; from: is no channel"],
		[{ errors: { recipients: [{ phone: ['is invalid'] }] } }, 'recipients.phone: is invalid'],
		[{ errors: ['one', 'two'] }, 'one; two'],
		[{ errors: 'one' }, 'one'],
		[['one', { message: 'two' }], 'one; two'],
		[{ error_code: 'unsubscribed_number', message: '' }, 'unsubscribed_number'],
		[{ errorCode: 'unsubscribed_number', message: 'It has opted out' }, 'It has opted out (unsubscribed_number)'],
		[{ error: 'bad_data', details: { phone_number: 'is not a number' } }, 'phone_number: is not a number (bad_data)'],
		[{ error: 'bad_data', details: { phone_number: { code: 'invalid' } } }, 'phone_number: invalid (bad_data)'],
		[{ error: 'bad_data', details: {} }, 'bad_data'],
		[{ error: { message: 'No such inbox', code: 'not_found', request_id: '4f1c' } }, 'No such inbox (not_found)'],
		[{ error: { code: 'not_found' } }, 'not_found'],
		[{ errors: [{ code: 'too_long', field: 'text', message: null }] }, 'text: too_long'],
		[{ statusCode: 400, message: ['to must be a text', 'body must be a text'], error: 'Bad Request' }, 'to must be a text; body must be a text; Bad Request'],
		[{ type: 'about:blank', title: 'Not allowed', detail: 'Ask an admin', status: 403, instance: '/v1/x' }, 'Not allowed; Ask an admin'],
		[{ detail: [{ loc: ['body', 0, 'to'], msg: 'field required', type: 'value_error' }] }, 'body.0.to: field required'],
		[{ timestamp: 1, status: 404, error: 'Not Found', path: '/v1/x' }, 'Not Found'],
		[{ data: { result: { error_message: 'deep down' } } }, 'deep down'],
		[{ message: { text: ['is too long'] } }, 'text: is too long'],
		[{ Message: 'in capitals' }, 'in capitals'],
		[{ error_msg: 'Oops' }, 'Oops'],
		[{ error_text: 'Oops' }, 'Oops'],
		[{ messages: ['one', 'two'] }, 'one; two'],
		[{ reasons: ['one'] }, 'one'],
		[{ fault: { faultstring: 'Oops' } }, 'Oops'],
		[{ errors: ['<html>', 'one'] }, 'one'],
		[{ errors: [{ message: 'is odd', given: 'x' }] }, 'is odd'],
		[{ errors: { to: ['is odd'], request_id: '4f1c' } }, 'to: is odd'],
		[{ message: 'Look', fields: { to: 'x' } }, 'Look'],
		[{ error: { message: 'Look', fields: { to: ['is odd'] } } }, 'Look; fields.to: is odd'],
	])('%j', (body, reason) => {
		expect(reasonIn(body)).toBe(reason);
	});
});

describe('where there are none, the answer itself is shown', () => {
	test.each<[body: unknown, reason: string]>([
		[{ a: 1 }, '{"a":1}'],
		[{ to: ["can't be blank"] }, '{"to":["can\'t be blank"]}'],
		[{ code: 21610 }, '{"code":21610}'],
		[[[7]], '[[7]]'],
		[{ a: 1, b: '<html>', c: ['<p>'] }, '{"a":1,"c":[null]}'],
	])('%j', (body, reason) => {
		expect(reasonIn(body)).toBe(reason);
	});
});

describe('nothing is said by', () => {
	test.each<[body: unknown]>([
		[undefined], [null], [''], [' \n'], ['""'], [{}], [[]], [{ message: '' }], [{ message: null, errors: [] }], [{ error: false }],
		[{ status: 400 }], [{ success: false, errors: {} }], [{ errors: [{}] }], [7], [true],
		['<!DOCTYPE html>\n<title>403</title>'], [' <html>'], [{ error: '<!DOCTYPE html><p>Forbidden' }], [{ message: '\n<html>', status: 403 }],
	])('%j', (body) => {
		expect(reasonIn(body)).toBeUndefined();
	});
});

test.each<[body: unknown, isOne: boolean]>([
	['<html>', true],
	[' \n<!DOCTYPE html>', true],
	['{"message":"<html>"}', true],
	[{ errors: [{ msg: '<html>' }] }, true],
	[{ message: '<html>', error: 'Forbidden' }, false],
	['no page', false],
	[{}, false],
	[undefined, false],
])('whether %j is a web page: %s', (body, isOne) => {
	expect(holdsPage(body)).toBe(isOne);
});

describe('an answer of any size', () => {
	const nested = (depth: number) => JSON.parse(`${'{"errors":['.repeat(depth)}"end"${']}'.repeat(depth)}`) as unknown;

	test('is read to a depth that a provider may have', () => {
		expect(reasonIn(nested(3))).toBe('end');
		expect(() => reasonIn(nested(5_000))).not.toThrow();
		expect(() => reasonIn('['.repeat(100_000))).not.toThrow();
		expect(() => reasonIn(`${'['.repeat(20_000)}1${']'.repeat(20_000)}`)).not.toThrow();
	});

	test('gives at most twenty reasons and 500 characters', () => {
		const reason = reasonIn({ errors: Array.from({ length: 100 }, (_, index) => `reason ${index}`) })!;
		expect(reason.split('; ')).toHaveLength(20);
		const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`field${index}`, ['is wrong in a long way']]));
		const cut = reasonIn({ errors: fields })!;
		expect(cut.length).toBeLessThanOrEqual(501);
		expect(cut).toMatch(/is wrong.*…$/);
	});

	test('is not cut within a key, which would then be shown in part', () => {
		const reason = reasonIn({ unknown: `${'It may not do that. '.repeat(23)}${'k'.repeat(96)} is disabled` })!;
		expect(reason).toMatch(/^\{"unknown":"It may not do that\. .*…$/);
		expect(reason).not.toContain('kk');
		expect(reasonIn('x'.repeat(5_000))).toBeUndefined();
	});
});
