import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { throughEngine2 } from '../engine/doors/otherCallers';
import { outputOf, run, type Scenario } from '../engine/engine';
import { oneNode } from '../engine/sandboxed';
import type { Filling } from './filling';
import type { SeenRequest } from './judging';

type Items = INodeExecutionData[];

function scenarioOf(sandbox: Sandbox, { node, binary }: Filling, parameters: IDataObject, items: IDataObject[], settings = {}): Scenario {
	const all: Items = items.map((json) => ({ json, ...(binary && { binary }) }));
	return oneNode(sandbox, node, parameters, { items: all, settings });
}

/** The two ways by which n8n comes to an operation. */
export const doors = {
	/** As every run of a workflow does. @returns the rows; where a refusal ends it, that is thrown */
	async 'as a node'(sandbox: Sandbox, filling: Filling, parameters: IDataObject, item: IDataObject = {}): Promise<IDataObject[]> {
		const execution = await run(scenarioOf(sandbox, filling, parameters, [item]));
		const refusal = refusalIn(execution);
		if (refusal !== undefined) throw new Error(refusal);
		return outputOf(execution, 'Node')[0].map(({ json }) => json);
	},
	/** As n8n's other callers do. */
	async 'through RoutingNode'(sandbox: Sandbox, filling: Filling, parameters: IDataObject, item: IDataObject = {}): Promise<IDataObject[]> {
		const [rows] = await throughEngine2(scenarioOf(sandbox, filling, parameters, [item]));
		const first: IDataObject = rows[0]?.json ?? {};
		if ([first.sent, first.done].some((told) => told === false || told === 'unknown')) throw new Error(String(first.reason));
		return rows.map((row) => row.json);
	},
};

function refusalIn({ data }: IRun): string | undefined {
	const { error } = data.resultData as { error?: { message: string; description?: string | null } };
	return error && `${error.message} ${error.description ?? ''}`;
}

/** Runs many items at once. @returns what each was refused with, or undefined */
export async function refusals(sandbox: Sandbox, filling: Filling, parameters: IDataObject, items: IDataObject[]): Promise<Array<string | undefined>> {
	const execution = await run(scenarioOf(sandbox, filling, parameters, items, { onError: 'continueRegularOutput' }));
	const ended = refusalIn(execution);
	if (ended !== undefined) throw new Error(ended);
	const rows = outputOf(execution, 'Node')[0];
	return items.map((_, index) => {
		const row = rows.find(({ pairedItem }) => (pairedItem as { item: number }).item === index);
		const error = row?.json.error as IDataObject | undefined;
		return error && `${String(error.message)} ${String(error.description ?? '')}`;
	});
}

/** The requests that arrived since the last reset. */
export function seen({ ledger }: Sandbox): SeenRequest[] {
	return ledger.snapshot().requests.map(({ method, path, query, body }) => ({ method, path, query, body }));
}
