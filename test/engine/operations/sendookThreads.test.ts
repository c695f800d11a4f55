import type { IDataObject } from 'n8n-workflow';
import { receive } from '../../../sandbox/sendook/messages.ts';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, seen, sandbox } = useOperations('sendook');

const [inboxId, threadId] = ['695b7c000000000000000064', '695b7c0000000000000007d0'];
const inbox = byId(inboxId);
const one = { inbox, thread: byId(threadId) };
const state = () => sandbox().state.sendook;

/** What Ana writes into the first thread. The clock goes on, so that messages have an order. */
function write(text: string, from = 'ana@example.com') {
	return receive(state(), state().inboxes[0], { threadId, from, subject: 'Re: Where is my order?', text });
}

async function answer(text: string): Promise<void> {
	await rows('message.reply', { inbox, messageId: byId(state().messages[0]._id), text });
}

const answering = (path: string, body: unknown) => sandbox().faults.add({ provider: 'sendook', match: { path }, fault: { type: 'status', status: 200, body: JSON.stringify(body) } });

describe('many threads', () => {
	test('those with the newest messages come first, each with what its messages tell', async () => {
		await answer('It is on its way.');
		write('Thanks!');
		const found = await rows('thread.getMany', { inbox, limit: 2 });
		expect(found).toMatchObject([
			{ email: 'ana@example.com', subject: 'Where is my order?', messages: 3, unanswered: 1, direction: 'inbound', text: 'Thanks!', _id: threadId },
			{ email: 'elif@example.com', messages: 1, unanswered: 1 },
		]);
		expect(found).toHaveLength(2);
		expect(await rows('thread.get', one)).toEqual(found.slice(0, 1));
		expect(seen().slice(-3).map(({ path }) => path)).toEqual([`/v1/inboxes/${inboxId}/messages`, `/v1/inboxes/${inboxId}/threads`, `/v1/inboxes/${inboxId}/threads/${threadId}`]);
	});

	test('what a send leaves that went wrong is a thread without messages', async () => {
		await expect(rows('message.send', { inbox, to: 'a@refused.example', subject: 'Lost', text: 'Hi' })).rejects.toThrow('may or may not');
		expect(await rows('thread.getMany', { inbox, limit: 1 })).toMatchObject([{ email: '', messages: 0, unanswered: 0 }]);
		expect(await rows('thread.getMany', { inbox, returnAll: true })).toHaveLength(6);
	});

	test('a message that is in no list counts, and that is all', async () => {
		state().threads[0].messages.push('f'.repeat(24));
		const found = await rows('thread.getMany', { inbox, returnAll: true });
		expect(found.find(({ _id }) => _id === threadId)).toMatchObject({ messages: 2, text: 'Order 1042 has not come yet.' });
	});

	test.each([[], null, ''])('an answer of %j is no threads', async (body) => {
		sandbox().faults.add({ provider: 'sendook', match: { path: 'getThreads' }, fault: { type: 'status', status: 200, body: JSON.stringify(body) } });
		expect(await rows('thread.getMany', { inbox })).toEqual([]);
	});
});

test('an answer of another shape is told, or comes out as it is', async () => {
	answering('getThreads', { surprise: 1 });
	expect(await rows('thread.getMany', { inbox })).toEqual([{ surprise: 1 }]);
	for (const operation of ['thread.getTranscript', 'thread.getUnansweredMessages']) {
		for (const body of [{ surprise: 1 }, { messages: ['6b00b5af8483d6948a805bd2'] }, { messages: [{ text: 'Hi' }] }]) {
			answering('getThread', body);
			await expect(rows(operation, one)).rejects.toThrow('Thread: Sendook did not answer with its messages [item 0]');
		}
	}
});

