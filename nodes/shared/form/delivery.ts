import type { INodeProperties } from 'n8n-workflow';

const options: INodeProperties[] = [
	{
		displayName: 'If the Outcome Is Unknown',
		name: 'ifUnknown',
		type: 'options',
		options: [
			{ name: 'Report It', value: 'report', description: 'Leave it to you to find out whether the message went out' },
			{ name: 'Send Again', value: 'sendAgain', description: 'Accept that the message may arrive twice' },
		],
		default: 'report',
		description: 'What to do when the connection broke after the message left',
	},
	{
		displayName: 'Include Delivery Details',
		name: 'includeDetails',
		type: 'boolean',
		default: false,
		description: 'Whether to add tries, waiting time and request ID to the output',
	},
	{
		displayName: 'Max Wait for a Free Slot',
		name: 'maxWait',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 300,
		description:
			'The longest single wait for the provider’s rate limit, in seconds, and how long it may keep refusing, before the rest is reported as not sent',
	},
	{
		displayName: 'Preview Only',
		name: 'previewOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to show what would be sent without sending anything',
	},
	{
		displayName: 'Requests at Once',
		name: 'requestsAtOnce',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description:
			'How many requests may be under way at the same time; messages to one recipient always go one after another',
	},
];

const maximumSegments: INodeProperties = {
	displayName: 'Maximum SMS Segments',
	name: 'maximumSegments',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	description: 'Refuse a text that would be billed as more segments than this',
};

/** How a message is delivered: the same everywhere something is sent. `sms` adds what only a text message has. */
export function delivery({ sms = false } = {}): INodeProperties {
	return {
		displayName: 'Delivery',
		name: 'delivery',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: sms ? [...options, maximumSegments] : options,
	};
}
