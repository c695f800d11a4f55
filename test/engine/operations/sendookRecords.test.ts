import type { IDataObject } from 'n8n-workflow';
import { receive } from '../../../sandbox/sendook/messages.ts';
import { nodeOf, outputOf, run } from '../engine';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, refusal, route, scenario, seen, sandbox } = useOperations('sendook');

const state = () => sandbox().state.sendook;
const unknown = byId('0'.repeat(24));

describe('inboxes', () => {
	test('a new one sends and receives at once', async () => {
		const [made] = await rows('inbox.create', { name: 'Help', emailAddress: 'Help Desk <HELP@mail.example.com>' });
		expect(made).toEqual({ name: 'Help', email: 'help@mail.example.com', createdAt: expect.any(String) as string, updatedAt: expect.any(String) as string, domainId: state().domains[1]._id, organizationId: state().organizationId, _id: expect.any(String) as string });
		const inbox = byId(String(made._id));
		expect(await rows('inbox.get', { inbox })).toEqual([made]);
		const [mail] = await rows('message.send', { inbox, to: 'ana@example.com', subject: 'Hello', text: 'Hi' });
		expect(mail).toMatchObject({ to: 'ana@example.com', from: 'help@mail.example.com' });
	});

	test('without a name and an address, Sendook makes one', async () => {
		const [first] = await rows('inbox.create');
		const [second] = await rows('inbox.create');
		expect(seen().map(({ body }) => body)).toEqual([{}, {}]);
		expect([first.email, second.email]).toEqual(['inbox@sendook-demo.example', expect.stringMatching(/^inbox-\w+@sendook-demo\.example$/)]);
		const [named] = await rows('inbox.create', { name: 'Ana & Bob' });
		expect(named.email).toBe('ana---bob@sendook-demo.example');
	});

	test.each([
		['a taken address', 'support@sendook-demo.example', 'Sendook refused this change: Inbox with this email already exists [item 0] Nothing was changed.'],
		['an address at a domain that is not verified', 'a@agents.example.com', 'Sendook refused this change: Invalid domain name [item 0] Nothing was changed.'],
	])('%s is refused in Sendook’s words, without advice about keys', async (_, emailAddress, words) => {
		await expect(rows('inbox.create', { emailAddress })).rejects.toThrow(words);
		await expect(rows('inbox.create', { emailAddress })).rejects.not.toThrow('API key');
	});

	test('a deleted one takes its messages along', async () => {
		const [{ _id }] = state().inboxes;
		expect(await rows('inbox.delete', { inbox: byId(_id) })).toEqual([{ deleted: true, _id }]);
		expect(state().messages).toEqual([]);
		await expect(rows('inbox.get', { inbox: byId(_id) })).rejects.toThrow('Sendook refused this request: Inbox not found');
	});
});

describe('a thread', () => {
	const [inboxAt, threadAt] = ['695b7c000000000000000064', '695b7c0000000000000007d0'];
	const one = { inbox: byId(inboxAt), thread: byId(threadAt) };
	const inboxRecord = () => state().inboxes[0];
	const answer = async () => await rows('message.reply', { inbox: byId(inboxAt), messageId: byId(state().messages[0]._id), text: 'It is on its way.' });

	test('that nobody has answered yet', async () => {
		expect(await rows('thread.get', one)).toEqual([
			{
				email: 'ana@example.com',
				subject: 'Where is my order?',
				messages: 1,
				unanswered: 1,
				lastMessage: state().messages[0].createdAt,
				direction: 'inbound',
				text: 'Order 1042 has not come yet.',
				createdAt: state().threads[0].createdAt,
				inboxId: inboxAt,
				_id: threadAt,
			},
		]);
	});

	test('with an answer, and with what came in after it', async () => {
		await answer();
		expect(await rows('thread.get', one)).toMatchObject([{ email: 'ana@example.com', messages: 2, unanswered: 0, direction: 'outbound', text: 'It is on its way.' }]);
		receive(state(), inboxRecord(), { threadId: threadAt, from: 'Ana@Example.com', subject: 'Re: Where is my order?', text: 'Thanks!\n' });
		receive(state(), inboxRecord(), { threadId: threadAt, from: 'bob@example.com', subject: 'Re: Where is my order?', text: 'Me too\n' });
		expect(await rows('thread.get', one)).toMatchObject([
			{ email: 'ana@example.com, bob@example.com', subject: 'Where is my order?', messages: 4, unanswered: 2, text: 'Me too' },
		]);
	});

	test('that the inbox began is with those it wrote to', async () => {
		const [{ threadId }] = await rows('message.send', { inbox: byId(inboxAt), to: 'chidi@example.com', subject: 'News', text: 'Hi', additionalFields: { cc: 'dana@example.com' } });
		expect(await rows('thread.get', { inbox: byId(inboxAt), thread: byId(String(threadId)) })).toMatchObject([{ email: 'chidi@example.com, dana@example.com', unanswered: 0 }]);
	});

	test('that a send which went wrong left has no message, and a row all the same', async () => {
		await expect(rows('message.send', { inbox: byId(inboxAt), to: 'a@refused.example', subject: 'Lost', text: 'Hi' })).rejects.toThrow('may or may not');
		const { _id } = state().threads.at(-1)!;
		const [row] = await rows('thread.get', { inbox: byId(inboxAt), thread: byId(_id) });
		expect(row).toMatchObject({ email: '', messages: 0, unanswered: 0, _id });
		expect(row).not.toHaveProperty('subject');
	});

	test('as Sendook has it, where Simplify is off', async () => {
		expect(await rows('thread.get', { ...one, simplify: false })).toMatchObject([{ messages: [{ subject: 'Where is my order?', __v: 0 }], __v: 1 }]);
	});

	test('of another inbox is none', async () => {
		await expect(rows('thread.get', { ...one, inbox: byId(state().inboxes[1]._id) })).rejects.toThrow('Sendook refused this request: Thread not found');
	});
});

