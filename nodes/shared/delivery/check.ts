import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { z } from '../libraries';
import { sentParameters, type Form, type Operation, type Schema, type SentParameter } from '../operation';
import type { Content } from '../provider';
import { adviceOf, field } from '../form/fields';
import { smsSegments } from '../values/segments';
import { invalidInput, type Failure } from '../transport/failure';
import type { Checked, Item, ItemForm } from './item';
import { deliveryChecks } from './options';

/** One thing wrong with an item, in the words of the form. */
interface Fault {
	sentence: string;
	advice: string | undefined;
	label?: string;
}

/** Checks what the parameters of one item make, and brings it into the shape that the provider takes. Sends nothing. */
export function checkContent(operation: Operation, item: Pick<Item, 'form' | 'options' | 'routed'>): Checked<Content> {
	const { request } = operation;
	const faults: Fault[] = [];
	const sent = sentOf(operation);
	const values = item.routed
		? { query: filledIn(item.routed.query), body: filledIn(item.routed.body) }
		: { query: valuesOf(sent, 'query', item.form), body: { ...request.constants, ...valuesOf(sent, 'body', item.form) } };
	const judge = (schema: Schema | ((form: Form) => Schema) | undefined, value: IDataObject, within: 'body' | 'query') => {
		if (!schema) return value;
		const result = (typeof schema === 'function' ? schemaFor(schema, item.form) : schema).safeParse(value);
		if (result.success) return result.data as IDataObject;
		for (const issue of result.error.issues) {
			const label = sent.find((one) => one.in === within && one.property === String(issue.path[0]))?.label;
			faults.push({ sentence: label ? `${label}: ${issue.message}` : issue.message, advice: adviceOf(issue), label });
		}
		return value;
	};
	const asked = <Value>(schema: z.ZodMiniType<Value>, name: string): Value | undefined => {
		const result = schema.safeParse(item.form.parameter(name));
		if (result.success) return result.data;
		const [issue] = result.error.issues;
		faults.push({ sentence: `${labelOf(operation, name)}: ${issue.message}`, advice: adviceOf(issue) });
		return undefined;
	};
	const ids = Object.entries(request.ids ?? {}).map(([name, schema]) => [name, String(asked(schema, name))]);
	const content: Content = {
		ids: Object.fromEntries(ids) as Record<string, string>,
		query: judge(request.query, values.query, 'query'),
		body: judge(request.body, values.body, 'body'),
	};
	const isList = operation.parameters.some(({ name }) => name === 'returnAll');
	if (isList && !asked(listChecks.returnAll, 'returnAll')) content.limit = asked(listChecks.limit, 'limit');
	if (operation.since) {
		const since = asked(field.optional(field.dateTime(item.form)), operation.since.parameter);
		if (since !== undefined) content.since = Date.parse(since);
	}
	const added = Object.keys((item.form.parameter('delivery') ?? {}) as IDataObject);
	for (const [name, check] of Object.entries(deliveryChecks)) {
		if (added.includes(name)) asked<unknown>(check, `delivery.${name}`);
	}
	for (const label of givenNothing(operation, item.form)) {
		if (!faults.some((fault) => fault.label === label)) faults.push({ sentence: `${label}: its expression gives nothing for this item`, advice: NOTHING_ADVICE });
	}
	if (faults.length > 0) return { failure: invalid(faults) };
	return segmentsWithin(operation, item, content);
}

/** What the parameters of a list (see `fields/lists.ts`) have to be. */
const listChecks = { returnAll: field.flag(), limit: field.wholeNumber({ min: 1 }) };

/** A schema that was made by a form, and what was asked of that form. */
interface MadeSchema {
	schema: Schema;
	answers: Array<{ ask: (form: Form) => unknown; answer: string }>;
}

/** Text by which an answer is known again. An expression can give what JSON leaves out: a symbol would be no answer then. */
function textOf(answer: unknown): string {
	return JSON.stringify({ answer }, (_key, value: unknown) => {
		const isJson = !['symbol', 'function', 'bigint'].includes(typeof value) && !Number.isNaN(value);
		return isJson ? value : { [typeof value]: String(value) };
	});
}

const lastMade = new WeakMap<(form: Form) => Schema, MadeSchema>();

