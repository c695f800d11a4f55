import type { INodeParameters } from 'n8n-workflow';
import type { Operation } from '../operation';
import { invalidInput, type Failure } from './failure';
import type { Checked, ItemForm } from './item';

/** What n8n knows of a node's parameters. */
export interface ParameterSource {
	/** As they are saved: an expression begins with `=`. */
	raw: INodeParameters;
	/** Evaluates one parameter, a dotted path within a collection too, for one item. @throws what n8n's expressions throw */
	evaluate: (name: string, index: number) => unknown;
	/** The workflow's time zone, an IANA name. */
	timezone: string;
}

/**
 * Reads the parameters of an operation for the items of a run: what is the same for all items once, each expression once
 * an item. n8n itself would evaluate an expression anew each time it is asked, and search the whole description for it.
 */
export class ParameterReader {
	private readonly varying: string[];

	private readonly fixed: Record<string, unknown> = {};

	private readonly locators: Set<string>;

	constructor(
		private readonly operation: Operation,
		private readonly source: ParameterSource,
	) {
		const names = [...operation.parameters.map(({ name }) => name), 'requestOptions'].filter((name) => Object.hasOwn(source.raw, name));
		this.varying = names.filter((name) => holdsExpression(source.raw[name]));
		for (const name of names) if (!this.varying.includes(name)) this.fixed[name] = source.raw[name];
		this.locators = new Set(operation.parameters.filter(({ type }) => type === 'resourceLocator').map(({ name }) => name));
	}

	/** The parameters of one item; a failure where n8n can't evaluate one of them. */
	read(index: number): Checked<ItemForm> {
		const own: Record<string, unknown> = {};
		for (const name of this.varying) {
			try {
				own[name] = this.source.evaluate(name, index);
			} catch (thrown) {
				return { failure: this.unreadable(name, index, thrown) };
			}
		}
		const { raw, timezone } = this.source;
		const valueOf = (name: string) => held(own, name) ?? held(this.fixed, name);
		return {
			good: {
				timezone,
				parameter: (name) => (this.locators.has(name) ? chosen(valueOf(name)) : inside(name, valueOf)),
				raw: (name) => inside(name, (top) => held(raw, top)),
			},
		};
	}

	/** Names the field, also one inside of a collection, of which n8n names the collection only. */
	private unreadable(name: string, index: number, thrown: unknown): Failure {
		const parameter = this.operation.parameters.find((candidate) => candidate.name === name);
		const raw = this.source.raw[name];
		let label = parameter?.displayName ?? 'Request Options';
		let cause = thrown;
		for (const option of parameter?.type === 'collection' && typeof raw === 'object' && raw !== null ? Object.keys(raw) : []) {
			try {
				this.source.evaluate(`${name}.${option}`, index);
			} catch (inner) {
				cause = inner;
				label = optionOf(parameter?.options, option) ?? label;
				break;
			}
		}
		const why = cause instanceof Error ? cause.message : String(cause);
		return { ...invalidInput(`${label}: its expression can’t be evaluated: ${why}`, 'Correct the expression in this field.'), cause };
	}
}

function optionOf(options: Operation['parameters'][number]['options'], name: string): string | undefined {
	const option = options?.find((candidate) => candidate.name === name);
	return option && 'displayName' in option ? option.displayName : undefined;
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
