import { attempt, each, empty, InvalidValue, isLeftOut, quoted, together } from '../values/invalid';
import { entriesOf, separated, withoutDuplicates } from '../values/lists';
import { made, type Field, type Look, type Made, type ValueContext } from './field';

/** The fields of one record of a list, by the names that the API has for them. */
type RecordFields = Record<string, Field>;

/** So many records are taken in one field; more belong into several items. */
const MOST_RECORDS = 1_000;

/** What a list of records is made of. */
interface RecordKind {
	/** The fields that a record may have. */
	fields: RecordFields;
	/** The one that every record must have, or several of which it must have one. No two records have the same, unless `mayRepeat`. */
	key: string | readonly string[];
	mayRepeat?: true;
}

/** A list of records, as JSON or from an expression. Each is converted field by field, as if it were an item of its own. */
export function recordsField<const Shown extends Look>({ fields, key, mayRepeat, ...look }: Shown & RecordKind): Made<Array<Record<string, unknown>>, Shown> {
	return made<Array<Record<string, unknown>>, Shown>(look as never, { type: 'json', default: '' }, (value, context) => allConverted(listOf(value), { fields, key, mayRepeat, context }));
}

/**
 * As `recordsField`, for a list that is mostly one of keys: an entry may be the key alone, and the list words divided by
 * commas.
 */
export function keysOrRecordsField<const Shown extends Look>(
	{ fields, key, ...look }: Shown & { fields: RecordFields; key: string },
): Made<Array<Record<string, unknown>>, Shown> {
	return made<Array<Record<string, unknown>>, Shown>(look as never, { type: 'string', default: '' }, (value, context) => {
		const entries = entriesOf(value, separated);
		const made = allConverted(entries.map((entry) => (typeof entry === 'object' ? entry : { [key]: entry })), { fields, key, mayRepeat: true, context });
		// A key that is written twice means once; two different records of it mean nobody knows what.
		const different = withoutDuplicates(made, (record) => JSON.stringify(record));
		refuseRepeats(different, [key]);
		return different;
	});
}

function allConverted(records: unknown[], converting: Converting): Array<Record<string, unknown>> {
	if (records.length > MOST_RECORDS) {
		throw new InvalidValue(`has more than ${MOST_RECORDS.toLocaleString('en-US')} entries`, 'Divide them among several items.');
	}
	const numbered = records.map((record, index) => ({ record, number: index + 1 }));
	const made = each(numbered, (entry) => converted(entry as (typeof numbered)[number], converting));
	if (!converting.mayRepeat) refuseRepeats(made, [converting.key].flat());
	return made;
}

/** @throws InvalidValue for records of one key: which of them is kept is not known */
function refuseRepeats(records: Array<Record<string, unknown>>, keys: string[]): void {
	const faults = keys.flatMap((key) => repeatsOf(records, key));
	if (faults.length > 0) throw together(faults);
}

function repeatsOf(records: Array<Record<string, unknown>>, key: string): InvalidValue[] {
	const numbers = new Map<unknown, number>();
	return records.flatMap(({ [key]: value }, index) => {
		const first = value === undefined ? undefined : numbers.get(value);
		if (first !== undefined) return [new InvalidValue(`entry ${index + 1} has the ${key} of entry ${first}`, 'Make one entry of them.')];
		numbers.set(value, index + 1);
		return [];
	});
}

function listOf(value: unknown): unknown[] {
	if (isLeftOut(value)) throw empty();
	const parsed = typeof value === 'string' ? parse(value) : value;
	const records = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
	if (records.length === 0) throw empty();
	return records;
}

function parse(text: string): unknown {
	const parsed = attempt(() => JSON.parse(text) as unknown);
	if (parsed.fault) throw new InvalidValue('is not JSON', 'Write a list of objects, such as [{"phone": "+1 415 555 0134"}], or give one from an expression.');
	return parsed.good;
}

interface Converting extends RecordKind {
	context: ValueContext;
}

/** @param number from 1, as people count */
function converted({ record, number }: { record: unknown; number: number }, { fields, key, context }: Converting): Record<string, unknown> {
	const where = `entry ${number}`;
	if (typeof record !== 'object' || record === null || Array.isArray(record)) {
		throw new InvalidValue(`${where} is ${quoted(record)}, not an object`, 'Give an object for each.');
	}
	const given = Object.entries(record as object).filter(([, value]) => !isLeftOut(value));
	const faults: InvalidValue[] = [];
	const values: Record<string, unknown> = {};
	for (const [name, value] of given) {
		const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
		if (!field) {
			faults.push(new InvalidValue(`${where} has ${quoted(name)}, which is no field of it`, `The fields are ${Object.keys(fields).join(', ')}.`));
			continue;
		}
		const { good, fault } = attempt(() => field.convert(value, context));
		if (fault) faults.push(new InvalidValue(`${where}, ${name}: ${fault.message}`, fault.help));
		else values[name] = good;
	}
	const keys = [key].flat();
	if (!given.some(([name]) => keys.includes(name))) faults.push(new InvalidValue(`${where} has no ${keys.join(' or ')}`, `Every entry needs ${keys.join(' or ')}.`));
	if (faults.length > 0) throw together(faults);
	return values;
}
