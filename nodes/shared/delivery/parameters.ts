import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { ItemForm } from '../form/read';
import type { Operation } from '../operation';
import { invalidInput, type Failure, type Checked } from '../transport/failure';

/** What n8n knows of a node's parameters. */
export interface ParameterSource {
	/** As they are saved: an expression begins with `=`. */
	raw: INodeParameters;
	/** Evaluates one parameter, a dotted path within a collection too, for one item. @throws what n8n's expressions throw */
	evaluate: (name: string, index: number) => unknown;
	/** The data of an item, which a resource mapper may be filled from. */
	input: (index: number) => IDataObject;
	/** The workflow's time zone, an IANA name. */
	timezone: string;
	/** Whether an AI model calls the node as a tool, and gives the values of some parameters. */
	isToolCall?: boolean;
}

/** A parameter whose expression n8n can't evaluate for an item. */
class UnreadableParameter extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
	}
}

/** What a function makes that reads parameters; the failure of the first one that n8n can't evaluate. */
export function unlessUnreadable<Good>(make: () => Checked<Good>): Checked<Good> {
	const made = attempted(make);
	if ('value' in made) return made.value;
	if (made.thrown instanceof UnreadableParameter) return { failure: made.thrown.failure };
	throw made.thrown;
}

function attempted<Value>(make: () => Value): { value: Value } | { thrown: unknown } {
	try {
		return { value: make() };
	} catch (thrown) {
		return { thrown };
	}
}

/**
 * Reads the parameters of an operation for the items of a run: what is the same for all items once, each expression once
 * an item. n8n itself would evaluate an expression anew each time it is asked, and search the whole description for it.
 */
export class ParameterReader {
	private readonly varying: string[];

	private readonly fixed: Record<string, unknown> = {};

	private readonly locators: Set<string>;

	/** What is asked of an item twice is evaluated once. */
	private last: { index: number; form: ItemForm } | undefined;

	constructor(
		private readonly operation: Operation,
		private readonly source: ParameterSource,
	) {
		const names = [...operation.parameters.map(({ name }) => name), 'requestOptions'].filter((name) => Object.hasOwn(source.raw, name));
		this.varying = names.filter((name) => holdsExpression(source.raw[name]));
		for (const name of names) if (!this.varying.includes(name)) this.fixed[name] = source.raw[name];
		this.locators = new Set(operation.parameters.flatMap(locatorsIn));
	}

	/** The parameters of one item, which are evaluated when they are asked for: see `unlessUnreadable`. */
	read(index: number): ItemForm {
		if (this.last?.index !== index) this.last = { index, form: this.formOf(index) };
		return this.last.form;
	}

	/** One value alone, whatever is wrong with the item's others; undefined where n8n can't evaluate it. */
	one(path: string, index: number): unknown {
		const [name] = path.split('.');
		if (!this.varying.includes(name)) return inside(path, (top) => held(this.fixed, top));
		try {
			return this.source.evaluate(path, index);
		} catch {
			return undefined;
		}
	}

	private formOf(index: number): ItemForm {
		const evaluated = new Map<string, unknown>();
		const { raw, timezone, isToolCall } = this.source;
		const valueOf = (name: string): unknown => {
			if (!this.varying.includes(name)) return held(this.fixed, name);
			if (!evaluated.has(name)) evaluated.set(name, this.evaluate(name, index));
			return evaluated.get(name);
		};
		return {
			timezone,
			input: () => this.source.input(index),
			parameter: (name) => this.chosenIn(name, inside(name, valueOf)),
			raw: (name) => this.chosenIn(name, inside(name, (top) => held(raw, top))),
			...(isToolCall && { isTool: true }),
		};
	}

	private chosenIn(name: string, value: unknown): unknown {
		return this.locators.has(name) ? chosen(value) : value;
	}

	/** @throws UnreadableParameter */
	private evaluate(name: string, index: number): unknown {
		const made = attempted(() => this.source.evaluate(name, index));
		if ('value' in made) return made.value;
		throw new UnreadableParameter(this.unreadable(name, index, made.thrown));
	}

	/** Names the field, also one inside of a collection, of which n8n names the collection only. */
	private unreadable(name: string, index: number, thrown: unknown): Failure {
		const parameter = this.operation.parameters.find((candidate) => candidate.name === name);
		const raw = this.source.raw[name];
		const labels = name === 'requestOptions' ? REQUEST_OPTIONS : labelsIn(parameter);
		let label = parameter?.displayName ?? 'Request Options';
		let cause = thrown;
		for (const option of labels.size > 0 && typeof raw === 'object' && raw !== null ? Object.keys(raw) : []) {
			try {
				this.source.evaluate(`${name}.${option}`, index);
			} catch (inner) {
				cause = inner;
				label = labels.get(option) ?? label;
				break;
			}
		}
		const why = cause instanceof Error ? cause.message : String(cause);
		return { ...invalidInput(`${label}: its expression can’t be evaluated: ${why}`, 'Correct the expression in this field.'), cause };
	}
}

/** n8n's labels for what it adds to every declarative node. */
const REQUEST_OPTIONS = new Map([
	['allowUnauthorizedCerts', 'Ignore SSL Issues (Insecure)'],
	['batching', 'Batching'],
	['proxy', 'Proxy'],
	['timeout', 'Timeout'],
]);

/** What the options of a collection are called in the form. */
function labelsIn(parameter: Operation['parameters'][number] | undefined): Map<string, string> {
	const options = parameter?.type === 'collection' ? (parameter.options ?? []) : [];
	return new Map(options.flatMap((option) => ('displayName' in option ? [[option.name, option.displayName] as const] : [])));
}

/** The names of the resource locators at the top of a form and in its collections: `updateFields.assignee`. */
function locatorsIn({ name, type, options = [] }: Operation['parameters'][number]): string[] {
	if (type === 'resourceLocator') return [name];
	if (type !== 'collection') return [];
	return options.flatMap((option) => ('type' in option && option.type === 'resourceLocator' ? `${name}.${option.name}` : []));
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}

function held(values: object, name: string): unknown {
	return Object.hasOwn(values, name) ? (values as Record<string, unknown>)[name] : undefined;
}

/** The value at a dotted path, such as an option of a collection. */
function inside(path: string, valueOf: (name: string) => unknown): unknown {
	const [name, ...rest] = path.split('.');
	return rest.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? held(value, key) : undefined), valueOf(name));
}

/** What was chosen in a resource locator: n8n saves it as an object of mode and value; an expression may give the value itself. */
function chosen(value: unknown): unknown {
	const isLocator = typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;
	return isLocator ? value.value : value;
}
