import type { IDataObject, IRun } from 'n8n-workflow';
import type { Accepted } from '../../sandbox/ledger.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { outputOf } from './engine';
import { byId } from './sandboxed';

/** A text to one person through Heymarket. The item gives the recipient and the text (`to`, `text`). */
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

/** A text to everyone on a list of Heymarket. The item gives the text (`text`). */
export const listText: IDataObject = {
	resource: 'message',
	operation: 'sendToList',
	inbox: byId(11),
	sendAs: byId(101),
	list: byId(401),
	content: 'text',
	text: '={{ $json.text }}',
};

/** Items for `text`, with different texts. The first is for +1 415 555 2000, each other one for the next number. */
export function texts(count: number, people = count): IDataObject[] {
	return Array.from({ length: count }, (_, index) => ({ to: `+1 415 555 ${2000 + (index % people)}`, text: `Text ${index}` }));
}

/** The markers of the messages that the sandbox accepted, in that order. */
export function accepted({ ledger }: Sandbox): string[] {
	return ledger.snapshot().accepted.map(({ marker }: Accepted) => marker);
}

/** The paths of the requests that arrived. */
export function requested({ ledger }: Sandbox): string[] {
	return ledger.snapshot().requests.map(({ method, path }) => `${method} ${path}`);
}

/** A mail through Sendook's first inbox. The item gives the recipient and the subject (`to`, `subject`). */
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

/** The error that an execution of one node ended with; undefined if there is none. */
export function endOf({ data }: IRun): { message: string; description?: string | null; item?: unknown } | undefined {
	const { error } = data.resultData;
	if (!error) return undefined;
	const { message, description, context } = error as { message: string; description?: string | null; context?: IDataObject };
	return { message, description, item: context?.itemIndex };
}

/** The `error` of every failed item, by item index, from whichever output has it. */
export function failures(execution: IRun, node = 'Node'): Record<number, IDataObject> {
	const items = outputOf(execution, node).flat();
	const failed = items.filter(({ json }) => typeof json.error === 'object' && json.error !== null);
	return Object.fromEntries(failed.map(({ json, pairedItem }) => [(pairedItem as { item: number }).item, json.error as IDataObject]));
}

/** Waits until a condition holds, or the time is over. The test itself has to check whether it holds. */
export async function until(condition: () => boolean, seconds = 5): Promise<void> {
	for (let tries = 0; !condition() && tries < seconds * 100; tries++) await new Promise((resolve) => setTimeout(resolve, 10));
}
