import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../operation';
import { smsSegments } from '../values/segments';
import { prepareRequest } from '../transport/exchange';
import type { CheckedItem } from './item';

/** What would be sent: the exact request (no header, so no secret), whom it reaches, and how a text would be billed. */
export function preview(operation: Operation, item: CheckedItem): IDataObject {
	const request = prepareRequest(operation.request, item.content);
	const text = operation.smsText?.(item.content);
	return {
		preview: true,
		request: { ...request },
		recipients: item.recipients,
		...(text !== undefined && { sms: { ...smsSegments(text) } }),
	};
}
