import { deliveryFields, previewOnlyField } from '../form/delivery';
import type { Field } from '../form/field';
import type { ItemForm } from '../form/read';
import { attempt } from '../values/invalid';

/** What a person set under Delivery, defaults filled in. */
export interface DeliveryOptions {
	previewOnly: boolean;
	/** Whether a message whose outcome is unknown is sent once more. */
	sendAgainIfUnknown: boolean;
	/** Infinity where there is no limit. */
	maxSegments: number;
	maxWaitMs: number;
	maxParallelRequests: number;
	includeDetails: boolean;
	/** How many messages the node sends in one execution as a tool. */
	maxToolSends: number;
}

/**
 * Reads Preview Only and the Delivery collection; options that were not added have their defaults. So does an option that
 * can't be read: the check of the item refuses it.
 */
export function deliveryOptions(form: ItemForm): DeliveryOptions {
	const option = <Value>({ property: { name }, convert }: Field<Value>, path = `delivery.${name}`): Value | undefined => {
		const value = form.parameter(path);
		return value === undefined ? undefined : attempt(() => convert(value, NO_CONTEXT)).good;
	};
	const { ifUnclear, includeDetails, maxParallelRequests, maxSegments, maxToolSends, maxWaitSeconds } = deliveryFields;
	return {
		previewOnly: option(previewOnlyField, 'previewOnly') ?? false,
		sendAgainIfUnknown: option(ifUnclear) === 'sendAgain',
		maxSegments: option(maxSegments) ?? Number.POSITIVE_INFINITY,
		maxWaitMs: (option(maxWaitSeconds) ?? 300) * 1000,
		maxParallelRequests: option(maxParallelRequests) ?? 10,
		includeDetails: option(includeDetails) ?? false,
		maxToolSends: option(maxToolSends) ?? maxToolSends.property.default as number,
	};
}

/** Numbers and switches are read alike everywhere. */
const NO_CONTEXT = { timezone: 'UTC', country: undefined, countryHelp: '', setting: () => undefined, input: () => ({}) };
