import type { IDataObject } from 'n8n-workflow';
import { sentParameters, type Form, type Operation, type Schema } from '../operation';
import type { Content } from '../provider';
import { adviceOf } from '../request/fields';
import { smsSegments } from '../request/segments';
import type { Failure } from './failure';
import type { Checked, Item } from './item';

/** One thing wrong with an item, in the words of the form. */
interface Fault {
	sentence: string;
	advice: string | undefined;
}

/** Checks what the parameters of one item make, and brings it into the shape that the provider takes. Sends nothing. */
export function checkContent(operation: Operation, item: Item): Checked<Content> {
	const { request } = operation;
	const faults: Fault[] = [];
	const labels = labelsOf(operation);
	const judge = (schema: Schema | ((form: Form) => Schema) | undefined, value: IDataObject, within: 'body' | 'query') => {
		if (!schema) return value;
		const result = (typeof schema === 'function' ? schema(item.form) : schema).safeParse(value);
		if (result.success) return result.data as IDataObject;
		for (const issue of result.error.issues) {
			const label = labels.get(`${within} ${String(issue.path[0])}`);
			faults.push({ sentence: label ? `${label}: ${issue.message}` : issue.message, advice: adviceOf(issue) });
		}
		return value;
	};
	const ids = Object.entries(request.ids ?? {}).map(([name, schema]) => {
		const result = schema.safeParse(item.form.parameter(name));
		if (!result.success) {
			const [issue] = result.error.issues;
			const label = operation.parameters.find((parameter) => parameter.name === name)?.displayName ?? name;
			faults.push({ sentence: `${label}: ${issue.message}`, advice: adviceOf(issue) });
		}
		return [name, String(result.data)];
	});
	const { options } = item.requestData;
	const content: Content = {
		ids: Object.fromEntries(ids) as Record<string, string>,
		query: judge(request.query, withoutEmpty(options.qs), 'query'),
		body: judge(request.body, withoutEmpty(options.body), 'body'),
	};
	if (faults.length > 0) return { failure: invalid(faults) };
	return segmentsWithin(operation, item, content);
}

/** Many faults of one item are told together, so that they are mended together. */
function invalid([first, ...others]: Fault[]): Failure {
	const alsoFaulty = others.map(({ sentence }) => `Also: ${sentence}.`);
	return {
		code: 'invalid_input',
		outcome: 'not_sent',
		message: first.sentence,
		advice: [first.advice, ...alsoFaulty].filter(Boolean).join(' '),
	};
}

function segmentsWithin(operation: Operation, { options }: Item, content: Content): Checked<Content> {
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

const labelsByOperation = new WeakMap<Operation, Map<string, string>>();

function labelsOf(operation: Operation): Map<string, string> {
	const known = labelsByOperation.get(operation);
	if (known) return known;
	const labels = new Map(
		sentParameters(operation.parameters).map((sent) => [`${sent.in} ${sent.property}`, sent.label]),
	);
	labelsByOperation.set(operation, labels);
	return labels;
}

/** n8n sends a visible field that was left empty as an empty string; an empty field means that nothing was said. */
function withoutEmpty(values: unknown): IDataObject {
	if (typeof values !== 'object' || values === null) return {};
	return Object.fromEntries(
		Object.entries(values).filter(
			([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
		),
	) as IDataObject;
}
