import { client, jwt, mail, rawRequest, sms, support, text, useClients } from './clients.ts';

const clients = useClients();
const violations = () => clients.sandbox.ledger.violations;
const bearer = () => ({ authorization: `Bearer ${jwt()}` });

it('finds nothing wrong with correct requests', async () => {
	await clients.heymarket.post('/v1/message/send', text);
	await clients.whippy.post('/v1/messaging/sms', sms);
	await clients.sendook.post(`${support}/messages/send`, mail, { headers: { 'content-type': 'application/json; charset=utf-8' } });
	expect(violations()).toEqual([]);
	expect(clients.sandbox.ledger.accepted).toHaveLength(3);
});

it.each(['/v1/conversations/..', '/v1/conversations/%2e%2e', '/v1/conversations/.', '/v1/conversations/1%2F2', '/v1/conversations/1%5c2', '/v1//inboxes', '/v1/conversations/1%00', '/v1/conversations/%zz'])(
	'refuses the path %s',
	async (path) => {
		const { status } = await rawRequest(clients.sandbox.urls.heymarket, path, { headers: bearer() });
		expect(status).toBe(400);
		expect(violations()).toMatchObject([{ kind: 'path', provider: 'heymarket' }]);
	},
);

it.each([
	['an unknown query parameter', '/v1/inboxes?limit=5', 'contract'],
	['a query parameter given twice', '/v1/messages?phoneNumber=14155550123&inboxID=11&inboxID=12', 'repeated-query'],
	['a missing query parameter', '/v1/messages?inboxID=11', 'contract'],
	['a query parameter in another spelling', '/v1/messages?phoneNumber=14155550123&inboxId=11', 'contract'],
	['an id that is no number', '/v1/conversations/first', 'contract'],
	['an unknown address', '/v1/users', 'unknown-operation'],
	['the team key in the address', '/v1/inboxes?key=demo-heymarket-team-key', 'credential-in-url'],
])('refuses %s', async (_name, url, kind) => {
	const { status, data } = await clients.heymarket.get(url);
	expect([status, data]).toEqual([kind === 'unknown-operation' ? 404 : 400, { message: expect.any(String) }]);
	expect(violations()).toMatchObject([{ kind }]);
});

it('refuses a body that is not JSON, or has another content type', async () => {
	for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1']) {
		const { status } = await clients.heymarket.post('/v1/message/send', Buffer.from(JSON.stringify(text)), { headers: { 'content-type': contentType } });
		expect(status).toBe(400);
	}
	await clients.whippy.post('/v1/messaging/sms', Buffer.from('{"from":'), { headers: { 'content-type': 'application/json' } });
	await clients.sendook.post(`${support}/messages/send`);
	expect(violations().map(({ kind }) => kind)).toEqual(['content-type', 'content-type', 'content-type', 'broken-json', 'contract']);
	expect(clients.sandbox.ledger.accepted).toEqual([]);
});

it('refuses a body on a read', async () => {
	const { status } = await clients.whippy.get('/v1/channels', { data: {} });
	expect([status, violations()]).toEqual([400, [expect.objectContaining({ kind: 'unexpected-body' })]]);
});

it('refuses a credential of another provider, and records none', async () => {
	const { heymarket, whippy, sendook } = clients.sandbox.credentials;
	await clients.heymarket.get('/v1/inboxes', { headers: { 'X-WHIPPY-KEY': whippy.apiKey } });
	await clients.whippy.get('/v1/channels', { headers: { Authorization: `Bearer ${sendook.apiKey}` } });
	await clients.sendook.get('/v1/inboxes', { headers: { Authorization: `Bearer ${heymarket.teamKey}` } });
	await client(clients.sandbox.urls.sendook).get(`/v1/inboxes?access_token=${sendook.apiKey}`);
	expect(violations().map(({ kind }) => kind)).toEqual(['foreign-credential', 'foreign-credential', 'foreign-credential', 'credential-in-url']);
	const ledger = JSON.stringify(clients.sandbox.ledger.snapshot());
	for (const secret of [heymarket.teamKey, heymarket.secretKey, whippy.apiKey, sendook.apiKey]) expect(ledger).not.toContain(secret);
});

it('records violations also of requests that a fault strikes', async () => {
	clients.sandbox.faults.add({ provider: 'heymarket', fault: { type: 'status', status: 500 } });
	await clients.heymarket.post('/v1/message/send', { ...text, extra: 1 });
	expect(violations()).toMatchObject([{ kind: 'contract' }]);
});

it('records followed redirects, at the provider and at the control address', async () => {
	const follow = client(clients.sandbox.urls.whippy, { 'X-WHIPPY-KEY': clients.sandbox.credentials.whippy.apiKey });
	follow.defaults.maxRedirects = 5;
	clients.sandbox.faults.add({ provider: 'whippy', fault: { type: 'redirect' } });
	expect((await follow.post('/v1/messaging/sms', sms)).data).toEqual({ followed: true });
	expect(violations()).toMatchObject([{ kind: 'redirect-followed', provider: 'whippy', detail: expect.stringContaining('x-whippy-key') }]);
	const location = `${clients.sandbox.urls.control}/redirected`;
	clients.sandbox.faults.add({ provider: 'whippy', fault: { type: 'redirect', status: 307, location } });
	await follow.post('/v1/messaging/sms', sms);
	expect(violations()[1]).toMatchObject({ kind: 'redirect-followed', provider: 'control', detail: expect.stringContaining('POST') });
	expect(clients.sandbox.ledger.accepted).toEqual([]);
});
