import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeAtEnd, useSandbox } from '../engine/sandboxed';
import { hook, receive } from './contexts';
import { heymarketTrigger, messagePost } from './heymarketPosts';

const sandbox = useSandbox();

/** A stand-in for n8n's own address, which shows what is posted to it. */
async function listening(): Promise<{ url: string; came: Promise<IncomingHttpHeaders> }> {
	let got: (headers: IncomingHttpHeaders) => void;
	const came = new Promise<IncomingHttpHeaders>((resolve) => (got = resolve));
	const server = createServer((request, response) => {
		got(request.headers);
		request.resume();
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closeAtEnd(async () => await new Promise((resolve) => server.close(resolve)));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, came };
}

test('while somebody listens in the editor, a made-up event of the first chosen kind comes', async () => {
	const { url, came } = await listening();
	const scenario = heymarketTrigger(sandbox(), { events: ['chat_closed', 'message_received'], sampleEvent: true }, { isTest: true, testUrl: url });
	await hook(scenario, 'create');
	const headers = (await came) as Record<string, string>;
	const posted = { body: {}, headers: { 'x-sample-event': headers['x-sample-event']! } };
	const { items, status } = await receive(scenario, posted);
	expect(status).toBe(200);
	expect(items[0]!.json).toMatchObject({ event: 'message_received', phoneNumber: '+14155550123', conversation: 2001, inbox: 11 });
	// An active workflow never takes one, whoever sends it.
	expect(await receive({ ...scenario, isTest: false }, posted)).toMatchObject({ status: 401, items: [] });
});

test('a header that somebody makes up is no sample', async () => {
	const scenario = heymarketTrigger(sandbox(), {}, { isTest: true });
	expect(await receive(scenario, { body: {}, headers: { 'x-sample-event': 'guessed' } })).toMatchObject({ status: 401, items: [] });
});

test('without the switch nothing is posted, nor when a workflow is activated', async () => {
	const { url, came } = await listening();
	await hook(heymarketTrigger(sandbox(), {}, { isTest: true, testUrl: url }), 'create');
	await hook(heymarketTrigger(sandbox(), { sampleEvent: true }, { testUrl: url }), 'create');
	const silence = new Promise((resolve) => setTimeout(resolve, 800, 'silence'));
	expect(await Promise.race([came, silence])).toBe('silence');
});

test('while listening, real events come too', async () => {
	const { items } = await receive(heymarketTrigger(sandbox(), { sampleEvent: true }, { isTest: true }), { body: messagePost() });
	expect(items).toHaveLength(1);
});
