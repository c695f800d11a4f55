import type { IDataObject } from 'n8n-workflow';
import type { Content } from '../content';
import type { Operation, Read } from '../operation';
import { invalidInput, type Checked } from '../transport/failure';
import { attempt } from '../values/invalid';
import { ReadOnce } from './readOnce';

/** Makes one of the reads before a read. */
type LookUp = (asked: Pick<Content, 'request' | 'ids' | 'query'>) => Promise<Checked<IDataObject[]>>;

/** The reads that an operation asks for before its own request. What is the same for all items of a run is read once. */
export class ReadsBefore {
	private readonly sameForAll = new ReadOnce<IDataObject[]>();

	constructor(
		private readonly operation: Operation,
		private readonly timezone: string,
	) {}

	/** What an item's own read is made of. */
	async of(content: Content, lookUp: LookUp): Promise<Checked<Read>> {
		const { reads = {}, into } = this.operation.readBefore ?? {};
		const before: Record<string, IDataObject[]> = {};
		for (const [name, { path, ids, query = {}, optional }] of Object.entries(reads)) {
			const own = ids?.(content);
			if (ids && !own) continue;
			const asked = { request: { method: 'GET', path } as const, ids: own ?? {}, query };
			const found = await (ids ? lookUp(asked) : this.sameForAll.of(name, () => lookUp(asked)));
			const isLeftOut = 'failure' in found && optional && found.failure.code === 'refused';
			if ('failure' in found && !isLeftOut) return found;
			before[name] = 'failure' in found ? [] : found.good;
		}
		const made = attempt(() => into?.(content, before) ?? content);
		if (made.fault) return { failure: invalidInput(made.fault.message, made.fault.help) };
		return { good: { content: made.good, before, timezone: this.timezone } };
	}
}
