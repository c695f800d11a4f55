import { readFileSync } from 'node:fs';
import path from 'node:path';
import { closing, TOURS } from '../../live/check.ts';
import { LiveContract, type Tree } from '../../live/contract.ts';
import { openDoor } from '../../live/door.ts';
import { isAbout, namesIn } from '../../live/evidence.ts';
import type { Environment } from '../../live/keys.ts';
import type { Report } from '../../live/report.ts';
import { shapeOf, shippedOf, targetsOf } from '../../live/shipped.ts';
import { filled, type Stop } from '../../live/tour/stops.ts';
import { providerNames, type ProviderName } from '../../sandbox/provider.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { closeAtEnd, freshly } from '../engine/sandboxed';
import { allWritten, answering, asked, check, differences, environment, folder, of, standing, useLiveSandbox } from './checked';

// A check takes a second or two; a computer that does much else needs longer.
jest.setTimeout(180_000);

const sandbox = useLiveSandbox();

describe('the whole tour', () => {
	let report: Report;
	let written: string;
	let requests: ReturnType<Sandbox['ledger']['snapshot']>;

	beforeAll(async () => {
		freshly(sandbox());
		report = await check();
		written = allWritten();
		requests = sandbox().ledger.snapshot();
	}, 120_000);

	test('the unchanged sandbox answers as the contracts say, and the nodes can read it', () => {
		expect(report.isWhole).toBe(true);
		expect(report.providers.flatMap(differences)).toEqual([]);
		for (const { unread, heldBack, requests: all } of report.providers) {
			expect({ unread, heldBack }).toEqual({ unread: [], heldBack: [] });
			expect(all.length).toBeGreaterThan(15);
			expect(all.filter(({ status }) => status === undefined)).toEqual([]);
		}
		expect(closing(report, folder)).toEqual({ words: expect.stringContaining('report.md'), code: 0 });
	});

	test('only reads reach the provider', async () => {
		for (const name of providerNames) {
			const { isRead } = await shippedOf(name);
			const contract = new LiveContract(name);
			const made = requests.requests.filter(({ provider }) => provider === name);
			expect(made.length).toBeGreaterThan(15);
			expect(made.filter(({ method, path: url }) => !isRead(contract.find(method, url)!))).toEqual([]);
		}
		expect(requests).toMatchObject({ accepted: [], violations: [], overlaps: [] });
		expect(requests.maxInFlight).toBe(1);
	});

	test('every read of every contract is asked, or told with the reason', () => {
		const missing = providerNames.flatMap((name) => {
			const contract = new LiveContract(name);
			const { requests: made, notTried } = of(report, name);
			const told = notTried.map(({ stop }) => stop);
			return contract.operations
				.filter(({ operationId }) => !made.some((each) => each.operationId === operationId))
				.filter((operation) => operation.method === 'GET' && !(operation.operationId === 'getScheduledMessage' && told.includes('scheduledMessage.get')))
				.map(({ operationId }) => `${name} ${operationId}`);
		});
		expect(missing).toEqual([]);
	});

	test('unknowns are answered as the sandbox assumes them, and nothing contradicts what is reported', () => {
		const told = report.providers.flatMap(({ unknowns, evidence }) => [...unknowns, ...evidence]).filter(({ verdict }) => verdict === 'contradicted');
		expect(told).toEqual([]);
		const answers = report.providers.flatMap(({ unknowns }) => unknowns).filter(({ verdict }) => verdict === 'confirmed');
		expect(answers.length).toBeGreaterThan(30);
		for (const { contract } of answers) expect(contract).toMatch(/^contracts\/\w+\/\w+\.yaml:\d+$/);
	});

	test('the keys are nowhere in what was written', () => {
		const { heymarket, whippy, sendook } = sandbox().credentials;
		expect([heymarket.secretId, heymarket.secretKey, whippy.apiKey, sendook.apiKey].filter((secret) => written.includes(secret))).toEqual([]);
		expect(/eyJ[\w-]+\./.test(written)).toBe(false);
	});

	test('people and numbers of the sandbox are nowhere in what was written', () => {
		expect(['Ana', 'Reyes', 'Mia Chen', '14155550123', '4155550', 'ana@', 'whippy-demo', 'Market Street', 'Spring menu', '695b7c'].filter((somebody) => written.includes(somebody))).toEqual([]);
		// This proves that the answers were written at all.
		expect(/"name": "\(text \d+, 1 to 10 characters\)"/.test(written)).toBe(true);
	});

	test('what is of use stays: keys, types, words of the API and formats of times', () => {
		for (const kept of [/"status": "open"/, /"updated": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.123456Z"/, /"is_opted_out": (true|false)/]) expect({ kept, is: kept.test(written) }).toEqual({ kept, is: true });
	});
});

test('every read operation of the nodes is on the tour, or left out with a reason', async () => {
	for (const name of providerNames) {
		const { operations } = await shippedOf(name);
		const { stops, leftOut } = TOURS[name];
		const reads = [...operations].filter(([, { effect }]) => effect === 'read').map(([full]) => full);
		const gone = [...stops.flatMap(({ operation }) => operation ?? []), ...Object.keys(leftOut)];
		expect(reads.filter((full) => !gone.includes(full))).toEqual([]);
		expect(gone.filter((full) => !reads.includes(full))).toEqual([]);
	}
});

test('each probe makes a request of the contract that is a read', async () => {
	for (const name of providerNames) {
		const { isRead, operations } = await shippedOf(name);
		const contract = new LiveContract(name);
		for (const { request } of TOURS[name].stops) {
			if (request === undefined) continue;
			const [method, template] = request.split(' ');
			const known = contract.operations.find((each) => each.method === method && each.template === template);
			expect({ request, isRead: known && isRead(known) }).toEqual({ request, isRead: true });
		}
		// No write and no send counts as a read, though some share a path with one.
		const others = [...operations.values()].filter(({ effect }) => effect !== 'read').flatMap(targetsOf);
		expect(others.filter(({ method, path: url }) => isRead({ method, template: shapeOf(url) }))).toEqual([]);
	}
});

test('the door lets no change through, whoever asks', async () => {
	const { isRead } = await shippedOf('heymarket');
	const door = await openDoor(new LiveContract('heymarket'), sandbox().urls.heymarket, isRead);
	closeAtEnd(async () => await door.close());
	const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${sandbox().credentials.heymarket.teamKey}` };
	const statusOf = async (method: string, url: string, body?: object) => (await fetch(`${door.url}${url}`, { method, headers, body: body && JSON.stringify(body) })).status;
	expect(await statusOf('POST', '/v1/tag', { tag: 'New' })).toBe(403);
	expect(await statusOf('DELETE', '/v1/tag/501')).toBe(403);
	expect(await statusOf('PUT', '/v1/template/301', {})).toBe(403);
	expect(await statusOf('POST', '/v1/nowhere', {})).toBe(403);
	expect(sandbox().ledger.snapshot().requests).toEqual([]);
	expect(await statusOf('POST', '/v1/tags', {})).toBe(200);
	// For a send it opens once.
	const message = { inbox_id: 11, creator_id: 101, phone_number: '14155550168', text: 'Hello' };
	expect(await statusOf('POST', '/v1/message/send', message)).toBe(403);
	door.openOnce('sendMessage');
	expect([await statusOf('POST', '/v1/message/send', message), await statusOf('POST', '/v1/message/send', message)]).toEqual([200, 403]);
	expect(door.exchanges.map(({ passed }) => passed)).toEqual([false, false, false, false, true, false, true, false]);
});

test('each finding is about something that a contract doesn’t know', () => {
	for (const name of providerNames) {
		const { operations } = new LiveContract(name);
		for (const { operations: ids, about } of TOURS[name].findings) {
			for (const id of ids) {
				const sentences = (operations.find(({ operationId }) => operationId === id)?.raw['x-unknown'] ?? []) as string[];
				const isThere = sentences.some((sentence) => namesIn(sentence).some((one) => isAbout(sentence, one, about)));
				expect({ id, about, isThere }).toEqual({ id, about, isThere: true });
			}
		}
	}
});

describe('answers that differ', () => {
	test.each([
		['a property under another name', ({ name, ...row }: Tree) => ({ ...row, title: name }), ['/*/name: a property, none', '/*/title: no such property, string']],
		['a property of another type', (row: Tree) => ({ ...row, id: String(row.id) }), ['/*/id: integer, string']],
		['one property more', (row: Tree) => ({ ...row, sla_minutes: 5 }), ['/*/sla_minutes: no such property, integer']],
		['a key that somebody chose', (row: Tree) => ({ ...row, 'Lisa’s own': 5 }), ['/*/{key}: no such property, integer']],
	])('%s', async (_what, change, expected) => {
		await answering('heymarket', 'getInboxes', change);
		const report = of(await check({ only: ['heymarket'] }), 'heymarket');
		expect(differences(report)).toEqual(expected.map((words) => `getInboxes ${words}`));
		const [{ differences: [{ contract }] }] = report.requests.filter(({ operationId }) => operationId === 'getInboxes');
		expect(contract).toMatch(/^contracts\/heymarket\/inbox\.yaml:\d+$/);
		expect(standing(['Lisa'])).toEqual([]);
	});

	test('a rule that is only inferred is contradicted', async () => {
		await answering('heymarket', 'getInboxes', ({ members: _, ...row }) => row);
		const { evidence } = of(await check({ only: ['heymarket'] }), 'heymarket');
		expect(evidence.filter(({ verdict }) => verdict === 'contradicted')).toEqual([expect.objectContaining({ what: 'Inbox, required', contract: expect.stringMatching(/inbox\.yaml/) })]);
	});

	test('another status, another kind of body, and a word that nobody knew', async () => {
		sandbox().faults.add({ provider: 'whippy', match: { path: 'getTags' }, times: 'always', fault: { type: 'status', status: 206, body: { data: [] } } });
		sandbox().faults.add({ provider: 'whippy', match: { path: 'getUsers' }, times: 'always', fault: { type: 'status', status: 404 } });
		sandbox().faults.add({ provider: 'whippy', match: { path: 'getAgents' }, times: 'always', fault: { type: 'invalidJson' } });
		await answering('whippy', 'getMessages', (row) => ({ ...row, direction: 'SIDEWAYS' }));
		const found = differences(of(await check({ only: ['whippy'] }), 'whippy'));
		expect(found).toContain('getTags : status 200, status 206');
		expect(found).toContain('getUsers : status 200, status 404');
		expect(found).toContainEqual(expect.stringMatching(/^getAgents : JSON, application\/json/));
		expect(found).toContainEqual(expect.stringMatching(/^getMessages \/data\/\*\/direction: one of .*, SIDEWAYS$/));
	});

	const switched: Array<[ProviderName, string, string, string]> = [
		['heymarket', 'messageOrder', 'oldestFirst', 'getMessages'],
		['heymarket', 'contactOrder', 'oldestFirst', 'getContacts'],
		['heymarket', 'contactTags', 'ids', 'getContact'],
		['heymarket', 'contactUuid', 'shown', 'getContactByUuid'],
		['heymarket', 'optedOutShown', 'missing', 'getContact'],
		['heymarket', 'conversationFilters', 'ignored', 'getConversations'],
		['heymarket', 'unknownPhone', 'zeros', 'findContact'],
		['heymarket', 'createdAt', 'onAndAfter', 'getTeamMessages'],
		['heymarket', 'dateCursor', 'exclusive', 'getTemplates'],
		['whippy', 'messageOrder', 'oldestFirst', 'getConversation'],
		['whippy', 'postalCodeKey', 'postal_code', 'getContact'],
		['whippy', 'developerLists', 'missing', 'getDeveloperApplications'],
	];

	test('unknowns that the provider answers otherwise', async () => {
		for (const [provider, unknown, answer] of switched) sandbox().unknowns.set(provider, unknown, answer);
		const report = await check({ only: ['heymarket', 'whippy'] });
		for (const [provider, unknown, answer, operationId] of switched) {
			const found = of(report, provider).unknowns.find(({ what }) => what.startsWith(`${operationId}: ${unknown}: `));
			expect({ unknown, ...found }).toMatchObject({ unknown, answer, verdict: 'contradicted' });
		}
	});

	test('a list that ignores its cursor, and a member 0 that is refused', async () => {
		sandbox().unknowns.set('heymarket', 'dateCursor', 'ignored');
		sandbox().unknowns.set('heymarket', 'memberZero', 'refused');
		const { unknowns } = of(await check({ only: ['heymarket'] }), 'heymarket');
		expect(unknowns.find(({ what }) => what.startsWith('getTemplates: dateCursor'))).toMatchObject({ answer: 'ignored', verdict: 'contradicted' });
		expect(unknowns.find(({ what }) => what.startsWith('getConversations: memberZero'))).toMatchObject({ answer: 'refused', verdict: 'contradicted' });
	});
});

describe('what is somebody’s', () => {
	const canaries = ['Zebulon Quaxley', 'zq@quaxley.example', '14155550777', '+1 (415) 555-0778', 'He owes us 77 dollars', 'https://quaxley.example/secret-page', '19770717', 'Quaxley’s dog'];

	test('names, numbers, addresses, texts, links, chosen keys and words of refusals are nowhere in what was written', async () => {
		const [name, mail, phone, spelled, text, url, day, key] = canaries;
		const contact = { id: 77123, phone, first: name, last: 'Quaxley', display_name: name, email: mail, avatar: url, custom: { [key]: text, 601: day }, note: [{ id: 1, name, text, user_id: 1, date: '2026-07-17T07:07:07Z' }], updated: '2026-07-17T07:07:07Z', tags: [], surprise: { [key]: name, inner: [text, spelled, 19770717], birthday: '1977-07-17', state: 'Quaxley' } };
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'getContacts' }, times: 'always', fault: { type: 'status', status: 200, body: [contact] } });
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'getContact' }, times: 'always', fault: { type: 'status', status: 400, body: { message: `${name} (${phone}) is not allowed`, error: 'bad_data' } } });
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'getTags' }, times: 'always', fault: { type: 'status', status: 500, body: `No tag for ${mail}`, contentType: 'text/plain' } });
		const report = of(await check({ only: ['heymarket'] }), 'heymarket');
		expect(standing([...canaries, 'Quaxley', 'quaxley', '1977', '77123', '0777', '0778'])).toEqual([]);
		expect(standing(['"error": "bad_data"'])).toHaveLength(1);
		expect(differences(report)).toContain('getContacts /*/surprise: no such property, object');
	});

	test('a key that the provider repeats is nowhere in what was written', async () => {
		const { secretKey } = sandbox().credentials.heymarket;
		await answering('heymarket', 'getInboxes', (row) => ({ ...row, type: secretKey, op: secretKey }));
		sandbox().faults.add({ provider: 'heymarket', match: { path: 'getTeam' }, times: 'always', fault: { type: 'status', status: 403, body: { message: `unknown_${secretKey}`, code: secretKey } } });
		await check({ only: ['heymarket'] });
		expect(standing([secretKey])).toEqual([]);
	});
});

describe('what can go wrong', () => {
	test('a missing key skips the provider with a sentence', async () => {
		const report = await check({ environment: environment(['WHIPPY_API_KEY', 'HEYMARKET_SECRET_KEY', 'SENDOOK_API_KEY']) });
		expect(report.providers.map(({ skipped }) => skipped)).toEqual([
			'Skipped: of HEYMARKET_SECRET_ID and HEYMARKET_SECRET_KEY only one is set. They belong together.',
			'Skipped: WHIPPY_API_KEY is not set.',
			'Skipped: SENDOOK_API_KEY is not set.',
		]);
		expect(sandbox().ledger.snapshot().requests).toEqual([]);
		expect(closing(report, folder)).toEqual({ words: 'No provider was asked, since no keys are set. See docs/check-live.md.', code: 1 });
	});

	test('a wrong key ends the tour at once, with what to check', async () => {
		const report = await check({ environment: { ...environment(), HEYMARKET_SECRET_KEY: 'not-the-secret-key', WHIPPY_API_KEY: 'not-the-key' }, only: ['heymarket', 'whippy'] });
		expect(of(report, 'heymarket').early).toBe(
			'The key was not accepted (status 401). Check that the Secret ID and the Secret Key belong together (Settings > Integrations > API), that this computer’s clock is right, and that you did not paste a Zapier or n8n integration key.',
		);
		expect(of(report, 'whippy').early).toBe('The key was not accepted (status 401). Check the key under Developers > API Keys; it may be disabled.');
		expect(of(report, 'whippy').requests.map(({ status }) => status)).toEqual([401, 401]);
		expect(closing(report, folder).code).toBe(1);
		expect(standing(['not-the'])).toEqual([]);
	});

	test('a team key is used where it is what is set', async () => {
		const report = await check({ environment: { ...environment(['HEYMARKET_SECRET_ID', 'HEYMARKET_SECRET_KEY']), HEYMARKET_API_KEY: sandbox().credentials.heymarket.teamKey }, only: ['heymarket'] });
		expect([of(report, 'heymarket').early, of(report, 'heymarket').skipped]).toEqual([undefined, undefined]);
		expect(standing([sandbox().credentials.heymarket.teamKey])).toEqual([]);
	});

	test('where the network breaks in the middle, the report says what came until then', async () => {
		sandbox().faults.add({ provider: 'sendook', match: { path: 'getThreads' }, times: 'always', fault: { type: 'reset' } });
		const report = await check({ only: ['sendook'] });
		const { early, requests, notTried } = of(report, 'sendook');
		expect(early).toMatch(/^No answer came \(\w+\)\. Check the network and the base URL, and start again\.$/);
		expect(report.isWhole).toBe(false);
		expect(requests.filter(({ status }) => status === 200).length).toBeGreaterThan(3);
		expect(notTried).toContainEqual({ stop: 'apiKey.get', reason: 'The tour had ended' });
		const written = readFileSync(path.join(folder, 'report.md'), 'utf8');
		expect(written).toContain('Not every tour went to its end');
		expect(written).toContain('**The tour ended early.** No answer came');
	});

	test('whoever ends it gets what came until then', async () => {
		const ended = new AbortController();
		const say = (line: string) => line.startsWith('whippy: asking') && ended.abort();
		const report = await check({ only: ['sendook', 'whippy'], say, signal: ended.signal });
		expect(of(report, 'whippy')).toMatchObject({ early: 'You ended it.', requests: [] });
		expect(of(report, 'sendook').early).toBeUndefined();
	});

	test('an ID that nobody gave is told, and one that is given is used', async () => {
		const without: Stop = TOURS.heymarket.stops.find(({ name }) => name === 'scheduledMessage.get')!;
		expect(filled(without.parameters, new Map())).toEqual({ missing: 'No list leads there, and CHECK_LIVE_HEYMARKET_SCHEDULED_MESSAGE is not set' });
		const id = String(sandbox().state.heymarket.schedules[0]?.id ?? 0);
		const report = of(await check({ only: ['heymarket'], environment: { ...environment(), CHECK_LIVE_HEYMARKET_SCHEDULED_MESSAGE: id } }), 'heymarket');
		expect(report.requests.map(({ stop }) => stop)).toContain('scheduledMessage.get');
	});
});

describe('the guided send', () => {
	const targets: Array<[ProviderName, Environment, string, string]> = [
		['heymarket', { CHECK_LIVE_SEND_TO_PHONE: '+1 415 555 0168', CHECK_LIVE_HEYMARKET_INBOX: '11' }, 'sendMessage', '14155550168'],
		['whippy', { CHECK_LIVE_SEND_TO_PHONE: '+1 415 555 0168', CHECK_LIVE_WHIPPY_CHANNEL: '+14155550110' }, 'sendSms', '14155550168'],
		['sendook', { CHECK_LIVE_SEND_TO_EMAIL: 'me@own.example', CHECK_LIVE_SENDOOK_INBOX: '695b7c000000000000000064' }, 'sendMessage', 'me@own.example'],
	];

	test.each(targets)('%s sends one message, after a yes', async (name, variables, operationId, recipient) => {
		const report = of(await check({ only: [name], send: name, environment: { ...environment(), ...variables } }), name);
		expect(report.sent).toMatch(/^The provider took it \(status 20\d\)/);
		const { accepted } = sandbox().ledger.snapshot();
		expect(accepted).toHaveLength(1);
		expect(accepted[0]).toMatchObject({ provider: name, operationId, recipients: [expect.stringContaining(recipient)] });
		expect(asked).toEqual([expect.stringContaining(Object.values(variables)[0]!)]);
		expect(report.requests.at(-1)).toMatchObject({ operationId, differences: [] });
		expect(report.heldBack).toEqual([]);
		expect(standing([recipient, ...Object.values(variables).flatMap((each) => (each!.length > 3 ? [each!] : []))])).toEqual([]);
	});

	test.each(['no', '', 'y'])('“%s” sends nothing', async (answer) => {
		const [name, variables] = targets[2];
		const report = of(await check({ only: [name], send: name, environment: { ...environment(), ...variables } }, answer), name);
		expect(report.sent).toBe('Nothing was sent: you did not say yes.');
		expect(sandbox().ledger.snapshot().accepted).toEqual([]);
	});

	test('without a number or an inbox nothing is asked and nothing is sent', async () => {
		const report = of(await check({ only: ['sendook'], send: 'sendook' }), 'sendook');
		expect(report.sent).toBe('Nothing is sent: CHECK_LIVE_SEND_TO_EMAIL and CHECK_LIVE_SENDOOK_INBOX must be set for it.');
		expect(asked).toEqual([]);
		expect(sandbox().ledger.snapshot().accepted).toEqual([]);
	});

	test('without the flag nothing is sent, whatever is set', async () => {
		const [name, variables] = targets[2];
		await check({ only: [name], environment: { ...environment(), ...variables } });
		expect(sandbox().ledger.snapshot().accepted).toEqual([]);
	});
});
