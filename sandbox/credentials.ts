import type { ProviderName } from './provider.ts';

/**
 * The credentials the sandbox accepts. All made up, all public, good for nothing else.
 *
 * Heymarket allows two API secrets at a time (for changing them without a pause), so there are two here.
 */
export const credentials = {
	heymarket: {
		secretId: 'demo-secret-id',
		secretKey: 'demo-secret-key',
		secondSecretId: 'demo-second-secret-id',
		secondSecretKey: 'demo-second-secret-key',
		teamKey: 'demo-heymarket-team-key',
	},
	whippy: {
		apiKey: '11111111-2222-4333-8444-555555555555',
	},
	sendook: {
		apiKey: '0123456789abcdef'.repeat(6),
	},
} as const;

/** What may stand in a header of a request to one provider, and must never reach another one. */
export const secretsOf: Record<ProviderName, readonly string[]> = {
	heymarket: [credentials.heymarket.secretKey, credentials.heymarket.secondSecretKey, credentials.heymarket.teamKey],
	whippy: [credentials.whippy.apiKey],
	sendook: [credentials.sendook.apiKey],
};
