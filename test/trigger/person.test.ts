import type { IDataObject } from 'n8n-workflow';
import { ownSandbox, useSandbox } from '../engine/sandboxed';
import { receive } from './contexts';
import { heymarketTrigger, messagePost } from './heymarketPosts';

const sandbox = useSandbox();

/** A message of the sandbox's first person, as the newest of their conversation. */
function stored(changed: IDataObject = {}) {
	const { messages, conversations } = sandbox().state.heymarket;
	const conversation = conversations[0]!;
	const post = messagePost({ date: '2026-11-28T09:00:00.000Z', target: conversation.target, ...changed }, { conversation: { id: conversation.id, inbox: conversation.inbox, target: conversation.target } });
	messages.push({ ...(messages[1] as object), ...(post.event_data as object), conversationId: conversation.id, conversation: undefined } as never);
	Object.assign(conversation, { assigned: 0, status: 'open' });
	return { conversation, post };
}

/** Something that the team sent into the conversation. */
function answer(date: string): void {
	const { messages, conversations } = sandbox().state.heymarket;
	messages.push({ ...(messages[0] as object), id: 999_999, date, updated: date, user: 101, conversationId: conversations[0]!.id } as never);
}

const parameters = (more: IDataObject = {}) => ({ onlyIfNobodyAnswered: true, dealtWithIf: ['answered', 'assigned', 'closed'], ifUnknown: 'dontStart', ...more });

test('nobody has answered: it starts, and the item says what was seen', async () => {
	const { post } = stored();
	const { items, status } = await receive(heymarketTrigger(sandbox(), parameters()), { body: post });
	expect(status).toBe(200);
	expect(items[0]!.json.personCheck).toEqual({ checked: true, answered: false, closed: false });
	expect(sandbox().ledger.requests.map(({ operationId }) => operationId)).toEqual(['getMessages']);
	expect(sandbox().ledger.violations).toEqual([]);
});

test('something was sent since: nothing starts', async () => {
	const { post } = stored();
	answer('2026-11-28T09:00:01.000Z');
	expect(await receive(heymarketTrigger(sandbox(), parameters()), { body: post })).toMatchObject({ status: 200, items: [] });
});

test('something was sent at the very time, after it: nothing starts', async () => {
	const { post } = stored();
	answer('2026-11-28T09:00:00.000Z');
	expect((await receive(heymarketTrigger(sandbox(), parameters()), { body: post })).items).toEqual([]);
});

test('what was sent before it says nothing', async () => {
	const { post } = stored();
	answer('2026-11-28T08:59:59.000Z');
	expect((await receive(heymarketTrigger(sandbox(), parameters()), { body: post })).items).toHaveLength(1);
});

test.each([
	['assigned', { assigned: 102 }],
	['closed', { status: 'closed' }],
])('it is %s: nothing starts, unless the person left that out', async (reason, changed) => {
	const { conversation, post } = stored();
	Object.assign(conversation, changed);
	expect((await receive(heymarketTrigger(sandbox(), parameters()), { body: post })).items).toEqual([]);
	const others = ['answered', 'assigned', 'closed'].filter((one) => one !== reason);
	const { items } = await receive(heymarketTrigger(sandbox(), parameters({ dealtWithIf: others })), { body: post });
	expect(items[0]!.json.personCheck).toMatchObject({ checked: true });
});

test('by default only an answer counts', async () => {
	const { conversation, post } = stored();
	Object.assign(conversation, { assigned: 102 });
	const { items } = await receive(heymarketTrigger(sandbox(), { onlyIfNobodyAnswered: true }), { body: post });
	expect(items[0]!.json.personCheck).toMatchObject({ checked: true, assignedTo: 102 });
});

test('the limit is reached: it is asked again, and then it starts', async () => {
	const { post } = stored();
	sandbox().faults.add({ provider: 'heymarket', match: { path: 'getMessages' }, fault: { type: 'throttle', milliseconds: 300, style: 'retryAfterSeconds' } });
	const { items } = await receive(heymarketTrigger(sandbox(), parameters()), { body: post });
	expect(items[0]!.json.personCheck).toMatchObject({ checked: true });
	expect(sandbox().ledger.requests).toHaveLength(2);
});

test('Heymarket asks to wait for longer than a minute: nothing starts, or what the person chose', async () => {
	// A sandbox of its own: this process heeds the wait for every request to this address.
	const own = await ownSandbox();
	own.faults.add({ provider: 'heymarket', times: 'always', match: { path: 'getMessages' }, fault: { type: 'throttle', milliseconds: 90_000, style: 'retryAfterSeconds' } });
	expect(await receive(heymarketTrigger(own, parameters()), { body: messagePost() })).toMatchObject({ status: 200, items: [] });
	const { items } = await receive(heymarketTrigger(own, parameters({ ifUnknown: 'start' })), { body: messagePost() });
	expect(items[0]!.json.personCheck).toMatchObject({ checked: false, code: 'rate_limited' });
});

test('it can’t be read: nothing starts, or it starts where the person chose that', async () => {
	const { post } = stored();
	sandbox().faults.add({ provider: 'heymarket', times: 'always', match: { path: 'getMessages' }, fault: { type: 'status', status: 403 } });
	expect((await receive(heymarketTrigger(sandbox(), parameters()), { body: post })).items).toEqual([]);
	const { items } = await receive(heymarketTrigger(sandbox(), parameters({ ifUnknown: 'start' })), { body: post });
	expect(items[0]!.json.personCheck).toMatchObject({ checked: false, code: 'refused' });
});

test('a group is asked for by its conversation, of which nobody knows whether it was answered', async () => {
	const target = '14155550123,14155550134';
	const { conversation } = stored();
	Object.assign(conversation, { target, type: 'group' });
	const post = messagePost({ target }, { conversation: { id: conversation.id, inbox: conversation.inbox, target } });
	expect((await receive(heymarketTrigger(sandbox(), parameters()), { body: post })).items).toEqual([]);
	const { items } = await receive(heymarketTrigger(sandbox(), parameters({ dealtWithIf: ['closed', 'assigned'] })), { body: post });
	expect(items[0]!.json.personCheck).toEqual({ checked: true, closed: false });
});

test('the post is answered before the provider is asked', async () => {
	const { post } = stored();
	sandbox().faults.add({ provider: 'heymarket', match: { path: 'getMessages' }, fault: { type: 'delay', milliseconds: 400 } });
	const { answeredMs, webhookMs } = await receive(heymarketTrigger(sandbox(), parameters()), { body: post });
	expect(webhookMs).toBeGreaterThan(390);
	expect(answeredMs).toBeLessThan(200);
});

test('an option that can’t be read: the post was answered, nothing starts, and nothing is thrown', async () => {
	const { post } = stored();
	expect(await receive(heymarketTrigger(sandbox(), parameters({ ifUnknown: 'perhaps' })), { body: post })).toMatchObject({ status: 200, answers: 1, items: [] });
});