describe('domains', () => {
	test.each(['https://agents.example.com', 'ana@example.com', 'localhost', '10.0.0.1', 'example.xn--p1ai', 'a..b', `${'a.'.repeat(130)}com`])('%s is no domain name', async (name) => {
		expect((await refusal('domain.create', { domainName: name })).message).toMatch(/^Domain Name: ".+" is not a domain name \[item 0\]$/);
		expect((await refusal('domain.get', { domain: byId(name) })).message).toMatch(/^Domain: ".+" is not a domain name \[item 0\]$/);
	});

	test('a new one is written in small letters, one that is there as it is', async () => {
		await rows('domain.create', { domainName: ' Help.Example.COM ' });
		expect(seen()[0].body).toEqual({ name: 'help.example.com' });
		state().domains[0].name = 'Agents.example.com';
		expect(await rows('domain.get', { domain: byId('Agents.example.com') })).toMatchObject([{ name: 'Agents.example.com' }]);
	});

	test('one that Sendook already has says how to check', async () => {
		await expect(rows('domain.create', { domainName: 'agents.example.com' })).rejects.toThrow(
			'Sendook may or may not have made this change: it answered with status 500 [item 0] It was not made again. Look for it with Domain > Get. A domain that Sendook already has is answered in this way, too.',
		);
	});

	test.each([
		['agents.example.com', ['agents.example.com', 'agents.example.com', '_dmarc.agents.example.com']],
		['example.com', ['example.com', 'example.com', '_dmarc.example.com']],
		['shop.example.co.uk', ['shop.example.co.uk', 'shop.example.co.uk', '_dmarc.shop.example.co.uk']],
	])('the records of %s have whole names', async (name, hosts) => {
		state().domains[0].name = name;
		const records = await rows('domain.getDnsRecords', { domain: byId(name) });
		expect(records.map(({ type }) => type)).toEqual(['MX', 'TXT', 'TXT', 'CNAME', 'CNAME', 'CNAME']);
		expect(records.map(({ host }) => host)).toEqual([...hosts, ...['abc123', 'def456', 'ghi789'].map((token) => `${token}._domainkey.${name}`)]);
		expect(records[0]).toEqual({ type: 'MX', host: hosts[0], value: 'inbound-smtp.us-east-2.amazonaws.com', priority: 10, name: expect.any(String) as string });
		expect(records[1]).not.toHaveProperty('priority');
	});

	test('verifying says what is there and what is missing', async () => {
		const domain = byId('agents.example.com');
		const [before] = await rows('domain.verify', { domain });
		expect(before).toMatchObject({ name: 'agents.example.com', verified: false, recordsMissing: 'MX @, TXT _dmarc, TXT @, CNAME (DKIM)', recordsFound: '' });
		state().published.push({ type: 'MX', name: 'agents.example.com', value: 'inbound-smtp.us-east-2.amazonaws.com' });
		const [half] = await rows('domain.verify', { domain });
		expect(half).toMatchObject({ verified: false, recordsMissing: 'TXT _dmarc, TXT @, CNAME (DKIM)', recordsFound: 'MX @' });
		expect(await rows('domain.get', { domain: byId('mail.example.com') })).toMatchObject([{ verified: true, recordsMissing: '', recordsFound: 'MX @, TXT _dmarc, TXT @, CNAME (DKIM)' }]);
	});

	test('a deleted one is named', async () => {
		expect(await rows('domain.delete', { domain: byId('mail.example.com') })).toEqual([{ deleted: true, name: 'mail.example.com' }]);
		expect((await rows('domain.getMany')).map(({ name }) => name)).toEqual(['agents.example.com']);
	});
});

