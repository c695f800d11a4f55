import type { IDataObject, INode, IRun, NodeApiError } from 'n8n-workflow';
import type { Misfortune } from '../../../sandbox/faults.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import type { Scenario } from '../engine';
import { oneNode, type NodeName } from '../sandboxed';
import { itemsFor, matchOf, parametersFor, type Effect, type Subject } from './subjects';

/** A workflow of one node with the three items of the matrix, in which a fault strikes the second item. */
export function struckScenario(
	sandbox: Sandbox,
	provider: NodeName,
	fault: Misfortune,
	{
		effect = 'send',
		after = false,
		times = 'always',
		delivery,
		settings,
	}: { effect?: Effect; after?: boolean; times?: number | 'always'; delivery?: IDataObject; settings?: Partial<INode> } = {},
): { scenario: Scenario; items: Subject[] } {
	const items = itemsFor(provider, effect);
	sandbox.faults.add({
		provider,
		match: matchOf(provider, effect, items[1], fault),
		times,
		when: after ? 'after' : 'before',
		fault,
	});
	return { scenario: oneNode(sandbox, provider, parametersFor(provider, effect, delivery), { items, settings }), items };
}

/** How often a provider accepted the message of each item. */
export function acceptedFor({ ledger }: Sandbox, items: Subject[]): number[] {
	return items.map(({ to }) => ledger.snapshot().accepted.filter(({ recipients }) => recipients.includes(to)).length);
}

/** The error that ended a run. */
export function errorOf({ data }: IRun): NodeApiError | undefined {
	return data.resultData.error as NodeApiError | undefined;
}
