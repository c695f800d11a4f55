import { createHmac, timingSafeEqual } from 'node:crypto';

import { credentials } from '../credentials.ts';

/** A token is valid for so many seconds from `iat` (vendor's authentication page). */
const life = 300;
/** A client's clock may be ahead by so many seconds. The vendor documents nothing; real clocks differ by less. */
const ahead = 30;

const { secretId, secretKey, secondSecretId, secondSecretKey, teamKey, automationKey } = credentials.heymarket;
const secrets = new Map<unknown, string>([
	[secretId, secretKey],
	[secondSecretId, secondSecretKey],
]);

function same(left: string, right: string): boolean {
	const [a, b] = [Buffer.from(left), Buffer.from(right)];
	return a.length === b.length && timingSafeEqual(a, b);
}

function object(part: string): Record<string, unknown> | undefined {
	// Only base64url without padding is valid here, and Buffer accepts other text too.
	if (!/^[A-Za-z0-9_-]+$/.test(part)) return undefined;
	try {
		const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
		return value !== null && typeof value === 'object' && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}

function keysOf(value: Record<string, unknown>): string {
	return Object.keys(value).sort().join(' ');
}

/**
 * The account of a bearer token: a JWT signed with `SECRET_ID||SECRET_KEY`, or the legacy team key.
 *
 * @param now Milliseconds since 1970
 * @returns the account, or why the token is not valid
 */
export function accountOf(authorization: string | undefined, now: number): { account: string } | { reason: string } {
	if (authorization === undefined) return { reason: 'no Authorization header' };
	const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
	if (token === undefined) return { reason: 'the Authorization header is not "Bearer" and one token' };
	if (same(token, teamKey)) return { account: 'team key' };
	const [head = '', claims = '', signature = '', ...rest] = token.split('.');
	const header = object(head);
	const payload = object(claims);
	if (header === undefined || payload === undefined || rest.length > 0) return { reason: 'neither a JWT nor the team key' };
	if (keysOf(header) !== 'alg typ' || header['alg'] !== 'HS256' || header['typ'] !== 'JWT') {
		return { reason: `the JWT header is ${JSON.stringify(header)}` };
	}
	if (keysOf(payload) !== 'iat iss') return { reason: `the claims are ${keysOf(payload)}, not iat and iss` };
	const secret = secrets.get(payload['iss']);
	if (secret === undefined) return { reason: 'iss is not a known Secret ID' };
	const expected = createHmac('sha256', `${String(payload['iss'])}||${secret}`)
		.update(`${head}.${claims}`)
		.digest('base64url');
	if (!same(signature, expected)) return { reason: 'the signature is wrong' };
	const { iat } = payload;
	if (typeof iat !== 'number' || !Number.isInteger(iat)) return { reason: 'iat is not in whole seconds' };
	const age = now / 1_000 - iat;
	if (age > life) return { reason: `the token is ${Math.round(age)} seconds old` };
	if (age < -ahead) return { reason: `iat is ${Math.round(-age)} seconds ahead` };
	return { account: String(payload['iss']) };
}

/** The account of an automation's key, which is good for nothing else, or why it is not valid. */
export function automationOf(authorization: string | undefined): { account: string } | { reason: string } {
	return same(authorization ?? '', `Bearer ${automationKey}`) ? { account: 'automation' } : { reason: 'not the key of this automation' };
}
