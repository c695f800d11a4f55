import { randomUUID } from 'node:crypto';
import { sleep, type IDataObject, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { switchField } from '../form/field';
import type { TriggerDeclaration } from './declaration';
import { identityOf, type EventKind } from './event';
import { itemOf } from './item';

/** Whether Listen for Test Event is answered with a made-up event at once. */
export const sampleEvent = switchField({
	displayName: 'Sample Event While Testing',
	name: 'sampleEvent',
	description: 'Whether Listen for Test Event gets a made-up event at once, rather than waiting until something happens. An active workflow never gets one.',
});

/** By this header, n8n's own post to itself is told from all others: its value is known in this process only. */
const HEADER = 'x-sample-event';

/** How long n8n needs to begin listening, once it has called `create`. */
const LISTENS_MS = 500;

/** The samples that are on their way. */
const underWay = new Set<string>();

/** Posts a sample to this n8n, when it has begun to listen. If n8n can't reach its own address, it goes on listening. */
export function sendSample(context: IHookFunctions): void {
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined) return;
	const name = randomUUID();
	underWay.add(name);
	const send = async () => {
		await sleep(LISTENS_MS);
		await context.helpers.httpRequest({ method: 'POST', url, headers: { [HEADER]: name }, body: {}, json: true, disableFollowRedirect: true, timeout: 10_000 });
	};
	void send()
		.catch((thrown: unknown) => context.logger.warn(`No sample event could be posted to ${url}: ${thrown instanceof Error ? thrown.message : 'for an unknown reason'}`))
		.finally(() => underWay.delete(name));
}

/** Whether a post is a sample that this process has sent, while somebody listens in the editor. */
export function isSample(context: IWebhookFunctions): boolean {
	if (context.getMode() !== 'manual') return false;
	return underWay.has(String(context.getHeaderData()[HEADER]));
}

/** What a workflow gets of a sample. */
export function sampleItem({ sample, read }: TriggerDeclaration, kind: EventKind | undefined): IDataObject {
	const event = read(sample(kind));
	if (typeof event !== 'object') return {};
	return itemOf({ event, kind, identity: identityOf(event, kind) });
}
