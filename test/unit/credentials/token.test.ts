import { createHash, createHmac } from 'node:crypto';
import { UserError } from 'n8n-workflow';
import { forgetToken, heymarketToken } from '../../../nodes/Heymarket/token';
import { tokenLibrary } from '../../../nodes/shared/libraries';

const credentials = { secretId: 'demo-secret-id', secretKey: 'demo-secret-key' };
const start = 1_700_000_000_000;
const backdated = 70;

let now: number;
let signings: jest.SpyInstance;

/** Counts the credentials, so that each test has its own without a cached token. */
let count = 0;
function fresh() {
	count += 1;
	return { secretId: `id-${count}`, secretKey: 'key' };
}

beforeEach(() => {
	now = start;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	signings = jest.spyOn(tokenLibrary().SignJWT.prototype, 'sign');
});

afterEach(() => {
	jest.restoreAllMocks();
	forgetToken(credentials);
});

function partsOf(token: string): [header: string, claims: string] {
	const [header, claims] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
	return [header, claims];
}

test('is the token that follows from Heymarket’s description for known credentials', async () => {
	now = start + backdated * 1000;
	expect(await heymarketToken(credentials)).toBe(
		'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJkZW1vLXNlY3JldC1pZCIsImlhdCI6MTcwMDAwMDAwMH0.vGbqFzJBvKXNvN7H6KekLyJhpxqdICYi-stDHRezomA',
	);
});

test('has exactly the documented header and claims, in order, and a time of issue a little back', async () => {
	const [header, claims] = partsOf(await heymarketToken(credentials));
	expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
	expect(claims).toBe(`{"iss":"demo-secret-id","iat":${start / 1000 - backdated}}`);
});

test('has the same signature as by Node’s own HMAC, also with characters that are special in JSON and base64url', async () => {
	const odd = { secretId: 'i"d\\+/=', secretKey: 'k|e|y~?>' };
	const token = await heymarketToken(odd);
	const [header, claims, signature] = token.split('.');
	const hmac = createHmac('sha256', 'i"d\\+/=||k|e|y~?>').update(`${header}.${claims}`).digest('base64url');
	expect(signature).toBe(hmac);
	expect(JSON.parse(partsOf(token)[1]).iss).toBe(odd.secretId);
});

test('blanks around ID and key don’t matter', async () => {
	const pasted = { secretId: ' demo-secret-id\n', secretKey: '\tdemo-secret-key ' };
	expect(await heymarketToken(pasted)).toBe(await heymarketToken(credentials));
	expect(signings).toHaveBeenCalledTimes(1);
	forgetToken(pasted);
	await heymarketToken(credentials);
	expect(signings).toHaveBeenCalledTimes(2);
});

test('is reused for less than two minutes, and never used in its last two minutes', async () => {
	const mine = fresh();
	const first = await heymarketToken(mine);
	now = start + 109_999;
	expect(await heymarketToken(mine)).toBe(first);
	now = start + 110_000;
	const second = await heymarketToken(mine);
	expect(second).not.toBe(first);
	expect(JSON.parse(partsOf(second)[1]).iat).toBe(start / 1000 + 110 - backdated);
});

test('is signed again after the clock was set back', async () => {
	const mine = fresh();
	const first = await heymarketToken(mine);
	now = start - 60_000;
	expect(await heymarketToken(mine)).not.toBe(first);
});

test('requests at the same time share one signing', async () => {
	const mine = fresh();
	const tokens = await Promise.all(Array.from({ length: 50 }, () => heymarketToken(mine)));
	expect(new Set(tokens).size).toBe(1);
	expect(signings).toHaveBeenCalledTimes(1);
});

test('a forgotten token is signed again', async () => {
	const mine = fresh();
	const first = await heymarketToken(mine);
	now = start + 1_000;
	forgetToken(mine);
	expect(await heymarketToken(mine)).not.toBe(first);
});

test('credentials don’t share tokens, even if ID and key joined together are the same text', async () => {
	const tokens = await Promise.all([
		heymarketToken({ secretId: 'a', secretKey: 'b||c' }),
		heymarketToken({ secretId: 'a||b', secretKey: 'c' }),
		heymarketToken({ secretId: 'a', secretKey: 'other' }),
	]);
	expect(new Set(tokens).size).toBe(3);
	expect(partsOf(tokens[0])[1]).toContain('"iss":"a"');
	expect(partsOf(tokens[1])[1]).toContain('"iss":"a||b"');
});

test('the tokens of a hundred credentials are kept; for another one, the oldest is dropped', async () => {
	const first = fresh();
	await heymarketToken(first);
	for (let other = 0; other < 99; other += 1) await heymarketToken(fresh());
	signings.mockClear();
	await heymarketToken(first);
	expect(signings).not.toHaveBeenCalled();
	await heymarketToken(fresh());
	signings.mockClear();
	await heymarketToken(first);
	expect(signings).toHaveBeenCalledTimes(1);
});

test('a token that is signed again becomes the newest', async () => {
	const first = fresh();
	await heymarketToken(first);
	for (let other = 0; other < 99; other += 1) await heymarketToken(fresh());
	now = start + 110_000;
	await heymarketToken(first);
	await heymarketToken(fresh());
	signings.mockClear();
	await heymarketToken(first);
	expect(signings).not.toHaveBeenCalled();
});

test('no key is in the cache, neither plain nor as a hash of the key alone', async () => {
	const set = jest.spyOn(Map.prototype, 'set');
	const mine = { ...fresh(), secretKey: 'plain-key-material' };
	await heymarketToken(mine);
	const keys = set.mock.calls.map(([key]) => String(key));
	expect(keys).toContainEqual(expect.stringMatching(/^[0-9a-f]{64}$/));
	expect(keys.join()).not.toContain('plain-key-material');
	expect(keys).not.toContain(createHash('sha256').update('plain-key-material').digest('hex'));
});

test.each([
	[{ secretId: '', secretKey: 'k' }, 'Secret ID is empty. Fill it in in the credential.'],
	[{ secretKey: 'k' }, 'Secret ID is empty. Fill it in in the credential.'],
	[{ secretId: 'i', secretKey: ' ' }, 'Secret Key is empty. Fill it in in the credential.'],
	[
		{ secretId: 'i', secretKey: 'very\nsecret' },
		'Secret Key has a line break or a blank inside. Copy it again, in one piece, into the credential.',
	],
])('%j is refused without showing the key', async (bad, message) => {
	await expect(heymarketToken(bad)).rejects.toThrow(new UserError(message));
	await expect(heymarketToken(bad)).rejects.toBeInstanceOf(UserError);
	expect(signings).not.toHaveBeenCalled();
});
