import type { IDataObject } from 'n8n-workflow';
import { readForm, type Fault } from '../form/read';
import type { Content } from '../content';
import type { Operation, Reach, Said } from '../operation';
import { invalidInput, type Failure, type Checked } from '../transport/failure';
import { attempt } from '../values/invalid';
import { smsSegments } from '../values/segments';
import type { Item } from './item';
import { unlessUnreadable } from './parameters';
import { reachOf } from './reach';

/** What the fields of one item make: the request, whom it reaches and what it says. */
export interface Filled {
	content: Content;
	reach: Reach & { lanes: string[] };
	said: Said;
	/** How many SMS segments its text is billed as, where it is a text. */
	segments?: number;
}

/**
 * Checks what the fields of one item make, and brings it into the shape that the provider takes. Sends nothing.
 *
 * @param idsOfCredential what of the path the credential holds
 */
export function checkContent(
	operation: Operation,
	item: Pick<Item, 'form' | 'options' | 'routed'>,
	defaultCountry?: string,
	idsOfCredential: Record<string, string> = {},
): Checked<Filled> {
	const read = unlessUnreadable(() => ({ good: readForm(operation.form, operation.request, item.form, { defaultCountry, routed: item.routed }) }));
	if ('failure' in read) return read;
	const { faults } = read.good;
	if (faults.length > 0) return { failure: invalid(faults) };
	const content: Content = { ...read.good.content, ids: { ...read.good.content.ids, ...idsOfCredential } };
	const reach = reachOf(operation, content);
	const said = operation.says(content);
	const finished = attempt(() => operation.finish(content));
	if (finished.fault) return { failure: invalidInput(finished.fault.message, finished.fault.help) };
	// Where the API takes a bare list, there is nothing to add to it.
	const body = Array.isArray(finished.good) ? (finished.good as unknown as IDataObject) : { ...operation.constants, ...finished.good };
	const segments = operation.isText && said.text !== undefined ? smsSegments(said.text).segments : undefined;
	const tooMany = segmentsFault(segments ?? 0, item.options.maxSegments);
	return tooMany ? { failure: tooMany } : { good: { content: { ...content, body }, reach, said, segments } };
}

/** Many faults of one item are told together, so that they are mended together. */
function invalid([first, ...others]: Fault[]): Failure {
	const alsoFaulty = others.map(({ sentence }) => `Also: ${sentence}.`);
	return invalidInput(first.sentence, [first.advice, ...alsoFaulty].filter(Boolean).join(' '));
}

function segmentsFault(segments: number, most: number): Failure | undefined {
	if (segments <= most) return undefined;
	return {
		code: 'too_many_segments',
		outcome: 'not_sent',
		message: `The text would be billed as ${segments} SMS segments, more than Max SMS Segments allows (${most})`,
		advice: 'Shorten it, leave out characters outside the GSM alphabet (such as emoji), or raise the limit under Delivery.',
	};
}
