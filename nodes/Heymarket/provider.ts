import type { Provider } from '../shared/provider';
import { baseUrlOf } from '../shared/security/credentials';
import { bearerOf, forgetToken } from './token';

/** What to do when Heymarket does not accept an API secret, here and in the test of the credential. */
export const secretAdvice =
	'Check that the Secret ID and the Secret Key belong together (Settings > Integrations > API), that this computer’s clock is right, and that you did not paste a Zapier or n8n integration key.';

/** As `secretAdvice`, for the older key: a new one ends the one before (developers.heymarket.com/authentication). */
const teamKeyAdvice =
	'Check that the Team API Key is the team’s current one, since a new key ends the one before at once, and that you did not paste a Zapier or n8n integration key.';

/** What is particular about Heymarket (developers.heymarket.com: authentication, rate-limits). */
export const heymarket: Provider = {
	name: 'Heymarket',
	credential: 'heymarketJwtApi',
	baseUrl: 'https://api.heymarket.com',
	limits: [{ count: 500, windowMs: 60_000, words: '500 a minute', countedBy: 'account' }],
	account: ({ authentication, secretId, teamApiKey }) => String(authentication === 'teamKey' ? teamApiKey : secretId),
	unwrap: (body) => body,
	forgetToken,
	async checkCredentials(credentials) {
		baseUrlOf(credentials);
		await bearerOf(credentials);
	},
	advice: {
		401: ({ authentication }) => (authentication === 'teamKey' ? teamKeyAdvice : secretAdvice),
		403: 'The team, or the member for whom this is done, may not use this inbox.',
	},
};
