/**
 * The only file that loads third-party code. Each file of the folder `libraries` exports a library, or the used part of one;
 * the build bundles it with everything it imports. All other files are transpiled one by one. They may import only
 * `n8n-workflow`, `node:crypto` and each other.
 *
 * n8n loads every package when it starts, and a workflow needs few of these libraries. So each is loaded when it is first
 * used; that is why they are functions here.
 */

export type { CountryCode, PhoneNumber } from './libraries/phones';

/** Makes a function that loads a library when it is first called, and gives it from then on. */
function onFirstUse<Library>(load: () => Library): () => Library {
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

/** jose: signs JSON Web Tokens. */
export const tokenLibrary = onFirstUse(() => require('./libraries/tokens') as typeof import('./libraries/tokens'));

const schemaLibrary = onFirstUse(() => require('./libraries/schemas') as typeof import('./libraries/schemas'));

type Zod = typeof import('./libraries/schemas');

/**
 * A function of zod that makes its schema only when something is first checked by it. Operations declare their schemas when
 * n8n starts; without this, that would load zod.
 */
function madeOnFirstUse<Name extends keyof Zod>(name: Name): Zod[Name] {
	const make = (...all: never[]) => {
		const schema = onFirstUse(() => (schemaLibrary()[name] as (...all: never[]) => object)(...all));
		return new Proxy({}, { get: (_stand, property): unknown => Reflect.get(schema(), property) });
	};
	return make as Zod[Name];
}

/** The parts of zod's `mini` API (functions, not methods) that this package uses. */
export const z: Zod = {
	array: madeOnFirstUse('array'),
	check: madeOnFirstUse('check'),
	literal: madeOnFirstUse('literal'),
	optional: madeOnFirstUse('optional'),
	pipe: madeOnFirstUse('pipe'),
	strictObject: madeOnFirstUse('strictObject'),
	transform: madeOnFirstUse('transform'),
	unknown: madeOnFirstUse('unknown'),
};

/** The types that go with `z`. */
export declare namespace z {
	type ZodMiniType<Output = unknown, Input = unknown> = import('./libraries/schemas').ZodMiniType<Output, Input>;
	type output<Schema extends ZodMiniType> = import('./libraries/schemas').output<Schema>;
	type Issue = import('./libraries/schemas').Issue;
	type RawIssue = import('./libraries/schemas').RawIssue;
}
