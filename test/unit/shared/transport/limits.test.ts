import { heymarket } from '../../../../nodes/Heymarket/provider';
import { sendook } from '../../../../nodes/Sendook/provider';
import { pacesFor, takeTurn } from '../../../../nodes/shared/transport/pace';
import type { Provider, RequestKind } from '../../../../nodes/shared/provider';
import { whippy } from '../../../../nodes/Whippy/provider';

beforeEach(() => {
	jest.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
	jest.useRealTimers();
});

const send: RequestKind = { method: 'POST', path: '/v1/messaging/sms', effect: 'send' };
const read: RequestKind = { method: 'GET', path: '/v1/conversations', effect: 'read' };
const writing = (path: string): RequestKind => ({ method: 'POST', path, effect: 'write' });

/** The documented limits (providers/*.md): requests of runs in a number of milliseconds, and slots that are kept for others. */
test.each<[string, Provider, RequestKind, number, number, number?]>([
	['a message', heymarket, send, 490, 60_000, 10],
	['a read', heymarket, read, 490, 60_000, 10],
	['a message', whippy, send, 25, 1_000],
	['a read', whippy, read, 25, 1_000],
	['a change of a campaign', whippy, writing('/v1/campaigns/{id}'), 10, 60_000],
	['a change of a contact list', whippy, writing('/v1/contacts/lists/{id}'), 10, 60_000],
	['a change of a sequence', whippy, writing('/v1/sequences/{id}'), 10, 60_000],
	['a change of a contact', whippy, writing('/v1/contacts'), 25, 1_000],
	['a message', sendook, send, 100, 3_600_000],
])('%s: no more than the provider accepts in a window', async (what, provider, kind, count, windowMs, kept = 0) => {
	const credentials = { apiKey: what, secretId: what, baseUrl: `https://${kind.path.replaceAll(/\W/g, '')}.example.com` };
	const paces = pacesFor(provider, credentials, kind);
	for (let taken = 0; taken < count; taken += 1) expect(await takeTurn(paces, { maxWaitMs: 0 })).toMatchObject({ kind: 'open' });
	expect(await takeTurn(paces, { maxWaitMs: 0 })).toMatchObject({ kind: 'closed' });
	// These slots are kept for requests that go first.
	for (let taken = 0; taken < kept; taken += 1) expect(await takeTurn(paces, { maxWaitMs: 0, first: true })).toMatchObject({ kind: 'open' });
	expect(await takeTurn(paces, { maxWaitMs: 0, first: true })).toMatchObject({ kind: 'closed' });
	await jest.advanceTimersByTimeAsync(windowMs - 1);
	expect(await takeTurn(paces, { maxWaitMs: 0 })).toMatchObject({ kind: 'closed' });
	await jest.advanceTimersByTimeAsync(100);
	expect(await takeTurn(paces, { maxWaitMs: 0 })).toMatchObject({ kind: 'open' });
});

test('reads of Sendook are not limited', async () => {
	const paces = pacesFor(sendook, { apiKey: 'reads', baseUrl: 'https://reads.example.com' }, read);
	for (let taken = 0; taken < 1_000; taken += 1) expect(await takeTurn(paces, { maxWaitMs: 0 })).toMatchObject({ kind: 'open' });
});
