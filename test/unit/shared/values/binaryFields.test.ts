import { binaryFields } from '../../../../nodes/shared/values/binaryFields';
import { refusal } from './support';

const file = { mimeType: 'image/png', fileName: 'a.png', data: '' };

test.each<[unknown, unknown[]]>([
	['data', ['data']],
	[' data, more ;data\nthird', ['data', 'more', 'third']],
	[['data', 'My file, v2'], ['data', 'My file, v2']],
	['["My file, v2"]', ['My file, v2']],
	['["data", "more"]', ['data', 'more']],
	[file, [file]],
	[JSON.stringify(file), [file]],
	[[file, 'data', file], [file, 'data']],
	// n8n names a field whose key is a number by that number.
	[0, ['0']],
])('%j are the files %j', (value, files) => {
	expect(binaryFields(value)).toEqual(files);
});

test.each([
	[{}, 'an object is not a file'],
	[{ fileName: 'a.png' }, 'an object is not a file'],
	[{ mimeType: 5 }, 'an object is not a file'],
	[{ mimeType: 'image/png', data: 5 }, 'an object is not a file'],
	[{ mimeType: 'image/png', id: { a: 1 } }, 'an object is not a file'],
])('%j is none', (value, sentence) => {
	const { message, help } = refusal(() => binaryFields(['data', value]));
	expect(message).toBe(sentence);
	expect(help).toBe('Give the name of a binary field, or a binary object such as {{ $binary.data }}.');
});

test('every bad one is named', () => {
	expect(refusal(() => binaryFields([{}, 'data', Symbol('a')])).message).toBe('an object is not a file; is a symbol, not text');
});

test.each([undefined, null, '', ' ,', []])('%j is empty', (value) => {
	expect(refusal(() => binaryFields(value)).message).toBe('is empty');
});
