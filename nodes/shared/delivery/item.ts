import type { DeclarativeRestApiSettings, IExecutePaginationFunctions } from 'n8n-workflow';
import type { Form } from '../operation';
import type { Content } from '../provider';
import type { Failure } from './failure';
import type { DeliveryOptions } from './options';

/** One item of a node run, as n8n hands it to `deliver`. */
export interface Item {
	/** Its number in the input, from 0; the one that n8n shows as [item 0]. */
	index: number;
	context: IExecutePaginationFunctions;
	requestData: DeclarativeRestApiSettings.ResultOptions;
	form: Form;
	options: DeliveryOptions;
}

/** An item whose parameters were found good. */
export interface CheckedItem extends Item {
	content: Content;
	/** Normalised recipients and conversations: two items that share one are never under way together. */
	lanes: string[];
	recipients: string[];
}

/** Either what was to be made, or why it can't be. */
export type Checked<Good> = { good: Good } | { failure: Failure };

/** Builds the item that RoutingNode's call of `deliver` stands for. */
export function formOf(context: IExecutePaginationFunctions): Form {
	return {
		timezone: context.getTimezone(),
		parameter(name) {
			try {
				// n8n throws for a parameter that the item doesn't have, a hidden one for example.
				return context.getNodeParameter(name, undefined, { extractValue: true });
			} catch {
				return undefined;
			}
		},
	};
}
