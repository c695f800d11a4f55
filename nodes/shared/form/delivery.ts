import { numberField, oneOfField, switchField, wholeNumberField, type Field } from './field';
import { collection, setting } from './parts';

/** A field of AI tools only. A person fills it in: what limits a model is not left to the model. */
function ofTools<Value>({ property, convert }: Field<Value, false>): Field<Value, false> {
	return { property: { ...property, noDataExpression: true, displayOptions: { show: { '@tool': [true] } } }, convert };
}

/** The options of Delivery by name. `delivery/options.ts` reads them before anything else of an item is judged. */
export const deliveryFields = {
	ifUnclear: oneOfField(
		{
			displayName: 'If It Is Unclear Whether It Was Sent',
			name: 'ifUnclear',
			description:
				'The connection broke after the message left. Report It, or Send Again if a message that arrives twice is better than one that doesn’t arrive.',
		},
		{ report: 'Report It', sendAgain: 'Send Again' },
	),
	includeDetails: switchField({
		displayName: 'Include Tries and Request ID',
		name: 'includeDetails',
		description: 'Whether to add the number of tries, the time spent waiting and the request ID to the output',
	}),
	maxParallelRequests: wholeNumberField({
		displayName: 'Max Parallel Requests',
		name: 'maxParallelRequests',
		min: 1,
		default: 10,
		description: 'Messages to one recipient, and changes of one record, always go one after another',
	}),
	maxSegments: wholeNumberField({
		displayName: 'Max SMS Segments',
		name: 'maxSegments',
		min: 1,
		default: 2,
		description: 'Refuse a text that would be billed as more segments. One segment is 160 characters, 70 with an emoji.',
	}),
	maxToolSends: ofTools(wholeNumberField({
		displayName: 'Max Sends per Execution',
		name: 'maxToolSends',
		min: 1,
		default: 25,
		description: 'How many messages this tool sends in one execution of the workflow. Then the AI agent is told to send no more.',
	})),
	maxWaitSeconds: numberField({
		displayName: 'Max Wait for Rate Limit (Seconds)',
		name: 'maxWaitSeconds',
		min: 0,
		default: 300,
		description:
			'Seconds to wait for the provider’s rate limit at a time. If it takes longer, the remaining items are reported as not sent.',
	}),
};

/** Whether nothing is to be sent. */
export const previewOnlyField = switchField({
	displayName: 'Preview Only',
	name: 'previewOnly',
	description: 'Whether to check everything and show what would be sent, without sending anything',
});

const { maxSegments, ...others } = deliveryFields;

const { includeDetails, maxParallelRequests, maxWaitSeconds } = deliveryFields;

const look = { displayName: 'Delivery', name: 'delivery', placeholder: 'Add Option' };

/** Preview Only and Delivery, at the end of every form that sends something. */
export const delivery = [setting(previewOnlyField), collection(look, Object.values(others).map(setting))] as const;

/** Delivery, at the end of every form that changes something at the provider without sending it to anybody. */
export const changeDelivery = collection(look, [includeDetails, maxParallelRequests, maxWaitSeconds].map((field) => setting(field)));

/** As `delivery`, for texts: these are billed in segments. */
export const textDelivery = [setting(previewOnlyField), collection(look, [...Object.values(others), maxSegments].map((field) => setting(field)))] as const;
