import type { Answer, Provider } from '../shared/provider';
import { baseUrlOf, secretText } from '../shared/security/credentials';

/** The limits of a day and of a month answer in JSON; the hourly one, which waiting helps, in plain text. */
function isQuota({ body }: Answer): boolean {
	return typeof body === 'object' && body !== null;
}

/** Which of the two quotas is used up. The day is that of the server, and received mail counts too. */
function quota({ body }: Answer): string {
	const isDaily = typeof (body as { error?: unknown }).error === 'string';
	if (isDaily) return 'Sendook’s daily limit of this plan is used up until 00:00 UTC (received mail counts too)';
	return 'Sendook’s monthly limit is used up. A payment method in its dashboard lifts the limit';
}

/** What to do when Sendook accepts no key, here and in the test of the credential. */
export const keyAdvice = 'Check the key under API Keys in the dashboard, and that Base URL is the Sendook it was made in.';

/** What is particular about Sendook's /v1 API (providers/sendook.md, observed on the real server). */
export const sendook: Provider = {
	name: 'Sendook',
	credential: 'sendookApi',
	baseUrl: 'https://api.sendook.com',
	limits: [
		{
			count: 100,
			windowMs: 3_600_000,
			words: '100 an hour',
			// Per client address, whatever the key: everything from this n8n counts together.
			countedBy: 'baseUrl',
			covers: ({ effect }) => effect === 'send',
		},
	],
	account: ({ apiKey }) => String(apiKey),
	unwrap: (body) => body,
	checkCredentials(credentials) {
		baseUrlOf(credentials);
		secretText(credentials.apiKey, 'API Key');
	},
	isQuota,
	quota,
	advice: {
		// An answer about the key is bare text; one about a field is JSON, and says what is wrong with it.
		400: (_, { body }) => (typeof body === 'string' ? 'If the credential test says the same, paste the API key again, all 96 characters of it.' : undefined),
		401: keyAdvice,
		413: 'What stands between this n8n and Sendook takes smaller requests than Sendook does. Send smaller files, or links to them.',
	},
};