/** The items of a run mostly fill in alike what a schema depends on, and making one costs more than a check by it. */
function schemaFor(make: (form: Form) => Schema, form: Form): Schema {
	const last = lastMade.get(make);
	if (last?.answers.every(({ ask, answer }) => textOf(ask(form)) === answer)) return last.schema;
	const answers: MadeSchema['answers'] = [];
	const noted = <Value>(ask: (asked: Form) => Value): Value => {
		const value = ask(form);
		answers.push({ ask, answer: textOf(value) });
		return value;
	};
	const schema = make({
		get timezone() {
			return noted(({ timezone }) => timezone);
		},
		parameter: (name) => noted(({ parameter }) => parameter(name)),
	});
	// What it asks while it checks would be another item's answer to the next one: `Operation` rules that out.
	lastMade.set(make, { schema, answers });
	return schema;
}

/** What a parameter is called in the form; `filters.after` is the option `after` of the collection `filters`. */
function labelOf({ parameters }: Operation, name: string): string {
	const [own, option] = name.split('.');
	const parameter = parameters.find((candidate) => candidate.name === own);
	if (option === undefined) return parameter?.displayName ?? name;
	const options = (parameter?.options ?? []) as INodeProperties[];
	return options.find((candidate) => candidate.name === option)?.displayName ?? name;
}

/** Many faults of one item are told together, so that they are mended together. */
function invalid([first, ...others]: Fault[]): Failure {
	const alsoFaulty = others.map(({ sentence }) => `Also: ${sentence}.`);
	return invalidInput(first.sentence, [first.advice, ...alsoFaulty].filter(Boolean).join(' '));
}

const NOTHING_ADVICE = 'Correct the expression, or let it give an empty text to leave the field out.';

/**
 * The labels of the fields whose expression gives nothing. What a person added is not left out because an expression
 * failed: a message that was to go out tomorrow would go out now, and one with a file without it. The options of Delivery
 * have checks of their own, which refuse nothing as well.
 */
function givenNothing(operation: Operation, form: ItemForm): string[] {
	return mayBeGivenNothing(operation).flatMap(({ name, label, displayOptions }) => {
		const raw = form.raw(name);
		if (typeof raw !== 'string' || !raw.startsWith('=')) return [];
		const value = form.parameter(name);
		return (value === undefined || value === null) && isChosen(displayOptions, form) ? [label] : [];
	});
}

type GivenField = Pick<SentParameter, 'name' | 'label' | 'displayOptions'>;

const sentOf = onceForEach((operation) => sentParameters(operation.parameters));

/** What is sent, and what a person may add, which needn't be sent itself. */
const mayBeGivenNothing = onceForEach((operation): GivenField[] => [
	...sentOf(operation).filter(({ name }) => !name.includes('.')),
	...operation.parameters.flatMap(({ name, type, options }) =>
		type === 'collection' && name !== 'delivery'
			? (options as INodeProperties[]).map((option) => ({ name: `${name}.${option.name}`, label: option.displayName, displayOptions: option.displayOptions }))
			: [],
	),
]);

/** Whether a field is shown by what is chosen for this item. n8n shows all fields behind a choice that is an expression. */
function isChosen(displayOptions: INodeProperties['displayOptions'], form: Form): boolean {
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) => values?.includes(form.parameter(name) as string) ?? true);
}

function segmentsWithin(operation: Operation, { options }: Pick<Item, 'options'>, content: Content): Checked<Content> {
	const text = operation.smsText?.(content);
	const segments = text === undefined ? 0 : smsSegments(text).segments;
	if (segments <= options.maximumSegments) return { good: content };
	return {
		failure: {
			code: 'too_many_segments',
			outcome: 'not_sent',
			message: `The text would be billed as ${segments} SMS segments, more than Maximum SMS Segments allows (${options.maximumSegments})`,
			advice: 'Shorten it, leave out characters outside the GSM alphabet (such as emoji), or raise the limit under Delivery.',
		},
	};
}

/** Makes what depends on the operation only, once for each of them. */
function onceForEach<Made>(make: (operation: Operation) => Made): (operation: Operation) => Made {
	const made = new WeakMap<Operation, Made>();
	return (operation) => {
		const known = made.get(operation) ?? make(operation);
		made.set(operation, known);
		return known;
	};
}

/** What the parameters send in one part of the request. */
function valuesOf(sent: SentParameter[], part: SentParameter['in'], form: Form): IDataObject {
	return filledIn(Object.fromEntries(sent.flatMap(({ name, in: place, property }) => (place === part ? [[property, form.parameter(name)]] : []))));
}

/** The values of those that are filled in: an empty field means that nothing was said. */
function filledIn(values: unknown): IDataObject {
	const isEmpty = (value: unknown) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
	return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => !isEmpty(value))) as IDataObject;
}
