import type { IDataObject } from 'n8n-workflow';

import type { ProviderName } from '../sandbox/provider.ts';

/** Environment variables. */
export type Environment = Record<string, string | undefined>;

/** The variables of a provider's keys. */
export const KEYS: Record<ProviderName, string> = {
	heymarket: 'HEYMARKET_SECRET_ID and HEYMARKET_SECRET_KEY (or HEYMARKET_API_KEY)',
	whippy: 'WHIPPY_API_KEY',
	sendook: 'SENDOOK_API_KEY',
};

/** The fields of a provider's credential, without the base URL; or why it can't be had. */
export function credentialFrom(name: ProviderName, environment: Environment): { good: IDataObject } | { missing: string } {
	const given = (variable: string) => environment[variable]?.trim() || undefined;
	if (name !== 'heymarket') {
		const apiKey = given(KEYS[name]);
		return apiKey ? { good: { apiKey } } : { missing: `Skipped: ${KEYS[name]} is not set.` };
	}
	const [secretId, secretKey, teamApiKey] = ['HEYMARKET_SECRET_ID', 'HEYMARKET_SECRET_KEY', 'HEYMARKET_API_KEY'].map(given);
	if (secretId && secretKey) return { good: { authentication: 'apiSecret', secretId, secretKey } };
	if (teamApiKey) return { good: { authentication: 'teamKey', teamApiKey } };
	if (secretId || secretKey) return { missing: 'Skipped: of HEYMARKET_SECRET_ID and HEYMARKET_SECRET_KEY only one is set. They belong together.' };
	return { missing: `Skipped: ${KEYS.heymarket} are not set.` };
}

/** Every value of the environment that must not be written down. */
export function secretsIn(environment: Environment): string[] {
	const names = Object.keys(environment).filter((name) => /^(HEYMARKET|WHIPPY|SENDOOK)_(SECRET_ID|SECRET_KEY|API_KEY)$|^CHECK_LIVE_/.test(name));
	return names.flatMap((name) => environment[name]?.trim() || []);
}
