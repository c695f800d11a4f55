import type { IDataObject, IRun } from 'n8n-workflow';
import type { Accepted } from '../../sandbox/ledger.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { outputOf } from './engine';
import { byId } from './sandboxed';

/** A text to one person through Heymarket; whom and what comes from the item (`to`, `text`). */
export const text: IDataObject = {
	resource: 'message',
	operation: 'send',
	inbox: byId(11),
	sendAs: byId(101),
	sendTo: 'phoneNumber',
	phoneNumber: '={{ $json.to }}',
	content: 'text',
	text: '={{ $json.text }}',
};

/** A text to everyone on a list of Heymarket; what comes from the item (`text`). */
export const listText: IDataObject = {
	resource: 'message',
	operation: 'sendToList',
	inbox: byId(11),
	sendAs: byId(101),
	list: byId(401),
	content: 'text',
	text: '={{ $json.text }}',
};

/** Items for `text`: the first goes to +1 415 555 2000, each in turn to the next number, every one with a text of its own. */
export function texts(count: number, people = count): IDataObject[] {
	return Array.from({ length: count }, (_, index) => ({ to: `+1 415 555 ${2000 + (index % people)}`, text: `Text ${index}` }));
}

/** What the sandbox took on, by the words that tell one from another, in the order in which it took it. */
export function accepted({ ledger }: Sandbox): string[] {
	return ledger.snapshot().accepted.map(({ marker }: Accepted) => marker);
}

/** The paths of the requests that arrived. */
export function requested({ ledger }: Sandbox): string[] {
	return ledger.snapshot().requests.map(({ method, path }) => `${method} ${path}`);
}

/** A mail through Sendook's first inbox; whom and what comes from the item (`to`, `subject`). */
export function mail({ state }: Sandbox): IDataObject {
	return {
		resource: 'message',
		operation: 'send',
		inbox: byId(state.sendook.inboxes[0]._id),
		to: '={{ $json.to }}',
		subject: '={{ $json.subject }}',
		emailFormat: 'text',
		text: 'As agreed.',
	};
}

/** What a run of one node ended with: n8n's error of the execution, or undefined. */
export function endOf({ data }: IRun): { message: string; description?: string | null; item?: unknown } | undefined {
	const { error } = data.resultData;
	if (!error) return undefined;
	const { message, description, context } = error as { message: string; description?: string | null; context?: IDataObject };
	return { message, description, item: context?.itemIndex };
}

/** The `error` of every failed item, by item index, wherever n8n has put it. */
export function failures(execution: IRun, node = 'Node'): Record<number, IDataObject> {
	const items = outputOf(execution, node).flat();
	const failed = items.filter(({ json }) => typeof json.error === 'object' && json.error !== null);
	return Object.fromEntries(failed.map(({ json, pairedItem }) => [(pairedItem as { item: number }).item, json.error as IDataObject]));
}

/** Waits for what a running workflow is about to do; at most five seconds unless it says otherwise, the test itself tells whether it came. */
export async function until(condition: () => boolean, seconds = 5): Promise<void> {
	for (let tries = 0; !condition() && tries < seconds * 100; tries++) await new Promise((resolve) => setTimeout(resolve, 10));
}
