import { isOwnKey, isWord, type LiveContract, type Tree } from './contract.ts';
import { partAt } from './pointers.ts';

/** How a value is told apart from what it says: by its length. */
const CLASSES = [10, 40, 160, 1000];

/** How many rows of a list are written down. */
const MOST_ROWS = 3;

/** Keys whose values say nothing about anybody, where they are words of the API. */
const TELLING = /(^|_)(type|types|status|state|direction|order|format|kind|visibility|object)$|[a-z](Type|Status|State|Direction)$/;

/** Keys whose values are IDs. */
const ID = /^(_?id|uuid|inbox|team|user|users|assigned|members|unread_users|created_by|updated_by)$|(_ids?|_uuid)$|[a-z](Ids?|IDs?|UUID)$/;

/** Keys with numbers that tell of a person. */
const PERSONAL = /birth|\bage\b|salary|income|amount|price|balance|revenue|latitude|longitude|\blat\b|\blng\b|zip|postal|post_code|address|custom|propert|associations|data_source/i;

/** Keys under which a refusal says what it is about. */
const REASON = /^(error|code|message|reason)s?$/i;

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:([T ])(\d\d):(\d\d)(?::(\d\d))?)?((?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)$/;
const DAY = 86_400_000;

/** Where a value stands. */
interface Place {
	key: string;
	/** Where the contract speaks of it; undefined where it doesn't. */
	schema: string | undefined;
	/** Whether even numbers and dates may be somebody's own. */
	isPersonal: boolean;
	/** Whether it is in the answer of a refusal. */
	isRefusal: boolean;
}

/**
 * Replaces what an answer says, and keeps how it is built: keys of the API, types, words of the API, lengths, formats, the order of
 * times, and which values are the same.
 */
export class Redactor {
	private readonly replacements = new Map<string, string>();
	private readonly counts = new Map<string, number>();
	private readonly secrets: string[];
	/** All times move by the same days and seconds, so that their order stays. */
	private readonly moved = -(30 + Math.floor(Math.random() * 300)) * DAY - Math.floor(Math.random() * DAY / 1000) * 1000;

	constructor(secrets: string[]) {
		this.secrets = secrets.filter(({ length }) => length > 3);
	}

	/** An answer's body without what it says. */
	body(contract: LiveContract, schema: string | undefined, body: unknown, status: number): unknown {
		return this.value(contract, body, { key: '', schema, isPersonal: false, isRefusal: status >= 400 });
	}

	/** Words without secrets, and without anything that was replaced in an answer. */
	clean(words: string): string {
		let cleaned = words;
		for (const secret of this.secrets) cleaned = cleaned.replaceAll(secret, '***');
		for (const [original, instead] of this.replacements) {
			if (original.length > 5 && /[\d@\s]/.test(original) && cleaned.includes(original)) cleaned = cleaned.replaceAll(original, instead);
		}
		return cleaned.replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '***');
	}

	private value(contract: LiveContract, value: unknown, place: Place): unknown {
		if (Array.isArray(value)) return this.list(contract, value, place);
		if (typeof value === 'object' && value !== null) return this.object(contract, value as Tree, place);
		if (typeof value === 'number') return this.number(value, place);
		return typeof value === 'string' ? this.string(value, place, contract) : value;
	}

	private list(contract: LiveContract, rows: unknown[], place: Place): unknown[] {
		const schema = place.schema === undefined ? undefined : contract.entryAt(place.schema);
		const kept = rows.slice(0, MOST_ROWS).map((row) => this.value(contract, row, { ...place, schema }));
		return rows.length > MOST_ROWS ? [...kept, `(${rows.length - MOST_ROWS} more)`] : kept;
	}

	private object(contract: LiveContract, row: Tree, { schema, isPersonal, isRefusal }: Place): Tree {
		return Object.fromEntries(
			Object.entries(row).map(([key, inner]) => {
				const child = schema === undefined ? undefined : contract.childAt(schema, key);
				const isChosen = child?.endsWith('/additionalProperties') || !isOwnKey(key);
				// What no contract names may be anything.
				const isUnknown = child === undefined || isChosen;
				const place = { key, schema: child, isPersonal: isPersonal || isUnknown || PERSONAL.test(key), isRefusal };
				return [isChosen ? this.instead('key', key, (number) => `{key ${number}}`) : key, this.value(contract, inner, place)];
			}),
		);
	}

	private number(value: number, { key, isPersonal }: Place): number {
		if (value === 0 || Number.isNaN(value)) return value;
		if (ID.test(key) || isPersonal) return this.otherNumber(value);
		const magnitude = Math.abs(value);
		if (magnitude < 100_000) return value;
		const isSeconds = magnitude > 1.4e9 && magnitude < 2.2e9;
		const isMilliseconds = magnitude > 1.4e12 && magnitude < 2.2e12;
		if (isSeconds) return value + this.moved / 1000;
		return isMilliseconds ? value + this.moved : this.otherNumber(value);
	}

	private otherNumber(value: number): number {
		const [whole, rest] = String(Math.abs(value)).split('.');
		const number = Number(this.digits(whole));
		return Math.sign(value) * (rest === undefined ? number : Number(`${number}.${'5'.repeat(rest.length)}`));
	}

	private string(value: string, place: Place, contract: LiveContract): string {
		if (value === '') return value;
		if (this.isKept(value, place, contract)) return value;
		const date = place.isPersonal ? this.ownDate(value) : this.date(value);
		if (date !== undefined) return this.remember(value, date);
		if (/^[^\s@<>]+@[^\s@<>]+$/.test(value)) return this.instead('mail', value.toLowerCase(), (number) => `person${number}@mail.example`, value);
		if (/^https?:\/\//i.test(value)) return this.instead('url', value, (number) => `https://place${number}.example/${lengthOf(value)}`);
		if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return this.instead('uuid', value, (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
		if (/^\+?[\d\s().-]+$/.test(value) && /\d/.test(value)) return this.phone(value);
		if (/^[\da-f]{16,}$/i.test(value)) return this.instead('hex', value, (number) => number.toString(16).padStart(value.length, '0'));
		const kind = /^[\w+/=.:-]{20,}$/.test(value) ? 'token' : /<[a-z!][^>]*>/i.test(value) ? 'HTML' : 'text';
		return this.instead(kind, value, (number) => `(${kind} ${number}, ${lengthOf(value)})`);
	}

	/** Whether a string is a word of the API. */
	private isKept(value: string, { key, schema, isPersonal, isRefusal }: Place, contract: LiveContract): boolean {
		if (this.secrets.includes(value)) return false;
		const { enum: allowed, 'x-known-values': known } = (schema === undefined ? {} : (partAt(contract.document, contract.behind(schema)) as Tree)) ?? {};
		const own = schema === undefined ? undefined : (partAt(contract.document, schema) as Tree);
		const values = [allowed, known, own?.enum, own?.['x-known-values']].flatMap((one) => (Array.isArray(one) ? (one as unknown[]) : []));
		if (values.includes(value)) return true;
		if (isRefusal) return REASON.test(key) && /^[a-z]+(_[a-z]+)+$|^(unauthorized|forbidden|invalid|expired)$/i.test(value);
		return !isPersonal && TELLING.test(key) && isWord(value);
	}

	/** A time of the same format, moved as all are. */
	private date(value: string): string | undefined {
		const found = ISO.exec(value);
		if (!found) return undefined;
		const [, year, month, day, between, hour = '00', minute = '00', second, rest] = found;
		const moved = new Date(Date.UTC(+year, +month - 1, +day, +hour, +minute, Number(second ?? 0)) + this.moved);
		if (Number.isNaN(moved.getTime())) return undefined;
		const [newDay, clock] = moved.toISOString().split('T');
		if (between === undefined) return newDay;
		return `${newDay}${between}${clock.slice(0, second === undefined ? 5 : 8)}${rest}`;
	}

	/** A date that may be somebody's own, such as a birthday, is replaced by one that says nothing. */
	private ownDate(value: string): string | undefined {
		if (!ISO.test(value)) return undefined;
		const day = this.instead('date', value, (number) => new Date(Date.UTC(2000, 0, number)).toISOString().slice(0, 10));
		return `${day}${value.slice(10).replace(/\d/g, '0')}`;
	}

	/** Digits are replaced, and the signs between them stay. */
	private phone(value: string): string {
		const digits = this.digits(value.replace(/\D/g, ''));
		let next = 0;
		return this.remember(value, value.replace(/\d/g, () => digits[next++] ?? '0'));
	}

	private digits(value: string): string {
		const { length } = value;
		const made = this.instead(`digits ${length}`, value, (number) => {
			const first = 10 ** Math.min(length - 1, 14);
			const numbered = length === 1 ? ((number - 1) % 9) + 1 : first + number;
			return String(numbered).padEnd(length, '0').slice(0, Math.max(length, String(numbered).length));
		});
		return made.slice(0, Math.max(length, 1));
	}

	private instead(kind: string, original: string, make: (number: number) => string, written = original): string {
		const key = `${kind} ${original}`;
		const number = this.counts.get(key) ?? (this.counts.get(kind) ?? 0) + 1;
		if (!this.counts.has(key)) {
			this.counts.set(kind, number);
			this.counts.set(key, number);
		}
		return this.remember(written, make(number));
	}

	private remember(original: string, instead: string): string {
		this.replacements.set(original, instead);
		return instead;
	}
}

/** `1 to 10 characters` */
function lengthOf({ length }: string): string {
	const most = CLASSES.find((each) => length <= each);
	if (most === undefined) return `over ${CLASSES.at(-1)} characters`;
	return `${(CLASSES[CLASSES.indexOf(most) - 1] ?? 0) + 1} to ${most} characters`;
}
