import type { IDataObject } from 'n8n-workflow';
import type { Form } from '../operation';

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

/** Reads the Delivery collection (see `fields/delivery.ts`); a person who never opens it gets the defaults. */
export function deliveryOptions(form: Form): DeliveryOptions {
	const chosen = (form.parameter('delivery') ?? {}) as IDataObject;
	return {
		previewOnly: chosen.previewOnly === true,
		sendAgainIfUnknown: chosen.ifUnknown === 'sendAgain',
		maximumSegments: positive(chosen.maximumSegments, Number.POSITIVE_INFINITY),
		maxWaitMs: positive(chosen.maxWait, 300, 0) * 1000,
		requestsAtOnce: Math.floor(positive(chosen.requestsAtOnce, 10)),
		includeDetails: chosen.includeDetails === true,
	};
}

function positive(value: unknown, otherwise: number, least = 1): number {
	const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
	return value !== '' && number >= least ? number : otherwise;
}
