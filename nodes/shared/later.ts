import type { DeclarativeRestApiSettings, IExecuteFunctions, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import { onFirstUse } from './libraries';
import type { ListSearches } from './listSearch';
import type { Operation } from './operation';
import type { Provider } from './provider';

/*
 * n8n loads every package when it starts, and shows the forms of its nodes long before one of them runs. So what sends is
 * loaded when the first node runs, or the first list opens. That is a third of the files.
 */

const nodeDelivery = onFirstUse(() => require('./delivery/nodeDoor') as typeof import('./delivery/nodeDoor'));
const callDelivery = onFirstUse(() => require('./delivery/toolDoor') as typeof import('./delivery/toolDoor'));

/** Sends a request, with what makes it leave. */
export const exchanging = onFirstUse(() => require('./transport/exchange') as typeof import('./transport/exchange'));

/** Tries a request until its end is known. */
export const attempting = onFirstUse(() => require('./transport/attempt') as typeof import('./transport/attempt'));

/** As `nodeDoor` of the delivery. */
export function nodeDoor(provider: Provider, operationName: string, operation: Operation, searches: ListSearches) {
	const door = onFirstUse(() => nodeDelivery().nodeDoor(provider, operationName, operation, searches));
	return async function deliverNode(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await door().call(this);
	};
}

/** As `toolDoor` of the delivery. */
export function toolDoor(provider: Provider, operations: Map<string, Operation>, searches: ListSearches) {
	const door = onFirstUse(() => callDelivery().toolDoor(provider, operations, searches));
	return async function deliverCall(
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		return await door().call(this, requestData);
	};
}

/** What receives the posts of a trigger, and what asks for a polling one. */
export const receiving = onFirstUse(() => require('./trigger/receive') as typeof import('./trigger/receive'));
export const polling = onFirstUse(() => require('./trigger/poll') as typeof import('./trigger/poll'));
