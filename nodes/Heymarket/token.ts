import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { tokenLibrary } from '../shared/libraries';
import { bareKey, secretText } from '../shared/security/credentials';

/** Heymarket takes a token for five minutes from its `iat` (developers.heymarket.com/authentication). */
const LIFE_MS = 5 * 60_000;

/**
 * A token's `iat` is set back by this time. If this computer's clock is up to a minute ahead of Heymarket's, `iat` is still
 * not in the future; it isn't known whether Heymarket would accept that.
 */
const BACKDATED_MS = 70_000;

/**
 * A token is used only while it is valid for at least this time. The request may take a minute to arrive, and this
 * computer's clock may be a minute behind Heymarket's.
 */
const RESERVE_MS = 120_000;

const MOST_TOKENS = 100;

interface SignedToken {
	token: Promise<string>;
	signedAt: number;
}

// Kept in memory only, the oldest first. The name of each is a hash, so that no key is kept here.
const tokens = new Map<string, SignedToken>();

/**
 * The bearer token of an API secret. It is signed once and used by all requests of the next two minutes or less.
 *
 * @param credentials of type heymarketJwtApi
 * @throws UserError if Secret ID or Secret Key is empty or has a line break inside
 */
export async function heymarketToken(credentials: ICredentialDataDecryptedObject): Promise<string> {
	const id = secretText(credentials.secretId, 'Secret ID');
	const key = secretText(credentials.secretKey, 'Secret Key');
	const name = nameOf(id, key);
	const now = Date.now();
	const known = tokens.get(name);
	if (known && now >= known.signedAt && now < known.signedAt + LIFE_MS - BACKDATED_MS - RESERVE_MS) return await known.token;
	const signed = { token: sign(id, key, now), signedAt: now };
	tokens.delete(name);
	tokens.set(name, signed);
	for (const oldest of [...tokens.keys()].slice(0, -MOST_TOKENS)) tokens.delete(oldest);
	return await signed.token;
}

/**
 * The token for the Authorization header: a signed one, or the older team key as it is.
 *
 * @throws UserError if a field of the chosen kind is empty or can't be a key
 */
export async function bearerOf(credentials: ICredentialDataDecryptedObject): Promise<string> {
	return credentials.authentication === 'teamKey'
		? secretText(credentials.teamApiKey, 'Team API Key')
		: await heymarketToken(credentials);
}

/** Drops the cached token of a credential, so that the next request signs a new one. What was pasted around the keys doesn't matter. */
export function forgetToken({ secretId, secretKey }: ICredentialDataDecryptedObject): void {
	tokens.delete(nameOf(bareKey(secretId), bareKey(secretKey)));
}

/** The header, the claims and the key exactly as Heymarket documents them (developers.heymarket.com/authentication). */
async function sign(id: string, key: string, now: number): Promise<string> {
	const { SignJWT } = tokenLibrary();
	return await new SignJWT({ iss: id, iat: Math.floor((now - BACKDATED_MS) / 1000) })
		.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
		.sign(new TextEncoder().encode(`${id}||${key}`));
}

function nameOf(id: string, key: string): string {
	return createHash('sha256').update(JSON.stringify([id, key])).digest('hex');
}
