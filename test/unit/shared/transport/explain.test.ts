import { failureOf, limitedUntil, unknownOutcome, type Endeavour } from '../../../../nodes/shared/transport/explain';
import { answer, provider } from '../support';

const advised = provider({ advice: { 401: ({ kind }) => `Check the ${String(kind)} key.`, 403: 'Ask for access.', 413: 'Send less.' } });
const sending: Endeavour = {
	provider: advised,
	credentials: { kind: 'older' },
	effect: 'send',
	howToCheck: 'Look for it.',
	timezone: 'Europe/Berlin',
};
const reading: Endeavour = { ...sending, effect: 'read' };
const changing: Endeavour = { ...sending, effect: 'write', howToCheck: undefined };

test('refused: the provider’s words, its advice, status and request ID', () => {
	const outcome = { kind: 'rejected', answer: answer(403, ' no access ', { 'x-request-id': '4f1c' }) } as const;
	expect(failureOf(outcome, sending)).toEqual({
		code: 'refused',
		outcome: 'refused',
		message: 'Example refused this message: no access',
		advice: 'Ask for access.',
		status: 403,
		requestId: '4f1c',
	});
	expect(failureOf(outcome, reading).message).toBe('Example refused this request: no access');
	expect(failureOf(outcome, changing).message).toBe('Example refused this change: no access');
});

test('advice that depends on the credential', () => {
	expect(failureOf({ kind: 'unauthorized', answer: answer(401) }, sending).advice).toBe('Check the older key.');
});

test('advice that depends on the answer', () => {
	const onText = { ...sending, provider: provider({ advice: { 400: (_, { body }) => (typeof body === 'string' ? 'Paste the key again.' : undefined) } }) };
	const adviceOn = (body: unknown) => failureOf({ kind: 'rejected', answer: answer(400, body) }, onText).advice;
	expect([adviceOn('Bad Request'), adviceOn({ error: 'taken' })]).toEqual(['Paste the key again.', undefined]);
});

test('if a provider says nothing, the message has its status', () => {
	expect(failureOf({ kind: 'rejected', answer: answer(400, { a: 1 }) }, sending).message).toBe('Example refused this message: {"a":1}');
	expect(failureOf({ kind: 'rejected', answer: answer(400, {}) }, sending).message).toBe('Example refused this message: status 400');
});

test.each(['<!DOCTYPE html>\n<title>403 Forbidden</title>', '\uFEFF \n<html>', '<?xml version="1.0"?>'])(
	'a web page is not shown, and the advice is about a proxy and not about keys: %j',
	(page) => {
		const refused = { kind: 'rejected', answer: answer(403, page) } as const;
		expect(failureOf(refused, sending)).toMatchObject({
			code: 'refused',
			message: 'Example refused this message: status 403',
			advice: 'It answered with a web page, as a proxy does. Check the Base URL of the credential and what stands between this n8n and Example.',
		});
		const unauthorized = { kind: 'unauthorized', answer: answer(401, page) } as const;
		expect(failureOf(unauthorized, sending)).toMatchObject({
			code: 'unauthorized',
			message: 'Example did not accept the credential: status 401',
			advice: expect.stringContaining('web page') as string,
		});
	},
);

test('a message that is too large gets the same advice from the provider and from a proxy', () => {
	const [said, page] = ['no', '<html>'].map((body) => failureOf({ kind: 'rejected', answer: answer(413, body) }, sending).advice);
	expect([said, page]).toEqual(['Send less.', 'Send less.']);
});

test('a very long text is cut', () => {
	const { message } = failureOf({ kind: 'rejected', answer: answer(400, 'It is too long. '.repeat(500)) }, sending);
	expect(message.length).toBeLessThan(600);
	expect(message).toMatch(/^Example refused this message: It is too long\. .* …$/);
	const { message: endless } = failureOf({ kind: 'rejected', answer: answer(400, 'x'.repeat(5_000)) }, sending);
	expect(endless).toBe('Example refused this message: status 400');
});

test.each(['It may not do that. ', '禁止'])('a very long text is not cut within a key, which would then be shown in part: %s', (words) => {
	const said = `${words.repeat(Math.ceil(460 / words.length))}${'k'.repeat(96)} is disabled`;
	const { message } = failureOf({ kind: 'rejected', answer: answer(400, said) }, sending);
	expect(message).toContain(words.repeat(10));
	expect(message).not.toContain('kk');
});

