/**
 * The only file that loads third-party code. Each file of the folder `libraries` exports a library, or the used part of one;
 * the build bundles it with everything it imports. All other files may import only
 * `n8n-workflow`, `node:crypto` and each other.
 *
 * n8n loads every package when it starts, and a workflow needs few of these libraries. So each is loaded when it is first
 * used; that is why they are functions here.
 */

export type { CountryCode, PhoneNumber } from './libraries/phones';
export type { Schema } from './libraries/schemas';

/** Makes a function that loads a library when it is first called, and gives it from then on. */
export function onFirstUse<Library>(load: () => Library): () => Library {
	let library: Library | undefined;
	return () => (library ??= load());
}

/** email-addresses: parses an email address by RFC 5322. */
export const emailLibrary = onFirstUse(() => require('./libraries/addresses') as typeof import('./libraries/addresses'));

/** sms-segments-calculator: the GSM alphabet. */
export const gsmLibrary = onFirstUse(() => require('./libraries/gsm') as typeof import('./libraries/gsm'));

/** htmlparser2: reads HTML. */
export const htmlLibrary = onFirstUse(() => require('./libraries/html') as typeof import('./libraries/html'));

/** libphonenumber-js with its full metadata. */
export const phoneLibrary = onFirstUse(() => require('./libraries/phones') as typeof import('./libraries/phones'));

/** email-reply-parser: tells what a mail quotes of earlier ones. */
export const quoteLibrary = onFirstUse(() => require('./libraries/quotes') as typeof import('./libraries/quotes'));

/** zod: judges values that come from outside, such as a credential or what an earlier execution has saved. */
export const schemaLibrary = onFirstUse(() => require('./libraries/schemas') as typeof import('./libraries/schemas'));

/** jose: signs JSON Web Tokens. */
export const tokenLibrary = onFirstUse(() => require('./libraries/tokens') as typeof import('./libraries/tokens'));
