import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { tokenLibrary } from '../shared/libraries';
import { secretText } from '../shared/security/credentials';

/** Heymarket takes a token for five minutes from its `iat` (developers.heymarket.com/authentication). */
const LIFE_MS = 5 * 60_000;

/** `iat` lies this far back, for a clock that is a minute ahead of Heymarket's: how it takes one from the future is unknown. */
const BACKDATED_MS = 70_000;

/** What is left of a token's life when it is given out for the last time: a minute on its way, and a clock a minute behind. */
const RESERVE_MS = 120_000;

const MOST_TOKENS = 100;

interface SignedToken {
	token: Promise<string>;
	signedAt: number;
}

// In memory only, by a hash of the key, so that no key stands here. Oldest first.
const tokens = new Map<string, SignedToken>();

/**
 * The bearer token of an API secret: signed once and reused for less than two minutes, also by requests at the same time.
 *
 * @param credentials of type heymarketJwtApi
 * @throws UserError where Secret ID or Secret Key is empty or has a line break inside
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
 * What goes into the Authorization header: a signed token, or the older team key as it is.
 *
 * @throws UserError where what the chosen kind needs is missing or can't be a key
 */
export async function bearerOf(credentials: ICredentialDataDecryptedObject): Promise<string> {
	return credentials.authentication === 'teamKey'
		? secretText(credentials.teamApiKey, 'Team API Key')
		: await heymarketToken(credentials);
}

/** Drops the token of a credential, so that the next request is signed anew. Knows the credential with or without blanks. */
export function forgetToken({ secretId, secretKey }: ICredentialDataDecryptedObject): void {
	tokens.delete(nameOf(String(secretId ?? '').trim(), String(secretKey ?? '').trim()));
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
