import { pathOf, placeholdersOf } from '../../../../nodes/shared/security/path';
import { randomNumbers, randomText, refusal } from '../values/support';

const template = '/v1/inboxes/{inboxId}/messages/{messageId}/reply';

test('names the placeholders in order', () => {
	expect(placeholdersOf(template)).toEqual(['inboxId', 'messageId']);
	expect(placeholdersOf('/v1/team')).toEqual([]);
});

test.each<[unknown, string]>([
	['abc', 'abc'],
	[42, '42'],
	['a/b', 'a%2Fb'],
	['a?b=c#d', 'a%3Fb%3Dc%23d'],
	['a b', 'a%20b'],
	['..%2f', '..%252f'],
	['...', '...'],
	['{messageId}', '%7BmessageId%7D'],
	['$&', '%24%26'],
	['ü', '%C3%BC'],
])('puts %j into a path as %s', (value, encoded) => {
	expect(pathOf('/a/{id}/b', { id: value })).toBe(`/a/${encoded}/b`);
});

test.each([
	['', 'is empty'],
	['  ', 'is empty'],
	[undefined, 'is empty'],
	[null, 'is empty'],
	['.', '"." is not an ID'],
	['..', '".." is not an ID'],
	['a\r\nb', '"a\\r\\nb" holds characters that no ID has'],
	['a\0', '"a\\u{0}" holds characters that no ID has'],
	['a\u0085', '"a\\u{85}" holds characters that no ID has'],
	['\ud83d', '"\\u{d83d}" holds characters that no ID has'],
	[{}, 'an object is not an ID'],
	[['a'], 'a list is not an ID'],
	[true, 'true is not an ID'],
	[Number.NaN, 'NaN is not an ID'],
	[Number.POSITIVE_INFINITY, 'Infinity is not an ID'],
])('refuses %j and names the placeholder', (value, message) => {
	const fault = refusal(() => pathOf(template, { inboxId: 1, messageId: value }));
	expect(fault.message).toBe(`messageId: ${message}`);
	expect(fault.help).toBe('Give the ID as the provider shows it.');
});

test('uses no inherited property as a value', () => {
	expect(refusal(() => pathOf('/{toString}/{constructor}', {})).message).toBe('toString: is empty');
});

test('any ID stays one segment of the path', () => {
	const random = randomNumbers(1);
	let made = 0;
	for (let run = 0; run < 2_000; run += 1) {
		const id = randomText(random, ['.', '/', '\\', '%2e', '%', '?', '#', 'a', ';', '@', ':', ' ', 'é', '😀'], 6);
		let path: string;
		try {
			path = pathOf('/v1/{id}/delete', { id });
		} catch {
			expect(['', '.', '..']).toContain(id.trim());
			continue;
		}
		made += 1;
		const url = new URL(path, 'https://api.example.com');
		expect(url.host).toBe('api.example.com');
		expect(url.pathname.split('/')).toHaveLength(4);
		expect(url.search + url.hash).toBe('');
		expect(decodeURIComponent(url.pathname.split('/')[2])).toBe(id);
	}
	expect(made).toBeGreaterThan(1_000);
});
