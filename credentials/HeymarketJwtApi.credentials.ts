import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { heymarket, secretAdvice } from '../nodes/Heymarket/provider';
import { bearerOf } from '../nodes/Heymarket/token';
import { authenticated, commonProperties, defaultCountry, testRules } from '../nodes/shared/security/credentials';
import { userAgent } from '../nodes/shared/userAgent';

/** An API secret of Heymarket's public API, with which JWTs are signed, or its older team key. */
export class HeymarketJwtApi implements ICredentialType {
	name = 'heymarketJwtApi';

	displayName = 'Heymarket JWT API';

	icon = { light: 'file:../icons/heymarket.svg', dark: 'file:../icons/heymarket.dark.svg' } as const;

	documentationUrl = 'https://developers.heymarket.com/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'API Secret',
					value: 'apiSecret',
					description: 'A Secret ID and its Secret Key, from Settings > Integrations > API in Heymarket',
				},
				{
					name: 'Team API Key',
					value: 'teamKey',
					description: 'The older key of the whole team, which Heymarket means to retire',
				},
			],
			default: 'apiSecret',
		},
		{
			displayName: 'Secret ID',
			name: 'secretId',
			type: 'string',
			required: true,
			default: '',
			description: 'In Heymarket under Settings > Integrations > API',
			displayOptions: { show: { authentication: ['apiSecret'] } },
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Shown once, when the API secret is made. A Zapier or n8n integration key is something else.',
			displayOptions: { show: { authentication: ['apiSecret'] } },
		},
		{
			displayName: 'Team API Key',
			name: 'teamApiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authentication: ['teamKey'] } },
		},
		{
			displayName: 'Webhook Verification Tokens',
			name: 'webhookTokens',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For the Heymarket Trigger only: the tokens that Heymarket shows in its webhook settings, one for each webhook, separated by commas or blanks. Only posts that carry one of them are taken.',
		},
		defaultCountry,
		...commonProperties(heymarket.baseUrl, 'Heymarket’s address; another one is only of use in tests'),
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated(credentials, requestOptions, { Authorization: `Bearer ${await bearerOf(credentials)}` });
	}

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/v1/team', headers: { 'User-Agent': userAgent } },
		rules: testRules(heymarket, {
			// A rule can't ask which kind of key the credential holds.
			401: `Heymarket did not accept this API secret. ${secretAdvice} With a Team API Key, check that it is the team’s current one.`,
			403: 'Heymarket knows this key but does not let it use the API. Ask Heymarket’s support whether API access is switched on for your team.',
		}),
	};
}
