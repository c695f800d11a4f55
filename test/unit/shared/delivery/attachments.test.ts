import { bodyWithFiles } from '../../../../nodes/shared/delivery/attachments';
import type { CheckedItem } from '../../../../nodes/shared/delivery/item';
import { operation } from '../../../../nodes/shared/operation';

const mail = operation({
	name: 'Mail',
	value: 'mail',
	action: 'Mail someone',
	description: 'Mail someone',
	effect: 'send',
	request: { method: 'POST', path: '/mails' },
	parameters: [],
	attachments: {
		property: 'files',
		toBody: ({ content, fileName, mimeType }) => ({ name: fileName, data: content, mimeType }),
	},
});

/** Bytes that no text has, of any length. */
function bytes(length: number): Buffer {
	return Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) % 256));
}

async function bodyOf(contents: Record<string, Buffer>, files: string[]) {
	const context = {
		helpers: {
			assertBinaryData: (name: string) => ({ fileName: `${name} “für dich”.pdf`, mimeType: 'application/pdf' }),
			getBinaryDataBuffer: async (name: string) => contents[name],
		},
	};
	const content = { ids: {}, query: {}, body: { subject: 'Grüße 👋 "quoted"', files, text: 'after' } };
	return await bodyWithFiles(mail, { content, context } as unknown as CheckedItem);
}

test.each([
	[0, 1],
	[2, 3],
	[49_151, 49_152],
	[49_153, 200_000],
])('files of %i and %i bytes stand in the body as base64, all else as it was', async (one, other) => {
	const contents = { one: bytes(one), other: bytes(other) };
	const result = await bodyOf(contents, ['one', 'other']);
	const body = JSON.parse(String('good' in result && result.good));
	expect(body).toEqual({
		subject: 'Grüße 👋 "quoted"',
		files: ['one', 'other'].map((name) => ({
			name: `${name} “für dich”.pdf`,
			data: contents[name as 'one' | 'other'].toString('base64'),
			mimeType: 'application/pdf',
		})),
		text: 'after',
	});
});

test('a body without files stays an object', async () => {
	expect(await bodyOf({}, [])).toEqual({ good: { subject: 'Grüße 👋 "quoted"', files: [], text: 'after' } });
});
