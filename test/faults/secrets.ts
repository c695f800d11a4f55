import { stringify } from 'flatted';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** Only parts of a key of this length are looked for. Shorter ones occur elsewhere by chance. */
const PART = 12;

/** The forms in which a secret is looked for: plain, in each alignment of base64, percent-encoded, in hexadecimal, and in parts. */
function shapesOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const shifted = [0, 1, 2].flatMap((shift) => {
		const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
		// The characters at both ends depend on the text around the secret.
		const own = text.slice(shift === 0 ? 0 : 4, -4);
		return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
	});
	const parts = Array.from({ length: Math.max(0, secret.length - PART + 1) }, (_, at) => secret.slice(at, at + PART));
	const half = Math.ceil(secret.length / 2);
	const all = [secret, ...parts, secret.slice(0, half), secret.slice(half), ...shifted, encodeURIComponent(secret), bytes.toString('hex')];
	return [...new Set(all.filter((shape) => shape.length >= 7))];
}

/** The secrets in a text: the sandbox's keys, and tokens signed with them. Only requests may have these. */
export function secretsIn(text: string, { credentials }: Pick<Sandbox, 'credentials'>): string[] {
	const { heymarket, whippy, sendook } = credentials;
	const secrets = [heymarket.secretKey, heymarket.teamKey, `${heymarket.secretId}||${heymarket.secretKey}`, whippy.apiKey, sendook.apiKey];
	const shapes = secrets.flatMap(shapesOf);
	// A longer beginning of a token is looked for, since `eyJ` alone occurs in n8n's encrypted data by chance.
	const tokens = text.match(/eyJ[\w-]{10,}\.eyJ[\w-]{5,}/g) ?? [];
	const bearers = text.match(/Bearer [\w.-]{8,}/g) ?? [];
	return [...shapes.filter((shape) => text.includes(shape)), ...tokens, ...bearers];
}

/** The secrets in data that n8n keeps or shows: output, errors, static data, node context. */
export function leaks(sandbox: Pick<Sandbox, 'credentials'>, kept: unknown): string[] {
	return secretsIn(stringify(kept, (_key, value: unknown) => (value instanceof Error ? shown(value) : value)), sandbox);
}

/** All properties of an error, also those that JSON leaves out. */
function shown(error: Error): Record<string, unknown> {
	const own = Object.fromEntries(Object.getOwnPropertyNames(error).map((name) => [name, (error as never as Record<string, unknown>)[name]]));
	return { ...own, text: String(error) };
}
