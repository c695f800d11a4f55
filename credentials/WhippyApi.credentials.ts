import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { keyAdvice, whippy } from '../nodes/Whippy/provider';
import { authenticated, commonProperties, defaultCountry, secretText, testRules } from '../nodes/shared/security/credentials';
import { userAgent } from '../nodes/shared/userAgent';

/** An API key of an organization in Whippy. */
export class WhippyApi implements ICredentialType {
	name = 'whippyApi';

	displayName = 'Whippy API';

	icon = { light: 'file:../icons/whippy.svg', dark: 'file:../icons/whippy.dark.svg' } as const;

	documentationUrl = 'https://docs.whippy.ai/docs/api-keys';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'In Whippy under Developers > API Keys',
		},
		defaultCountry,
		...commonProperties(whippy.baseUrl, 'Whippy’s address; another one is only of use in tests'),
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated(credentials, requestOptions, { 'X-WHIPPY-KEY': secretText(credentials.apiKey, 'API Key') });
	}

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/v1/organization', headers: { 'User-Agent': userAgent } },
		rules: testRules(whippy, {
			401: `Whippy did not accept this API key. ${keyAdvice}`,
			403: 'Whippy knows this API key but does not let it read the organization. Check the key under Developers > API Keys.',
		}),
	};
}
