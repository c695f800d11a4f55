import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

// The only file of the benchmark that names parameters of nodes. Jobs that also run with the older commit use names that both
// have.

/** A resource locator's value as the editor saves it. */
export function byId(value: string): IDataObject {
	return { __rl: true, mode: 'id', value };
}

/** Items with different recipients and texts. The server recognises an item by its text. */
export function itemsOf({ items, binary }: { items: number; binary?: INodeExecutionData['binary'] }): INodeExecutionData[] {
	return Array.from({ length: items }, (_, index) => ({
		json: { to: `+1415${2_000_000 + index}`, text: `#${index}# Your order is ready.`, id: index.toString(16).padStart(24, '0') },
		...(binary && { binary }),
	}));
}

const IN_A_MONTH_MS = 30 * 86_400_000;

/** The same items with three more fields: a picture, a time and a status. */
export function detailedItemsOf(items: number): INodeExecutionData[] {
	const when = new Date(Date.now() + IN_A_MONTH_MS).toISOString();
	return itemsOf({ items }).map(({ json }, index) => ({
		json: { ...json, picture: `https://example.com/picture${index}.png`, when, status: index % 2 === 0 ? 'open' : 'closed' },
	}));
}

/** A text by SMS with two expressions. `httpText` makes the HTTP Request node send the same three fields. */
export const whippyText: IDataObject = {
	resource: 'sms',
	operation: 'send',
	phoneChannel: byId('+14155550110'),
	phoneNumber: '={{ $json.to }}',
	text: '={{ $json.text }}',
};

/** The same text with five expressions, three of them in Additional Fields. */
export const whippyDetailedText: IDataObject = {
	...whippyText,
	additionalFields: {
		attachmentUrls: '={{ $json.picture }}',
		scheduleAt: '={{ $json.when }}',
		conversationStatus: '={{ $json.status }}',
	},
};

/** A text from an inbox of Heymarket. */
export const heymarketText: IDataObject = {
	resource: 'message',
	operation: 'send',
	inbox: byId('11'),
	sendAs: byId('101'),
	sendTo: 'phoneNumber',
	phoneNumber: '={{ $json.to }}',
	content: 'text',
	text: '={{ $json.text }}',
};

/** All messages of a Heymarket team. */
export const heymarketMessages: IDataObject = {
	resource: 'message',
	operation: 'getMany',
	source: 'team',
	returnAll: true,
	simplify: false,
};

/** What a mail of Sendook has under the same names on both sides; `withFile` attaches the item's file. */
function mail(withFile: boolean): IDataObject {
	return {
		resource: 'message',
		to: '={{ $json.id }}@example.com',
		subject: '={{ $json.text }}',
		emailFormat: 'text',
		text: 'As agreed.',
		...(withFile && { additionalFields: { attachments: 'data' } }),
	};
}

const sendookInbox = byId('6b00b5af8483d6948a805bd2');

/** A mail of Sendook with the older commit; `withFile` attaches the item's file. */
export function olderSendookMail(withFile: boolean): IDataObject {
	return { ...mail(withFile), operation: 'sendMessage', inboxId: sendookInbox };
}

/** A mail of Sendook; `withFile` attaches the item's file. */
export function sendookMail(withFile: boolean): IDataObject {
	return { ...mail(withFile), operation: 'send', inbox: sendookInbox };
}

/** How many requests may be under way at the same time. */
export function atOnce(requests: number): IDataObject {
	return { delivery: { maxParallelRequests: requests } };
}

type BodyParameter = { name: string; value: string };

/** What a user would write into the HTTP Request node for the same text. */
export function httpText(baseUrl: string, authentication: IDataObject, more: BodyParameter[] = []): IDataObject {
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
				...more,
			],
		},
		options: {},
	};
}

/** The three more fields of the detailed text in the HTTP Request node. */
export const httpDetails: BodyParameter[] = [
	{ name: 'attachments', value: '={{ [$json.picture] }}' },
	{ name: 'schedule_at', value: '={{ $json.when }}' },
	{ name: 'conversation_status', value: '={{ $json.status }}' },
];

/** The key written into the HTTP Request node as a plain header. */
export const keyAsHeader: IDataObject = {
	sendHeaders: true,
	headerParameters: { parameters: [{ name: 'X-WHIPPY-KEY', value: 'a-key-of-the-benchmark' }] },
};

/** The key from the same credential that this package's own node uses. */
export const keyByCredential: IDataObject = { authentication: 'predefinedCredentialType', nodeCredentialType: 'whippyApi' };
