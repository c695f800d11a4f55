import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { heymarketAutomation } from '../nodes/Heymarket/automation/provider';
import { authenticated, commonPropertiesAt, defaultCountry, secretText } from '../nodes/shared/security/credentials';

/** The address and the key of one automation of Heymarket that begins with a webhook. The node checks it, since a request would run it. */
export class HeymarketAutomationApi implements ICredentialType {
	name = 'heymarketAutomationApi';

	displayName = 'Heymarket Automation API';

	icon = { light: 'file:../icons/heymarket.svg', dark: 'file:../icons/heymarket.dark.svg' } as const;

	documentationUrl = 'https://help.heymarket.com/hc/en-us/articles/44184544523149-Triggering-Automations-with-Webhooks';

	properties: INodeProperties[] = [
		{
			displayName: 'Webhook URL',
			name: 'webhookUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://triggers.heymarket.com/automations/8d5c0f6a',
			description: 'As Heymarket shows it at the automation’s Webhook trigger; the ID at its end is enough',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The key of this automation, which Heymarket shows beside the Webhook URL',
		},
		defaultCountry,
		...commonPropertiesAt(heymarketAutomation.baseUrl),
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated(credentials, requestOptions, { Authorization: `Bearer ${secretText(credentials.apiKey, 'API Key')}` });
	}
}
