import type { IDataObject } from 'n8n-workflow';
import { prepareRequest } from '../transport/exchange';
import type { CheckedItem } from './item';
import { reportColumns } from './rows';

/** What a model reads of a preview, which it would else take for a message that was sent. */
export const PREVIEWED = 'Preview only: nothing was sent';

/** What would be sent: whom it reaches, what it says, and the exact request (without headers, so without a secret). */
export function preview(item: CheckedItem, timezone: string): IDataObject {
	const { scheduled, ...said } = reportColumns(item, timezone);
	return {
		...said,
		status: 'preview',
		...(scheduled !== undefined && { scheduled }),
		request: { ...prepareRequest(item.content) },
	};
}