describe('a transcript', () => {
	test('as one text, with the IDs to answer it', async () => {
		await answer('It is on its way.');
		write('Thanks!\nAna');
		const [row, ...others] = await rows('thread.getTranscript', one, { timezone: 'Europe/Berlin' });
		expect(others).toEqual([]);
		expect(row).toMatchObject({ email: 'ana@example.com', subject: 'Where is my order?', messages: 3, timezone: 'Europe/Berlin', lastMessage: state().messages.at(-1)!.createdAt, threadId, inboxId });
		expect(String(row.transcript).split('\n')).toEqual([
			'2026-01-09 14:00 ana@example.com (Where is my order?): Order 1042 has not come yet.',
			expect.stringMatching(/^[\d-]{10} \d\d:\d\d support@sendook-demo\.example \(Re: Where is my order\?\): It is on its way\.$/) as string,
			expect.stringMatching(/^[\d-]{10} \d\d:\d\d ana@example\.com \(Re: Where is my order\?\): Thanks!$/) as string,
			'  Ana',
		]);
	});

	test('the last ones, the oldest first, as rows', async () => {
		await answer('It is on its way.');
		write('Thanks!');
		const found = await rows('thread.getTranscript', { ...one, outputAs: 'items', limit: 2 });
		expect(found).toMatchObject([
			{ direction: 'outbound', name: 'support@sendook-demo.example', text: 'It is on its way.', threadId, inboxId },
			{ direction: 'inbound', name: 'ana@example.com', subject: 'Re: Where is my order?', text: 'Thanks!', messageId: state().messages.at(-1)!._id },
		]);
		expect(found).toHaveLength(2);
	});

	test('names the files of a mail, and leaves out what it quotes', async () => {
		Object.assign(state().messages[0], {
			text: 'See below.\n\nOn Mon, 5 Jan 2026 at 10:00, Support <support@example.com> wrote:\n> Which order?',
			attachments: [{ _id: 'e'.repeat(24), content: 'aGVsbG8=', name: 'note.txt' }, { _id: 'f'.repeat(24), content: 'aGVsbG8=' }],
		});
		const items = { ...one, outputAs: 'items' };
		expect(await rows('thread.getTranscript', items)).toMatchObject([{ text: 'See below.', files: 'note.txt, unnamed file' }]);
		expect(await rows('thread.getTranscript', { ...items, includeQuoted: true })).toMatchObject([{ text: expect.stringContaining('> Which order?') as string }]);
	});

	test('of a mail whose files are null has its words', async () => {
		const [mail] = state().messages;
		answering('getThread', { ...state().threads[0], messages: [{ ...mail, attachments: null }] });
		expect(await rows('thread.getTranscript', { ...one, outputAs: 'items' })).toMatchObject([{ text: 'Order 1042 has not come yet.' }]);
	});

	test('of a thread without messages is empty', async () => {
		state().threads[0].messages = [];
		expect(await rows('thread.getTranscript', one)).toMatchObject([{ transcript: '', messages: 0, threadId }]);
		expect(await rows('thread.getTranscript', { ...one, outputAs: 'items' })).toEqual([]);
	});

	test('of another inbox there is none', async () => {
		await expect(rows('thread.getTranscript', { ...one, inbox: byId(state().inboxes[1]._id) })).rejects.toThrow('Thread not found');
	});
});

describe('unanswered messages', () => {
	const unanswered = async (parameters: IDataObject = {}) => await rows('thread.getUnansweredMessages', { ...one, ...parameters });

	test('all that came in since the inbox wrote last, as one item with which to reply', async () => {
		expect(await unanswered()).toMatchObject([{ messages: 1, text: 'Order 1042 has not come yet.' }]);
		await answer('It is on its way.');
		expect(await unanswered()).toEqual([]);
		write('Thanks!');
		const newest = write('When?');
		const [row] = await unanswered();
		expect(row).toMatchObject({ email: 'ana@example.com', name: 'ana@example.com', direction: 'inbound', messages: 2, text: 'Thanks!\nWhen?', threadId, inboxId, messageId: newest._id });
		await rows('message.reply', { inbox: byId(String(row.inboxId)), messageId: byId(String(row.messageId)), text: 'Tomorrow.' });
		expect(await unanswered()).toEqual([]);
	});

	test('as rows, the oldest first', async () => {
		write('And?');
		expect((await unanswered({ outputAs: 'items' })).map(({ text }) => text)).toEqual(['Order 1042 has not come yet.', 'And?']);
	});

	test('of several executions, that of the newest message answers', async () => {
		const first = write('Hello?');
		const second = write('Anybody there?');
		expect(await unanswered({ onlyIfNewest: first._id })).toEqual([]);
		expect(await unanswered({ onlyIfNewest: second._id })).toMatchObject([{ messages: 3, messageId: second._id }]);
	});

	test('an answer that was stored and never mailed is none', async () => {
		state().messages[0].from = 'ana@refused.example';
		await expect(answer('It is on its way.')).rejects.toThrow('may or may not');
		expect(await unanswered()).toMatchObject([{ messages: 1 }]);
	});
});