describe('webhooks', () => {
	const webhookId = '695b7c000000000000000fa0';
	const webhook = byId(webhookId);

	test.each([
		['http://n8n:5678/webhook/a', 'http://n8n:5678/webhook/a'],
		[' https://Example.com/hook ', 'https://example.com/hook'],
	])('%s may be in a private network, as Sendook may be', async (webhookUrl, url) => {
		expect(await rows('webhook.create', { webhookUrl, webhookEvents: ['message.received', 'message.sent'] })).toMatchObject([{ url, events: 'message.received, message.sent' }]);
	});

	test.each([
		[{ webhookUrl: 'example.com/hook', webhookEvents: ['message.sent'] }, 'Webhook URL: "example.com/hook" is not a web address [item 0]'],
		[{ webhookUrl: 'https://example.com/hook', webhookEvents: '={{ [] }}' }, 'Events: is empty [item 0]'],
		[{ webhookUrl: 'https://example.com/hook', webhookEvents: '={{ ["message.opened"] }}' }, 'Events: "message.opened" is not one of the choices [item 0]'],
	])('%j is refused', async (parameters: IDataObject, message) => {
		expect((await refusal('webhook.create', parameters)).message).toBe(message);
	});

	test('what became of a test is told by the attempts, and a row’s own error is text', async () => {
		expect(await rows('webhook.test', { webhook })).toEqual([{ tested: true, _id: webhookId }]);
		const [newest, failed, first] = await rows('webhook.getAttempts', { webhook });
		expect(newest).toMatchObject({ event: 'message.received', status: 200, response: 'ok', webhookId });
		expect(failed).toMatchObject({ status: 500, errorText: 'Request failed with status code 404' });
		expect(first).toMatchObject({ status: 200, messageId: '695b7c0000000000000003e8' });
		const [, whole] = await rows('webhook.getAttempts', { webhook, simplify: false });
		expect(whole).toMatchObject({ errorText: 'Request failed with status code 404', payload: { event: 'message.received' } });
		for (const row of [newest, failed, first, whole]) expect(row).not.toHaveProperty('error');
	});

	test('an answer in JSON is shown as text', async () => {
		Object.assign(state().attempts[0], { timestamp: '2099-01-05T09:00:00.000Z' });
		const body = JSON.stringify([{ ...state().attempts[0], response: { accepted: 1 } }]);
		sandbox().faults.add({ provider: 'sendook', fault: { type: 'status', status: 200, body } });
		expect(await rows('webhook.getAttempts', { webhook })).toMatchObject([{ response: '{"accepted":1}' }]);
	});

	test('one without Message Received is not tested, since it would get nothing', async () => {
		const other = byId(state().webhooks[2]._id);
		await expect(rows('webhook.test', { webhook: other })).rejects.toThrow(
			'Webhook: Message Received is not among its events, so it would get no test [item 0] Nothing was changed. Choose a webhook that has this event, or create one.',
		);
		expect(seen().map(({ method }) => method)).toEqual(['GET']);
	});

	test('an unknown one has no attempts', async () => {
		expect(await rows('webhook.getAttempts', { webhook: unknown })).toEqual([]);
	});

	test('a deleted one is gone', async () => {
		expect(await rows('webhook.delete', { webhook })).toEqual([{ deleted: true, _id: webhookId }]);
		await expect(rows('webhook.get', { webhook })).rejects.toThrow('Webhook not found');
	});
});

