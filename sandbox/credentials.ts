import type { ProviderName } from './provider.ts';

/**
 * The credentials that the sandbox accepts. They are made up and work nowhere else, so they need not be secret.
 *
 * Heymarket allows two API secrets at a time, so that a team can change them without a pause. So there are two here.
 */
export const credentials = {
	heymarket: {
		secretId: 'demo-secret-id',
		secretKey: 'demo-secret-key',
		secondSecretId: 'demo-second-secret-id',
		secondSecretKey: 'demo-second-secret-key',
		teamKey: 'demo-heymarket-team-key',
		/** Of the only automation that there is. */
		automationId: '8d5c0f6a-demo',
		automationKey: 'demo-heymarket-automation-key',
		/** Stands in what webhooks are told, if somebody sets one up with it. */
		webhookToken: 'webhook-token-of-the-demo',
	},
	whippy: {
		apiKey: '11111111-2222-4333-8444-555555555555',
	},
	sendook: {
		apiKey: '0123456789abcdef'.repeat(6),
	},
} as const;

/** The secrets of each provider's credentials, which must not be sent to another provider. */
export const secretsOf: Record<ProviderName, readonly string[]> = {
	heymarket: [credentials.heymarket.secretKey, credentials.heymarket.secondSecretKey, credentials.heymarket.teamKey, credentials.heymarket.automationKey],
	whippy: [credentials.whippy.apiKey],
	sendook: [credentials.sendook.apiKey],
};
