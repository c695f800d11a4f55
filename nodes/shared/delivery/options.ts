import type { IDataObject } from 'n8n-workflow';
import type { z } from '../libraries';
import type { Form } from '../operation';
import { field, fieldOf } from '../form/fields';
import { atLeast } from '../values/numbers';

/** What a person set under Delivery, defaults filled in. */
export interface DeliveryOptions {
	previewOnly: boolean;
	/** Whether a message whose outcome is unknown is sent once more. */
	sendAgainIfUnknown: boolean;
	/** Infinity where there is no limit. */
	maximumSegments: number;
	maxWaitMs: number;
	requestsAtOnce: number;
	includeDetails: boolean;
}

/** What each option of the Delivery collection (see `fields/delivery.ts`) has to be where it was added. */
export const deliveryChecks = {
	previewOnly: field.flag(),
	ifUnknown: field.oneOf(['report', 'sendAgain']),
	maximumSegments: field.wholeNumber({ min: 1 }),
	maxWait: fieldOf((value) => atLeast(value, 0)),
	requestsAtOnce: field.wholeNumber({ min: 1 }),
	includeDetails: field.flag(),
};

/**
 * Reads the Delivery collection; a person who never opens it gets the defaults. So does an option that can't be read: the
 * check of the item refuses it.
 */
export function deliveryOptions(form: Form): DeliveryOptions {
	const chosen = (form.parameter('delivery') ?? {}) as IDataObject;
	const option = <Name extends keyof typeof deliveryChecks>(name: Name): z.output<(typeof deliveryChecks)[Name]> | undefined => {
		if (chosen[name] === undefined) return undefined;
		const read = deliveryChecks[name].safeParse(chosen[name]);
		return read.success ? (read.data as z.output<(typeof deliveryChecks)[Name]>) : undefined;
	};
	return {
		previewOnly: option('previewOnly') ?? false,
		sendAgainIfUnknown: option('ifUnknown') === 'sendAgain',
		maximumSegments: option('maximumSegments') ?? Number.POSITIVE_INFINITY,
		maxWaitMs: (option('maxWait') ?? 300) * 1000,
		requestsAtOnce: option('requestsAtOnce') ?? 10,
		includeDetails: option('includeDetails') ?? false,
	};
}
