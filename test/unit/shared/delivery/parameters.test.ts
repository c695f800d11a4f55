import type { INodeParameters } from 'n8n-workflow';
import { ParameterReader, unlessUnreadable } from '../../../../nodes/shared/delivery/parameters';
import { lineField, locatorField, switchField } from '../../../../nodes/shared/form/field';
import { additionalFields, body, setting } from '../../../../nodes/shared/form/parts';
import { integerId } from '../../../../nodes/shared/values/ids';
import { example } from '../support';

const line = (displayName: string, name: string) => lineField({ displayName, name });
const operation = example('send', [
	body('thing_id', locatorField({ displayName: 'Thing', name: 'thing', search: 'searchThings', placeholder: 'e.g. 4', convert: integerId })),
	body('text', line('Text', 'text')),
	body('title', line('Title', 'title')),
	setting(switchField({ displayName: 'Simplify', name: 'simplify' })),
	additionalFields(body('author', line('Author', 'author')), body('note', line('Note', 'note'))),
]);

/** A reader of these parameters, and what n8n was asked to evaluate: by path, what it gives for an item. */
function reader(raw: INodeParameters, gives: Record<string, (index: number) => unknown> = {}) {
	const asked: string[] = [];
	const evaluate = (path: string, index: number) => {
		asked.push(`${path} of ${index}`);
		return gives[path](index);
	};
	return { parameters: new ParameterReader(operation, { raw, evaluate, input: () => ({}), timezone: 'Europe/Berlin' }), asked };
}

const fails = (words: string) => () => {
	throw new Error(words);
};

describe('the parameters of an item', () => {
	test('that are the same for all are not asked of n8n', () => {
		const raw = { text: '5 = five', title: null as never, simplify: false, thing: { __rl: true, mode: 'id', value: '4' }, additionalFields: { note: 'Hi' } };
		const { parameters, asked } = reader(raw);
		const { parameter, timezone } = parameters.read(0);
		expect(['text', 'title', 'simplify', 'thing', 'additionalFields', 'additionalFields.note'].map(parameter)).toEqual(['5 = five', null, false, '4', { note: 'Hi' }, 'Hi']);
		expect(timezone).toBe('Europe/Berlin');
		expect(asked).toEqual([]);
	});

	test('that are expressions are evaluated when they are asked for, each once an item', () => {
		const raw = { text: '={{ $json.text }}', title: '={{ $json.title }}', additionalFields: { note: '={{ $json.note }}', author: 'Desk' } };
		const { parameters, asked } = reader(raw, { text: (index) => `Text ${index}`, additionalFields: (index) => ({ note: `Note ${index}`, author: 'Desk' }) });
		expect(parameters.read(3).parameter('text')).toBe('Text 3');
		expect(parameters.read(3).parameter('text')).toBe('Text 3');
		expect(['additionalFields.note', 'additionalFields.author'].map(parameters.read(3).parameter)).toEqual(['Note 3', 'Desk']);
		expect(asked).toEqual(['text of 3', 'additionalFields of 3']);
		expect(parameters.read(4).parameter('text')).toBe('Text 4');
	});

	test('that give undefined are not evaluated again', () => {
		const { parameters, asked } = reader({ text: '={{ undefined }}' }, { text: () => undefined });
		const { parameter } = parameters.read(0);
		expect([parameter('text'), parameter('text')]).toEqual([undefined, undefined]);
		expect(asked).toHaveLength(1);
	});

	test('are what was chosen in a list, or what an expression gives in its place', () => {
		const expression = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
		const { parameters } = reader({ thing: expression, text: '={{ $json }}' }, {
			thing: (index) => (index === 0 ? { ...expression, value: 7 } : { value: 7 }),
			text: () => ({ mode: 'id', value: 7 }),
		});
		expect(parameters.read(0).parameter('thing')).toBe(7);
		// Not what n8n saves of a list's choice: its field refuses it.
		expect(parameters.read(1).parameter('thing')).toEqual({ value: 7 });
		expect(parameters.read(0).parameter('text')).toEqual({ mode: 'id', value: 7 });
		expect(parameters.read(0).raw('thing')).toBe('={{ $json.id }}');
	});

	test('are as they were saved, where that is asked for', () => {
		const { parameters, asked } = reader({ text: '={{ 1 }}', additionalFields: { note: '={{ 2 }}' } });
		expect(['text', 'additionalFields.note', 'additionalFields.author', 'title'].map(parameters.read(0).raw)).toEqual(['={{ 1 }}', '={{ 2 }}', undefined, undefined]);
		expect(asked).toEqual([]);
	});

	test('are undefined where there are none, whatever every object has', () => {
		const { parameters, asked } = reader({ additionalFields: {}, other: '={{ 1 }}' });
		const { parameter } = parameters.read(0);
		expect(['text', 'toString', 'additionalFields.toString', 'title.length', 'other'].map(parameter)).toEqual(Array.from({ length: 5 }));
		expect(asked).toEqual([]);
		const empty = reader({ additionalFields: '={{ null }}' }, { additionalFields: () => null });
		expect(empty.parameters.read(0).parameter('additionalFields.note')).toBeUndefined();
	});

	test('n8n’s Request Options are among them', () => {
		const { parameters } = reader({ requestOptions: { timeout: '={{ 5 }}' } }, { requestOptions: () => ({ timeout: 5 }) });
		expect(parameters.read(0).parameter('requestOptions')).toEqual({ timeout: 5 });
	});
});

