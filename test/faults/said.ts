import type { IDataObject, IRun } from 'n8n-workflow';
import type { ToolAnswer } from '../engine/agent';
import { outputOf } from '../engine/engine';
import { endOf } from '../engine/sends';

/** What the node says of an item. `none`: a run of which it says that nothing at all was sent. */
export type State = 'sent' | 'refused' | 'notSent' | 'unknown' | 'none';

/** What the node says of the items of a run. */
export interface Said {
	states: Map<number, State[]>;
	/** The provider's IDs in the output of an item. */
	ids: Map<number, string[]>;
	/** The output rows of each item that was read or sent. */
	rows: Map<number, IDataObject[]>;
	/** All that a person reads. */
	words: string;
	/** IDs that the sentence of a stopped run lists. */
	listed: string[];
}

const byOutcome: Record<string, State> = { refused: 'refused', not_sent: 'notSent', unknown: 'unknown' };

/** Reads what a node run ended with. `expected` are the items that it had. */
export function saidByRun(execution: IRun, expected: number[], isRead: boolean): Said {
	const said: Said = { states: new Map(), ids: new Map(), rows: new Map(), words: '', listed: [] };
	// Of a canceled execution n8n says only that; the node's own account stands in its run.
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
			add(said.states, item, byOutcome[String(error.outcome)] ?? ('?' as State));
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
	const names: Array<[string, State]> = [['Sent', 'sent'], ['Refused', 'refused'], ['Unknown', 'unknown'], ['Not sent', 'notSent']];
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

/** Reads what an agent was told of each call. */
export function saidToAgent(answers: ToolAnswer[]): Said {
	const said: Said = { states: new Map(), ids: new Map(), rows: new Map(), words: '', listed: [] };
	answers.forEach(({ rows, sentence = '' }, call) => {
		if (rows) {
			add(said.states, call, 'sent');
			said.rows.set(call, rows);
			for (const { id, _id } of rows) if (id ?? _id) add(said.ids, call, String(id ?? _id));
			return;
		}
		said.words += `${sentence}\n`;
		const state = sentence.includes('may or may not') ? 'unknown' : / refused this /.test(sentence) ? 'refused' : 'notSent';
		add(said.states, call, state);
	});
	return said;
}

function add<Value>(map: Map<number, Value[]>, key: number, value: Value): void {
	map.set(key, [...(map.get(key) ?? []), value]);
}
