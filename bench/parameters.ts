import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** A resource locator's value as the editor saves it. */
export function byId(value: string): IDataObject {
	return { __rl: true, mode: 'id', value };
}

/** Items with a recipient and a text of their own each, by which the server knows them. */
export function itemsOf({ items, binary }: { items: number; binary?: INodeExecutionData['binary'] }): INodeExecutionData[] {
	return Array.from({ length: items }, (_, index) => ({
		json: { to: `+1415${2_000_000 + index}`, text: `#${index}# Your order is ready.`, id: index.toString(16).padStart(24, '0') },
		...(binary && { binary }),
	}));
}

/** A text by SMS; the same three fields that the HTTP Request node is given below. */
export const whippyText: IDataObject = {
	resource: 'sms',
	operation: 'sendSms',
	fromNumber: byId('+14155550110'),
	toNumber: '={{ $json.to }}',
	smsBody: '={{ $json.text }}',
};

/** What a user would write into the HTTP Request node for the same text. */
export function httpText(baseUrl: string, authentication: IDataObject): IDataObject {
	return {
		method: 'POST',
		url: `${baseUrl}/v1/messaging/sms`,
		...authentication,
		sendBody: true,
		contentType: 'json',
		specifyBody: 'keypair',
		bodyParameters: {
			parameters: [
				{ name: 'from', value: '+14155550110' },
				{ name: 'to', value: '={{ $json.to }}' },
				{ name: 'body', value: '={{ $json.text }}' },
			],
		},
		options: {},
	};
}

/** The key out of the credential that this package's own node uses. */
export const keyByCredential: IDataObject = { authentication: 'predefinedCredentialType', nodeCredentialType: 'whippyApi' };