test.each([
	[{ kind: 'unauthorized', answer: answer(401, 'bad key') }, 'unauthorized', 'refused', 'Example did not accept the credential: bad key'],
	[{ kind: 'redirected', answer: answer(302) }, 'redirected', 'refused', 'Example pointed to another address, which is not followed (status 302)'],
	[{ kind: 'quota', answer: answer(429, 'for today') }, 'quota_reached', 'not_sent', 'Example takes no more messages: for today'],
	[{ kind: 'unreachable', reason: 'the connection was refused' }, 'unreachable', 'not_sent', 'Example could not be reached: the connection was refused'],
	[{ kind: 'unknown', reason: 'no answer came in time' }, 'outcome_unknown', 'unknown', 'Example may or may not have sent this message: no answer came in time'],
] as const)('%j', (outcome, code, what, message) => {
	expect(failureOf(outcome, sending)).toMatchObject({ code, outcome: what, message, advice: expect.stringMatching(/\.$/) });
});

test('a web page instead of data is told with what may have sent it', () => {
	const outcome = { kind: 'unknown', reason: 'it answered with a web page instead of data', answer: answer(200, ' <html>') } as const;
	const advice = 'A proxy or sign-in page may stand in between; check the Base URL of the credential.';
	expect(failureOf(outcome, { ...reading, tries: 4 })).toMatchObject({ message: 'Example answered with a web page instead of data', advice });
	expect(unknownOutcome(outcome, sending).advice).toBe(`It was not sent again. Look for it. ${advice}`);
});

test('a used-up quota is told as the provider’s sentence', () => {
	const provider = { ...advised, quota: () => 'Example’s daily limit is used up' };
	expect(failureOf({ kind: 'quota', answer: answer(429, 'no') }, { ...sending, provider }).message).toBe('Example’s daily limit is used up');
});

test('a read without an answer is told with how often it was tried', () => {
	const outcome = { kind: 'unknown', reason: 'it answered with status 502', answer: answer(502) } as const;
	expect(failureOf(outcome, reading)).toMatchObject({
		code: 'no_answer',
		outcome: 'not_sent',
		status: 502,
		message: 'Example could not be read: it answered with status 502',
		advice: 'Run it again later.',
	});
	expect(failureOf(outcome, { ...reading, tries: 2 }).message).toMatch(/502, twice$/);
	expect(failureOf(outcome, { ...reading, tries: 4 }).message).toMatch(/502, four times$/);
	expect(failureOf(outcome, { ...reading, tries: 9 }).message).toMatch(/502, 9 times$/);
});

test('an unknown outcome has the advice how to find out, if there is some', () => {
	const outcome = { kind: 'unknown', reason: 'the connection broke after it left' } as const;
	expect(unknownOutcome(outcome, sending).advice).toBe('It was not sent again. Look for it.');
	expect(unknownOutcome(outcome, { ...sending, tries: 2 }).advice).toBe('It was tried 2 times. Look for it.');
	expect(unknownOutcome(outcome, changing)).toMatchObject({
		message: 'Example may or may not have made this change: the connection broke after it left',
		advice: 'It was not made again.',
	});
});

describe('a provider takes nothing more until a time', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: Date.UTC(2026, 0, 31, 12) });
	});
	afterEach(() => {
		jest.useRealTimers();
	});

	test('of today: the message has the time of day in the workflow’s time zone', () => {
		expect(limitedUntil(Date.UTC(2026, 0, 31, 13, 5), { words: 'takes 100 an hour' }, sending)).toMatchObject({
			code: 'rate_limited',
			outcome: 'not_sent',
			message: 'Example takes 100 an hour: the next message can leave at 14:05 (Europe/Berlin)',
			advice: expect.stringContaining('Retry') as string,
			retryAfter: '2026-01-31T13:05:00.000Z',
		});
	});

	test('which it said itself: the failure has its status and request ID', () => {
		const said = answer(429, 'Rate limit exceeded', { 'x-request-id': '4f1c' });
		expect(limitedUntil(Date.UTC(2026, 0, 31, 13), { asked: said }, reading, said)).toMatchObject({
			message: 'Example asks to wait until 14:00 (Europe/Berlin): Rate limit exceeded',
			advice: 'Run it again later.',
			status: 429,
			requestId: '4f1c',
		});
	});

	test('at the same hour tomorrow: the message has the day as well', () => {
		expect(limitedUntil(Date.UTC(2026, 1, 1, 12, 1), { words: 'takes two' }, sending).message).toContain('at 1 February 2026');
	});

	test('of another day: the message has the day as well', () => {
		const { message } = limitedUntil(Date.UTC(2026, 1, 3, 8), { words: 'takes two' }, sending);
		expect(message).toMatch(/leave at 3 February 2026(,| at) 09:00 \(Europe\/Berlin\)$/);
	});
});
