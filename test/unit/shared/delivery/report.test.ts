import type { INode, NodeApiError } from 'n8n-workflow';
import type { Failure } from '../../../../nodes/shared/transport/failure';
import { failedOutput, itemRanges, stopError, toolOutput, type ItemReport } from '../../../../nodes/shared/delivery/report';

const node = { id: '1', name: 'Node', type: 'node', typeVersion: 1, position: [0, 0], parameters: {} } as INode;
const refused: Failure = {
	code: 'refused',
	outcome: 'refused',
	message: 'Example refused this message: no such inbox',
	advice: 'Choose another.',
	status: 400,
	requestId: '4f1c',
};

const sent = (index: number): ItemReport => ({ index, state: 'sent', messageId: `m${index}` });
const inState = (state: ItemReport['state'], ...indexes: number[]): ItemReport[] => indexes.map((index) => ({ index, state }));

test.each([
	[[3], 'item 3'],
	[[0, 1, 2, 5], 'items 0-2, 5'],
	[[9, 7, 8, 1], 'items 1, 7-9'],
	[[1, 2], 'items 1-2'],
	[[0, 2], 'items 0, 2'],
])('%j are %s', (indexes, words) => {
	expect(itemRanges(indexes.map((index) => ({ index })))).toBe(words);
});

describe('the error that ends a run', () => {
	test('has the provider’s words first, then what became of every item, then the request ID', () => {
		const reports = [sent(0), sent(1), ...inState('refused', 2), ...inState('unknown', 3), ...inState('notSent', 4, 5, 6)];
		const error = stopError(node, refused, 2, reports) as NodeApiError;
		expect(error.message).toBe('Example refused this message: no such inbox [item 2]');
		expect(error.description).toBe(
			'Choose another. Sent: items 0-1 (ids m0, m1). Refused: item 2. Unknown: item 3. Not sent: items 4-6. Request ID 4f1c.',
		);
		expect([error.httpCode, error.context.itemIndex]).toEqual(['400', 2]);
	});

	test('names no item for what is wrong with the credential', () => {
		const failure: Failure = { code: 'invalid_credential', outcome: 'not_sent', message: 'API Key is empty. Fill it in in the credential.' };
		expect(stopError(node, failure, 0, inState('notSent', 0, 1)).message).toBe('API Key is empty. Fill it in in the credential.');
		expect(failedOutput('Example', failure, 1)).toMatchObject({ error: { message: failure.message } });
	});

	test('says that nothing was sent', () => {
		const failure: Failure = { code: 'invalid_input', outcome: 'not_sent', message: 'To: is empty', advice: 'Fill it in.' };
		expect(stopError(node, failure, 0, inState('notSent', 0, 1)).description).toBe('Nothing was sent. Fill it in.');
	});

	test('does not say that nothing was sent if an outcome is unknown', () => {
		const { description } = stopError(node, { ...refused, requestId: undefined }, 1, [...inState('unknown', 0), ...inState('refused', 1)]);
		expect(description).toBe('Choose another. Refused: item 1. Unknown: item 0.');
	});

	test('lists no items for a read', () => {
		expect(stopError(node, { ...refused, requestId: undefined }, 0, []).description).toBe('Choose another.');
	});

	test('lists some of many IDs and counts the others', () => {
		const reports = Array.from({ length: 60 }, (_, index) => sent(index));
		const { description } = stopError(node, refused, 60, [...reports, ...inState('refused', 60)]);
		expect(description).toContain('m49, and 10 more)');
		expect(description).not.toContain('m50');
	});

	test('keeps a message with the name of a network code, which n8n would replace', () => {
		const failure: Failure = { ...refused, message: 'Example could not be reached: ECONNREFUSED 127.0.0.1:1' };
		expect(stopError(node, failure, 4, []).message).toBe('Example could not be reached: ECONNREFUSED 127.0.0.1:1 [item 4]');
	});
});

describe('the error output', () => {
	test('has only one key, with everything in it', () => {
		expect(failedOutput('Example', refused, 7)).toEqual({
			error: {
				message: 'Example refused this message: no such inbox [item 7]',
				description: 'Choose another.',
				code: 'refused',
				outcome: 'refused',
				provider: 'Example',
				status: 400,
				requestId: '4f1c',
			},
		});
	});

	test('has no key for what is unknown', () => {
		const canceled: Failure = { code: 'canceled', outcome: 'not_sent', message: 'Canceled' };
		expect(failedOutput('Example', canceled, 0)).toEqual({
			error: {
				message: 'Canceled [item 0]',
				code: 'canceled',
				outcome: 'not_sent',
				provider: 'Example',
			},
		});
	});
});

test('an agent’s model reads whole sentences, each with one full stop', () => {
	const advice = 'Open the credential and correct it.';
	for (const message of ['Base URL is empty', 'Base URL is empty.']) {
		expect(toolOutput({ code: 'invalid_credential', outcome: 'not_sent', message, advice })).toEqual({
			sent: false,
			reason: 'Base URL is empty. Open the credential and correct it.',
			code: 'invalid_credential',
		});
	}
});

test.each([
	['send', 'refused', 'sent', false],
	['send', 'unknown', 'sent', 'unknown'],
	['write', 'refused', 'done', false],
	['write', 'unknown', 'done', 'unknown'],
	['read', 'refused', 'done', false],
] as const)('an agent’s model reads of a failed %s whose outcome is %s: %s is %s', (effect, outcome, key, value) => {
	const row = toolOutput({ code: 'refused', outcome, message: 'No' }, effect);
	expect(Object.entries(row)).toEqual([[key, value], ['reason', 'No.'], ['code', 'refused']]);
});
