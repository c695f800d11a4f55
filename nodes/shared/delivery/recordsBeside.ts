import type { IDataObject } from 'n8n-workflow';
import type { Content } from '../content';
import type { Beside } from '../operation';
import type { Checked } from '../transport/failure';
import { inLanes } from './lanes';
import { ReadOnce } from './readOnce';

/** Reads one record. */
type LookUp = (asked: Pick<Content, 'request' | 'ids'>) => Promise<Checked<IDataObject>>;

/** So many records are read at a time. */
const AT_ONCE = 5;

/** Records that rows name by their IDs, such as the person of a conversation. Each is read once a run, whichever items name it. */
export class RecordsBeside {
	private readonly known = new ReadOnce<IDataObject | undefined>();

	constructor(private readonly beside: Beside | undefined) {}

	/** The rows with those records in them. A record that the provider no longer has is left out. */
	async into(rows: IDataObject[], { settings }: Content, lookUp: LookUp): Promise<Checked<IDataObject[]>> {
		if (!this.beside || (this.beside.wanted !== undefined && settings[this.beside.wanted] !== true)) return { good: rows };
		const { name, by, path } = this.beside;
		const idOf = (row: IDataObject) => (isId(row[by]) && row[name] === undefined ? String(row[by]) : undefined);
		const found = new Map<string, IDataObject | undefined>();
		const failures: Array<Extract<Checked<IDataObject>, { failure: unknown }>> = [];
		const ids = [...new Set(rows.flatMap((row) => idOf(row) ?? []))];
		await inLanes(ids, AT_ONCE, () => [], async (id) => {
			if (failures.length > 0) return;
			const record = await this.known.of(id, async () => orNone(await lookUp({ request: { method: 'GET', path }, ids: { id } })));
			if ('failure' in record) failures.push(record);
			else found.set(id, record.good);
		});
		if (failures[0]) return failures[0];
		return {
			good: rows.map((row) => {
				const record = found.get(idOf(row) ?? '');
				return record ? { ...row, [name]: record } : row;
			}),
		};
	}
}

/** What was read, or none where the provider no longer has it. */
function orNone(record: Checked<IDataObject>): Checked<IDataObject | undefined> {
	return 'failure' in record && record.failure.status === 404 ? { good: undefined } : record;
}

/** What stands in an answer may lead out of its place in a path. */
function isId(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && /^[\w-]+$/.test(value));
}
