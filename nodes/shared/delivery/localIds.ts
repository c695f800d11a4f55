import type { Content } from '../content';
import { labelOf } from '../form/properties';
import type { Operation } from '../operation';
import { invalidInput, type Failure } from '../transport/failure';
import { quoted } from '../values/invalid';
import type { ItemResult, Run } from './run';

/**
 * The messages of a run by their local IDs, where the provider drops a repeat of one. Items that send the same make one
 * message: its ID is made of what it says, unless a person gave one.
 */
export class LocalIds {
	/** The item that gave an ID first, and what it sends. */
	private readonly given = new Map<unknown, { index: number; content: string }>();

	private readonly results = new Map<unknown, ItemResult>();

	/** The failure of an item that gives an ID to another message than an item before: the provider would drop it without a word. */
	fault({ operation, provider }: Pick<Run, 'operation' | 'provider'>, index: number, { ids, query, body }: Content): Failure | undefined {
		const id = idIn(operation, { body });
		if (id === undefined) return undefined;
		const content = JSON.stringify({ ids, query, body });
		const first = this.given.get(id);
		if (!first) this.given.set(id, { index, content });
		if (!first || first.content === content) return undefined;
		const label = labelOf(operation.form, operation.localId!);
		return invalidInput(
			`${label}: ${quoted(id)} is that of item ${first.index} as well, which sends something else`,
			`${provider.name} drops a message whose ${label} it has seen before. Give each message its own, or leave the field empty.`,
		);
	}

	/** What became of the same message of an item before. */
	resultOf(operation: Operation, content: Pick<Content, 'body'>): ItemResult | undefined {
		return this.results.get(idIn(operation, content));
	}

	/** Keeps what became of a message, if it went out or may have gone out. */
	keep(operation: Operation, content: Pick<Content, 'body'>, result: ItemResult): void {
		const id = idIn(operation, content);
		if (id !== undefined && ('output' in result || result.failure.outcome === 'unknown')) this.results.set(id, result);
	}
}

function idIn({ localId }: Operation, { body }: Pick<Content, 'body'>): unknown {
	return localId === undefined ? undefined : body[localId];
}