describe('API keys', () => {
	const keys = () => state().apiKeys.map(({ key }) => key);
	const apiKey = byId('695b7c000000000000001771');

	test.each<[string, IDataObject]>([
		['apiKey.getMany', {}],
		['apiKey.get', { apiKey }],
		['apiKey.create', { name: 'New' }],
	])('%s shows the end of a key, and the whole of it where that is asked for', async (operation, parameters) => {
		for (const through of [rows, route]) {
			for (const simplify of [true, false]) {
				const shown = await through(operation, { ...parameters, simplify });
				for (const { key } of shown) expect(key).toMatch(/^…[0-9a-f]{4}$/);
				for (const key of keys()) expect(JSON.stringify(shown)).not.toContain(key);
				const whole = await through(operation, { ...parameters, simplify, showWholeKey: true });
				for (const { key } of whole) expect(keys()).toContain(key);
			}
		}
	});

	test.each([['data'], ['apiKey'], ['result']])('a whole key within %s, in an answer of another shape, does not come out', async (name) => {
		const [stored] = state().apiKeys;
		sandbox().faults.add({ provider: 'sendook', match: { path: 'createApiKey' }, fault: { type: 'status', status: 200, body: { [name]: [{ ...stored }] } } });
		const found = JSON.stringify(await rows('apiKey.create', { name: 'New', simplify: false }));
		expect(found).toContain(`…${stored.key.slice(-4)}`);
		expect(found).not.toContain(stored.key);
	});

	test.each([['short', '…'], ['0123456789abcdef', '…'], ['0123456789abcdefg', '…defg'], [17, '…']])('a key %s is shown as %s', async (key, shown) => {
		const body = JSON.stringify([{ ...state().apiKeys[0], key }]);
		sandbox().faults.add({ provider: 'sendook', fault: { type: 'status', status: 200, body } });
		expect(await rows('apiKey.getMany')).toMatchObject([{ key: shown }]);
	});

	test('a new one works', async () => {
		const [{ key }] = await rows('apiKey.create', { name: 'New', showWholeKey: true });
		expect(await rows('inbox.getMany', { limit: 1 }, { credential: { apiKey: key } })).toHaveLength(1);
	});

	test('one that is not there is told, and is not called deleted', async () => {
		await expect(rows('apiKey.get', { apiKey: unknown })).rejects.toThrow(`API Key: Sendook has none with the ID ${'0'.repeat(24)} [item 0]`);
		expect(await rows('apiKey.delete', { apiKey: unknown })).toEqual([{ deleted: false, _id: '0'.repeat(24) }]);
		expect(await rows('apiKey.delete', { apiKey })).toEqual([{ deleted: true, _id: apiKey.value }]);
		expect(keys()).toHaveLength(2);
	});
});

test('one workflow from a new domain to the first mail of an inbox at it', async () => {
	const name = 'help.example.org';
	const publish = nodeOf('publish', ['main'], async function () {
		state().published.push(...this.getInputData().map(({ json: { type, host, value } }) => ({ type, name: host, value }) as never));
		return [[{ json: { published: this.getInputData().length } }]];
	});
	const domain = byId('={{ $("Domain").first().json.name }}');
	const steps: Array<[node: string, operation: string, parameters: IDataObject]> = [
		['Domain', 'domain.create', { domainName: name }],
		['Before', 'domain.verify', { domain }],
		['Records', 'domain.getDnsRecords', { domain }],
		['Publish', '', {}],
		['After', 'domain.verify', { domain }],
		['Inbox', 'inbox.create', { name: 'Help', emailAddress: '=hello@{{ $json.name }}' }],
		['Mail', 'message.send', { inbox: byId('={{ $json._id }}'), to: 'ana@example.com', subject: 'Hello', text: 'We are here.' }],
	];
	const nodes = steps.map(([step, operation, parameters]) => ({ ...scenario(operation || 'inbox.get', parameters).nodes[0], name: step, ...(!operation && { type: 'publish', parameters: {} }) }));
	const execution = await run({ ...scenario('inbox.get', {}), nodes, testNodes: { publish } });
	expect(execution.data.resultData.error).toBeUndefined();
	const rowOf = (step: string) => outputOf(execution, step)[0][0].json;
	expect(outputOf(execution, 'Records')[0].map(({ json: { type, host } }) => `${String(type)} ${String(host)}`)).toEqual([
		`MX ${name}`, `TXT ${name}`, `TXT _dmarc.${name}`, ...['abc123', 'def456', 'ghi789'].map((token) => `CNAME ${token}._domainkey.${name}`),
	]);
	expect([rowOf('Before'), rowOf('After')]).toMatchObject([{ verified: false, recordsFound: '' }, { verified: true, recordsMissing: '' }]);
	expect(rowOf('Mail')).toMatchObject({ to: 'ana@example.com', from: `hello@${name}`, externalMessageId: expect.any(String) as string });

	const inbox = byId(String(rowOf('Inbox')._id));
	receive(state(), state().inboxes.at(-1)!, { from: 'ana@example.com', subject: 'Hello', text: 'Good to know.' });
	expect(await rows('message.getMany', { inbox })).toMatchObject([{ from: 'ana@example.com', direction: 'inbound', text: 'Good to know.' }]);
});

test('an inbox at a domain that is not verified yet is refused', async () => {
	await rows('domain.create', { domainName: 'help.example.org' });
	await expect(rows('inbox.create', { emailAddress: 'hello@help.example.org' })).rejects.toThrow('Invalid domain name');
});

test('records that are published without being asked for first verify nothing, since the mail service was not told of the domain', async () => {
	const domain = byId('agents.example.com');
	const records = await rows('domain.getDnsRecords', { domain });
	state().published.push(...records.map(({ type, host, value }) => ({ type, name: host, value }) as never));
	state().watched = [];
	expect(await rows('domain.verify', { domain })).toMatchObject([{ verified: false, recordsMissing: 'CNAME (DKIM)' }]);
	await rows('domain.getDnsRecords', { domain });
	expect(await rows('domain.verify', { domain })).toMatchObject([{ verified: true }]);
});
