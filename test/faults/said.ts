import type { IDataObject, IRun } from 'n8n-workflow';
import type { ToolAnswer } from '../engine/agent';
import { outputOf } from '../engine/engine';
import { endOf } from '../engine/sends';

/**
 * What the node reports about an item. `done`: it was sent before the node was changed to do something else. `none`: the
 * node reports that nothing at all was sent.
 */
export type State = 'sent' | 'refused' | 'notSent' | 'unknown' | 'done' | 'none';

/** What the node reports about the items of a run. */
export interface Said {
	states: Map<number, State[]>;
	/** The codes of the failed items that have one. */
	codes: Map<number, string>;
	/** The provider's IDs in the outputs of the items. */
	ids: Map<number, string[]>;
	/** The output rows of the items that were read or sent. */
	rows: Map<number, IDataObject[]>;
	/** All texts that a person reads. */
	words: string;
	/** The IDs that are listed in the description of the error of a stopped run. */
	listed: string[];
}

const DONE = 'already_done_differently';

const byOutcome: Record<string, State> = { refused: 'refused', not_sent: 'notSent', unknown: 'unknown' };

const nothingSaid = (): Said => ({ states: new Map(), codes: new Map(), ids: new Map(), rows: new Map(), words: '', listed: [] });

/** Reads the result of a node run. @param expected the items that it had */
export function saidByRun(execution: IRun, expected: number[], isRead: boolean): Said {
	const said = nothingSaid();
	// For a canceled execution, n8n says only that it was canceled. The node's own error is in the data of its run.
	const end = execution.status === 'canceled' ? ownErrorOf(execution) : endOf(execution);
	if (end) {
		said.words = `${end.message} ${end.description ?? ''}`;
		if (isRead) for (const item of expected) add(said.states, item, 'none');
		else sentences(said, end.description ?? '', expected);
		return said;
	}
	for (const { json, pairedItem } of outputOf(execution, 'Node').flat()) {
		const item = (pairedItem as { item?: number } | undefined)?.item ?? -1;
		const error = json.error as IDataObject | undefined;
		if (error !== undefined) {
			const code = String(error.code);
			add(said.states, item, code === DONE ? 'done' : (byOutcome[String(error.outcome)] ?? ('?' as State)));
			said.codes.set(item, code);
			said.words += `${String(error.message)} ${String(error.description ?? '')}\n`;
			continue;
		}
		if (!isRead || !said.states.has(item)) add(said.states, item, 'sent');
		add(said.rows, item, json);
		const id = json.id ?? json._id;
		if (id !== undefined) add(said.ids, item, String(id));
	}
	return said;
}

function ownErrorOf({ data }: IRun): { message: string; description?: string | null } | undefined {
	return data.resultData.runData.Node?.at(-1)?.error as { message: string; description?: string | null } | undefined;
}

/** `Sent: items 0-2, 5 (ids 1, 2). Refused: item 3. Unknown: item 4. Not sent: items 6-9.`, or `Nothing was sent.` */
function sentences(said: Said, description: string, expected: number[]): void {
	if (description.includes('Nothing was sent.')) {
		for (const item of expected) add(said.states, item, 'none');
		return;
	}
	const names: Array<[string, State]> = [['Sent', 'sent'], ['Refused', 'refused'], ['Unknown', 'unknown'], ['Not sent', 'notSent'], ['Sent before the node was changed', 'done']];
	for (const [name, state] of names) {
		const found = new RegExp(`(?:^|[ .])${name}: items? ([\\d, -]+?)(?: \\(ids ([^)]*)\\))?\\.`).exec(description);
		if (!found) continue;
		for (const range of found[1].split(',')) {
			const [from, to = from] = range.trim().split('-').map(Number);
			for (let item = from; item <= to; item += 1) add(said.states, item, state);
		}
		said.listed.push(...(found[2]?.split(', ').filter((id) => !id.startsWith('and ')) ?? []));
	}
}

/** The codes of refusals by the provider. */
const REFUSED = ['refused', 'unauthorized', 'redirected'];

/** Reads the answers that an agent got. */
export function saidToAgent(answers: ToolAnswer[]): Said {
	const said = nothingSaid();
	answers.forEach(({ rows, refusal, sentence = '' }, call) => {
		if (rows) {
			add(said.states, call, 'sent');
			said.rows.set(call, rows);
			for (const { id, _id } of rows) if (id ?? _id) add(said.ids, call, String(id ?? _id));
			return;
		}
		said.words += `${sentence}\n`;
		const code = String(refusal?.code);
		said.codes.set(call, code);
		const unsent = REFUSED.includes(code) ? 'refused' : 'notSent';
		const isDone = refusal?.sent ?? refusal?.done;
		add(said.states, call, isDone === 'unknown' ? 'unknown' : isDone === false ? unsent : ('?' as State));
	});
	return said;
}

function add<Value>(map: Map<number, Value[]>, key: number, value: Value): void {
	map.set(key, [...(map.get(key) ?? []), value]);
}
