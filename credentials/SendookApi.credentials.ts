import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { keyAdvice, sendook } from '../nodes/Sendook/provider';
import { authenticated, commonProperties, secretText, testRules } from '../nodes/shared/security/credentials';
import { userAgent } from '../nodes/shared/userAgent';

/** An API key of an organization in Sendook, hosted or self-hosted. */
export class SendookApi implements ICredentialType {
	name = 'sendookApi';

	displayName = 'Sendook API';

	icon = { light: 'file:../icons/sendook.svg', dark: 'file:../icons/sendook.dark.svg' } as const;

	documentationUrl = 'https://sendook.com/docs';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'In Sendook’s dashboard under API Keys; 96 characters',
		},
		...commonProperties(sendook.baseUrl, 'The address of your own Sendook where you host it yourself'),
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated(credentials, requestOptions, {
			Authorization: `Bearer ${secretText(credentials.apiKey, 'API Key')}`,
		});
	}

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/v1/inboxes', headers: { 'User-Agent': userAgent } },
		rules: testRules(sendook, {
			400: 'Sendook could not read this API key. Paste the key alone, all 96 characters of it.',
			401: `Sendook did not accept this API key. ${keyAdvice}`,
			403: 'Something between n8n and Sendook, such as a proxy, refused this request: Sendook itself does not. Check Base URL.',
		}),
	};
}
