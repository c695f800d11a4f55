import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a secret that came is one of those that are known. It takes the same time wherever the two differ, so that nobody can
 * guess a secret sign by sign.
 */
export function isOneOfSecrets(given: unknown, known: readonly string[]): boolean {
	if (typeof given !== 'string' || given === '') return false;
	const hash = (text: string) => createHash('sha256').update(text).digest();
	const came = hash(given);
	// All are compared, for the same reason.
	return known.filter((secret) => secret !== '' && timingSafeEqual(came, hash(secret))).length > 0;
}

/** How old, or how far ahead, the time in a signature may be. */
const FRESH_MS = 300_000;

/** What a signature is made with and stands for. */
export interface Signed {
	/** The bytes as they came: parsed JSON that is written again differs. */
	raw: Buffer | undefined;
	/** The header: a signature, or `t=<time>,v1=<signature>` under whatever names. */
	header: unknown;
	/** Never empty; without one nothing is genuine. */
	key: string;
	/** Milliseconds since 1970. */
	now: number;
}

/**
 * Whether a post was signed with the key: HMAC-SHA256 over `<time>.<bytes>`, or over the bytes alone where the header has no
 * time. Hexadecimal in either case, base64 and base64url with or without padding are taken, and times in seconds or
 * milliseconds. Never throws.
 */
export function isSigned({ raw, header, key, now }: Signed): boolean {
	if (raw === undefined || typeof header !== 'string' || header.length > LONGEST_HEADER || key === '') return false;
	const values = header.split(',').map((part) => part.trim().replace(/^[a-z]\w{0,15}=(?=.)/i, ''));
	const time = values.find((value) => /^\d{9,14}$/.test(value));
	if (time !== undefined && !isFresh(time, now)) return false;
	const expected = createHmac('sha256', key).update(time === undefined ? '' : `${time}.`).update(raw).digest();
	return values.some((value) => {
		const given = bytesOf(value);
		return given !== undefined && given.length === expected.length && timingSafeEqual(given, expected);
	});
}

const LONGEST_HEADER = 1_000;

/** Seconds have ten digits until the year 2286. */
function isFresh(time: string, now: number): boolean {
	const milliseconds = time.length > 11 ? Number(time) : Number(time) * 1000;
	return Math.abs(now - milliseconds) <= FRESH_MS;
}

/** The 32 bytes of a SHA-256 in any of the ways in which they are written. */
function bytesOf(written: string): Buffer | undefined {
	if (/^[\da-f]{64}$/i.test(written)) return Buffer.from(written, 'hex');
	return /^[\w+/-]{43}=?$/.test(written) ? Buffer.from(written, 'base64') : undefined;
}