describe('an expression that n8n can’t evaluate', () => {
	const failureOf = ({ parameters }: ReturnType<typeof reader>, path: string) => {
		const read = unlessUnreadable(() => ({ good: parameters.read(0).parameter(path) }));
		return 'failure' in read ? read.failure : undefined;
	};

	test('fails its item, by the label of its field and in n8n’s words, when it is asked for', () => {
		const gone = new Error('Node Nobody is not there');
		const failing = reader({ text: '={{ 1 }}', title: 'Hi' }, {
			text() {
				throw gone;
			},
		});
		expect(failureOf(failing, 'title')).toBeUndefined();
		expect(failureOf(failing, 'text')).toEqual({
			code: 'invalid_input',
			outcome: 'not_sent',
			message: 'Text: its expression can’t be evaluated: Node Nobody is not there',
			advice: 'Correct the expression in this field.',
			cause: gone,
		});
	});

	test.each<[string, INodeParameters, string]>([
		['additionalFields', { author: 'Desk', note: '={{ 1 }}' }, 'Note'],
		['requestOptions', { batching: {}, timeout: '={{ 1 }}' }, 'Timeout'],
	])('within %s is told by its own label', (name, added, label) => {
		const paths = Object.keys(added).map((key) => `${name}.${key}`);
		const gives = Object.fromEntries([
			[name, fails('broken')] as const,
			...paths.map((path, at) => [path, at === 1 ? fails('broken there') : () => 'Desk'] as const),
		]);
		expect(failureOf(reader({ [name]: added }, gives), name)?.message).toBe(`${label}: its expression can’t be evaluated: broken there`);
	});

	test.each([
		['additionalFields', 'Additional Fields'],
		['requestOptions', 'Request Options'],
	])('that is %s as a whole is told by its label', (name, label) => {
		expect(failureOf(reader({ [name]: '={{ 1 }}' }, { [name]: fails('broken') }), name)?.message).toBe(`${label}: its expression can’t be evaluated: broken`);
	});

	test('is not taken for a fault of this package, which is thrown on', () => {
		expect(() =>
			unlessUnreadable(() => {
				throw new TypeError('Our own');
			}),
		).toThrow('Our own');
	});
});

describe('one value alone', () => {
	const raw = { title: 'Hi', text: '={{ $json.text }}', additionalFields: { note: '={{ 1 }}' }, requestOptions: { batching: { batch: { batchSize: 5 } } } };

	test('is asked of n8n only where it is an expression', () => {
		const { parameters, asked } = reader(raw, { text: (index) => `Text ${index}`, 'additionalFields.note': () => 1 });
		expect(parameters.one('requestOptions.batching', 0)).toEqual({ batch: { batchSize: 5 } });
		expect(parameters.one('title', 0)).toBe('Hi');
		expect(asked).toEqual([]);
		expect(parameters.one('text', 2)).toBe('Text 2');
		expect(parameters.one('additionalFields.note', 0)).toBe(1);
		expect(asked).toEqual(['text of 2', 'additionalFields.note of 0']);
	});

	test('is undefined where n8n can’t evaluate it', () => {
		expect(reader(raw, { text: fails('broken') }).parameters.one('text', 0)).toBeUndefined();
	});
});
