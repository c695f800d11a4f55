import type { IDataObject } from 'n8n-workflow';
import { credentials as keys } from '../../sandbox/credentials.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { search } from './editor';
import { rowsOf, run, start } from './engine';
import { byId, oneNode, ownSandbox, useSandbox, type NodeName } from './sandboxed';
import { accepted, endOf, failures, listText, mail, requested, text, texts, until } from './sends';

const sandbox = useSandbox();

const goingOn = { onError: 'continueErrorOutput' } as const;

/**
 * Makes every answer take a while, so that several requests are under way at the same time. If many must be, it has to be
 * longer, because a busy computer needs time to send them.
 */
function slowly(provider: 'heymarket' | 'sendook' | 'whippy', milliseconds = 100): void {
	sandbox().faults.add({ provider, match: { method: 'POST' }, times: 'always', fault: { type: 'delay', milliseconds } });
}

/** The texts that each recipient got, in the order in which they were accepted. */
function byRecipient(): Record<string, string[]> {
	const taken: Record<string, string[]> = {};
	for (const { recipients, marker } of sandbox().ledger.snapshot().accepted) (taken[recipients.join(',')] ??= []).push(marker);
	return taken;
}

/** The same as it must be, by the items: `people` recipients take turns. */
function expected(items: IDataObject[], people: number): Record<string, string[]> {
	return Object.fromEntries(
		Array.from({ length: people }, (_, person) => [
			`1415555${2000 + person}`,
			items.filter((_item, index) => index % people === person).map((item) => String(item.text)),
		]),
	);
}

describe('order and requests at once', () => {
	it.each([[undefined, 10], [3, 3], [1, 1]])('with Requests at Once %s: up to %d, one after another for each person', async (maxParallelRequests, most) => {
		slowly('heymarket', 100 * most);
		const items = texts(48, 12);
		const delivery = maxParallelRequests === undefined ? {} : { maxParallelRequests };
		const execution = await run(oneNode(sandbox(), 'heymarket', { ...text, delivery }, { items }));
		const { overlaps, maxInFlight, accepted: taken } = sandbox().ledger.snapshot('heymarket');
		expect(overlaps).toEqual([]);
		expect(maxInFlight).toBe(most);
		expect(byRecipient()).toEqual(expected(items, 12));
		const ids = new Map(taken.map(({ marker, messageId }) => [marker, messageId]));
		expect(rowsOf(execution, 'Node').map(({ id }) => String(id))).toEqual(items.map((item) => ids.get(String(item.text))));
	});

	it('keeps the order of each person also after one of their messages was refused', async () => {
		slowly('heymarket');
		const refusal = { type: 'status', status: 400, body: { message: 'Not this one' } } as const;
		const items = texts(30, 5);
		for (const refused of ['"Text 5"', '"Text 11"']) {
			sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: refused }, fault: refusal });
		}
		const execution = await run(oneNode(sandbox(), 'heymarket', text, { items, settings: goingOn }));
		expect(Object.keys(failures(execution))).toEqual(['5', '11']);
		const { overlaps } = sandbox().ledger.snapshot('heymarket');
		expect(overlaps).toEqual([]);
		const wanted = expected(items, 5);
		wanted['14155552000'] = wanted['14155552000'].filter((words) => words !== 'Text 5');
		wanted['14155552001'] = wanted['14155552001'].filter((words) => words !== 'Text 11');
		expect(byRecipient()).toEqual(wanted);
	});

	it('takes different spellings of a number for one person', async () => {
		slowly('heymarket');
		const spellings = ['+1 415 555 2001', '(415) 555-2001', '1-415-555-2001', '+14155552001'];
		const items = spellings.map((to, index) => ({ to, text: `Text ${index}` }));
		const parameters = { ...text, country: 'US' };
		const execution = await run(oneNode(sandbox(), 'heymarket', parameters, { items }));
		expect(endOf(execution)).toBeUndefined();
		const { overlaps, maxInFlight } = sandbox().ledger.snapshot('heymarket');
		expect({ overlaps, maxInFlight }).toEqual({ overlaps: [], maxInFlight: 1 });
		expect(byRecipient()).toEqual({ '14155552001': ['Text 0', 'Text 1', 'Text 2', 'Text 3'] });
	});

	it('takes different spellings of an address for one, also if mails have only one of several addresses in common', async () => {
		slowly('sendook');
		const to = ['anna@example.com', 'Anna <ANNA@example.com>', 'bob@example.com, anna@Example.com', 'bob@example.com'];
		const items = to.map((addresses, index) => ({ to: addresses, subject: `Mail ${index}` }));
		await run(oneNode(sandbox(), 'sendook', mail(sandbox()), { items }));
		const { overlaps, maxInFlight } = sandbox().ledger.snapshot('sendook');
		expect({ overlaps, maxInFlight }).toEqual({ overlaps: [], maxInFlight: 1 });
		expect(accepted(sandbox())).toEqual(['Mail 0', 'Mail 1', 'Mail 2', 'Mail 3']);
	});

	it('sends messages into one conversation one after another', async () => {
		slowly('heymarket');
		const parameters = { ...text, sendTo: 'conversation', conversation: byId('={{ $json.id }}') };
		const items = [2001, 2002, 2001, 2002, 2001].map((id, index) => ({ id, text: `Text ${index}` }));
		await run(oneNode(sandbox(), 'heymarket', parameters, { items }));
		const { overlaps, maxInFlight } = sandbox().ledger.snapshot('heymarket');
		expect({ overlaps, maxInFlight }).toEqual({ overlaps: [], maxInFlight: 2 });
		expect(byRecipient()['14155550123']).toEqual(['Text 0', 'Text 2', 'Text 4']);
	});

	/** Messages whose requests name no person: the field that says where they go, and two values for it. */
	const elsewhere: Array<[string, NodeName, IDataObject, string, Array<number | string>]> = [
		['texts to a list', 'heymarket', listText, 'list', [401, 402]],
		[
			'private comments on a conversation',
			'heymarket',
			{ resource: 'message', operation: 'addPrivateComment', inbox: byId(11), sendAs: byId(101), text: '={{ $json.text }}' },
			'conversation',
			[2001, 2002],
		],
		[
			'replies in an email conversation',
			'heymarket',
			{ resource: 'email', operation: 'reply', sendAs: byId(101), emailFormat: 'html', html: '={{ $json.text }}' },
			'conversation',
			[2040],
		],
		[
			'replies to one mail',
			'sendook',
			{
				resource: 'message',
				operation: 'reply',
				inbox: byId('695b7c000000000000000064'),
				emailFormat: 'text',
				text: '={{ $json.text }}',
			},
			'messageId',
			['695b7c0000000000000003e8', '695b7c0000000000000003e9'],
		],
	];
	it.each(elsewhere)('sends %s one after another, in order', async (_what, node, parameters, field, places) => {
		slowly(node, 600);
		const items = [0, 1, 0, 1, 0].map((place, index) => ({ place: places[place % places.length], text: `Text ${index}` }));
		const execution = await run(oneNode(sandbox(), node, { ...parameters, [field]: byId('={{ $json.place }}') }, { items }));
		expect(endOf(execution)).toBeUndefined();
		const { overlaps, maxInFlight, requests } = sandbox().ledger.snapshot(node);
		expect({ overlaps, maxInFlight }).toEqual({ overlaps: [], maxInFlight: places.length });
		const sent = requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.stringify(body));
		for (const place of places) {
			const words = items.filter((item) => item.place === place).map((item) => item.text);
			const turns = words.map((one) => sent.findIndex((body) => body.includes(one)));
			expect(turns).not.toContain(-1);
			expect(turns).toEqual(turns.toSorted((one, other) => one - other));
		}
	});

	it('makes up to ten reads at once', async () => {
		const { inboxes } = sandbox().state.sendook;
		sandbox().faults.add({ provider: 'sendook', times: 'always', fault: { type: 'delay', milliseconds: 1_500 } });
		const parameters = { resource: 'message', operation: 'getMany', inbox: byId('={{ $json.inbox }}'), returnAll: true };
		const items = Array.from({ length: 25 }, (_, index) => ({ inbox: inboxes[index]._id }));
		await run(oneNode(sandbox(), 'sendook', parameters, { items }));
		const { maxInFlight, requests } = sandbox().ledger.snapshot('sendook');
		expect({ maxInFlight, requests: requests.length }).toEqual({ maxInFlight: 10, requests: 25 });
	});
});

describe('Max Wait for a Free Slot', () => {
	/** Makes the provider answer the next requests with a 429. */
	function throttle(milliseconds: number, times = 1): void {
		sandbox().faults.add({
			provider: 'whippy',
			match: { method: 'POST' },
			times,
			fault: { type: 'throttle', style: 'retryAfterSeconds', milliseconds },
		});
	}
	const sms = (delivery: IDataObject) => ({
		resource: 'sms',
		operation: 'send',
		phoneChannel: byId('+14155550110'),
		phoneNumber: '={{ $json.to }}',
		text: '={{ $json.text }}',
		delivery,
	});

	it('limits each wait, not the sum of all', async () => {
		throttle(1_000, 3);
		expect(endOf(await run(oneNode(sandbox(), 'whippy', sms({ maxWaitSeconds: 2 }), { items: texts(1) })))).toBeUndefined();
		expect(requested(sandbox())).toHaveLength(4);
		expect(accepted(sandbox())).toEqual(['Text 0']);
	});

	it('the time waited is in the details of the delivery', async () => {
		throttle(1_000);
		const execution = await run(oneNode(sandbox(), 'whippy', sms({ includeDetails: true }), { items: texts(1) }));
		const [{ tries, waitedMs }] = rowsOf(execution, 'Node');
		expect(tries).toBe(2);
		expect(waitedMs).toBeGreaterThanOrEqual(500);
	});

	it('if the wait is known to be longer, the run does not wait: the remaining items are reported with the time', async () => {
		const own = await ownSandbox();
		own.limits.set('whippy', 'off');
		own.faults.add({ provider: 'whippy', skip: 2, times: 'always', fault: { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 600_000 } });
		const parameters = sms({ maxParallelRequests: 1 });
		const before = Date.now();
		const execution = await run(oneNode(own, 'whippy', parameters, { items: texts(5), settings: goingOn }));
		const failed = failures(execution);
		expect(Object.keys(failed)).toEqual(['2', '3', '4']);
		for (const failure of Object.values(failed)) {
			expect(failure).toMatchObject({ code: 'rate_limited', outcome: 'not_sent', message: expect.stringMatching(/^Whippy asks to wait until \d\d:\d\d \(.+\/.+\): (?!status)\S/) as string });
			const retryAfter = Date.parse(String(failure.retryAfter));
			expect(retryAfter).toBeGreaterThanOrEqual(before + 600_000);
		}
		expect(own.ledger.snapshot().accepted).toHaveLength(2);
		// After the first of them got that answer, the others made no request.
		expect(own.ledger.snapshot().requests).toHaveLength(3);

		// Another run in this process knows it, too.
		const other = await run(oneNode(own, 'whippy', parameters, { items: texts(1), settings: goingOn }));
		expect(failures(other)[0]).toMatchObject({ code: 'rate_limited' });
		expect(own.ledger.snapshot().requests).toHaveLength(3);
	});
});

test.each([
	['dailyQuota', 'daily limit of this plan is used up until 00:00 UTC'],
	['monthlyQuota', 'monthly limit is used up'],
] as const)('%s: once it is reached, the rest of the run is not asked', async (style, words) => {
	const own = await ownSandbox();
	own.faults.add({ provider: 'sendook', skip: 2, times: 'always', match: { method: 'POST' }, fault: { type: 'throttle', style } });
	const items = Array.from({ length: 6 }, (_, index) => ({ to: `person${index}@example.com`, subject: `Mail ${index}` }));
	const parameters = { ...mail(own), delivery: { maxParallelRequests: 1 } };
	const failed = failures(await run(oneNode(own, 'sendook', parameters, { items, settings: goingOn })));
	expect(Object.keys(failed)).toEqual(['2', '3', '4', '5']);
	for (const failure of Object.values(failed)) {
		expect(failure).toMatchObject({ code: 'quota_reached', outcome: 'not_sent', message: expect.stringContaining(words) as string });
	}
	expect(own.ledger.snapshot().requests).toHaveLength(3);
});

it('a run that stops no longer waits for the limit, and sends nothing more', async () => {
	sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 1' }, fault: { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 15_000 } });
	sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 0' }, when: 'after', fault: { type: 'delay', milliseconds: 1_500 } });
	sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 0' }, fault: { type: 'status', status: 400, body: { message: 'Not this one' } } });
	const started = performance.now();
	const execution = await run(oneNode(sandbox(), 'heymarket', { ...text, delivery: { maxParallelRequests: 2 } }, { items: texts(4) }));
	expect(endOf(execution)).toMatchObject({ item: 0, description: expect.stringMatching(/^Nothing was sent\./) as string });
	expect(accepted(sandbox())).toEqual([]);
	expect(performance.now() - started).toBeLessThan(9_000);
}, 30_000);

describe('a limit that all runs of this n8n share', () => {
	const mails = (own: Sandbox, count: number, name: string, credential: IDataObject = {}) =>
		oneNode(own, 'sendook', { ...mail(own), delivery: { maxWaitSeconds: 0 } }, {
			items: Array.from({ length: count }, (_, index) => ({ to: `${name}${index}@example.com`, subject: `${name} ${index}` })),
			settings: goingOn,
			credential,
		});

	it('is used up by two simultaneous runs together, and not exceeded', async () => {
		const own = await ownSandbox();
		own.limits.set('sendook', 'off');
		// One address, however it is written.
		const other = { baseUrl: `${own.urls.sendook}/` };
		const started = [await start(mails(own, 60, 'one')), await start(mails(own, 60, 'two', other))];
		const executions = await Promise.all(started.map(async ({ finished }) => await finished));
		const failed = executions.map((execution) => Object.values(failures(execution)));
		expect(own.ledger.snapshot().requests).toHaveLength(100);
		expect(own.ledger.snapshot().accepted).toHaveLength(100);
		expect(failed.flat()).toHaveLength(20);
		expect(new Set(failed.flat().map(({ code }) => code))).toEqual(new Set(['rate_limited']));
		expect(failed.flat()[0].message).toMatch(/^Sendook takes 100 an hour: the next message can leave at \d\d:\d\d \(.+\/.+\) \[item \d+\]$/);
	});

	it('does not delay reads', async () => {
		const own = await ownSandbox();
		own.limits.set('sendook', 'off');
		await run(mails(own, 101, 'one'));
		const reading = { resource: 'message', operation: 'getMany', inbox: byId(own.state.sendook.inboxes[0]._id), direction: 'all', returnAll: true };
		const execution = await run(oneNode(own, 'sendook', reading));
		expect(rowsOf(execution, 'Node').length).toBeGreaterThan(100);
	});
});

describe('which credentials share a limit', () => {
	const { heymarket, whippy } = keys;
	const secret = { secretId: heymarket.secretId, secretKey: heymarket.secretKey };
	const secondSecret = { secretId: heymarket.secondSecretId, secretKey: heymarket.secondSecretKey };
	const teamKey = { authentication: 'teamKey', secretId: '', secretKey: '', teamApiKey: heymarket.teamKey };
	const otherTeamKey = { ...teamKey, teamApiKey: 'another-teams-key' };
	const sms = { resource: 'sms', operation: 'send', phoneChannel: byId('+14155550110'), phoneNumber: '={{ $json.to }}', text: 'Hello' };
	const message = { heymarket: { ...text, text: 'Hello' }, whippy: sms };

	/** Whether the second credential makes no request after the first got a 429 with ten minutes to wait. */
	async function areOne(node: 'heymarket' | 'whippy', first: IDataObject, second: IDataObject): Promise<boolean> {
		const own = await ownSandbox();
		const fault = { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 600_000 } as const;
		own.faults.add({ provider: node, times: 1, fault });
		const send = async (credential: IDataObject) =>
			failures(await run(oneNode(own, node, message[node], { items: texts(1), settings: goingOn, credential })))[0]?.code;
		expect(await send(first)).toBe('rate_limited');
		const told = await send(second);
		const { length } = own.ledger.snapshot().requests;
		// Then the item is reported as one that the limit stopped.
		if (length === 1) expect(told).toBe('rate_limited');
		return length === 1;
	}

	it.each([
		['one secret, blanks around its ID', 'heymarket', secret, { ...secret, secretId: ` ${secret.secretId}\n` }],
		['one team key, blanks around it', 'heymarket', teamKey, { ...teamKey, teamApiKey: `\t${heymarket.teamKey} ` }],
		['one key, blanks around it', 'whippy', {}, { apiKey: ` ${whippy.apiKey}\n` }],
	] as const)('one account: %s', async (_case, node, first, second) => {
		expect(await areOne(node, first, second)).toBe(true);
	});

	it.each([
		['two secrets', 'heymarket', secret, secondSecret],
		['two team keys', 'heymarket', otherTeamKey, teamKey],
		['two team keys beside one secret', 'heymarket', { ...otherTeamKey, ...secret }, { ...teamKey, ...secret }],
		['a secret and a team key', 'heymarket', secret, { ...teamKey, ...secret, authentication: 'teamKey' }],
		['two keys', 'whippy', { apiKey: 'another-key' }, {}],
	] as const)('not one account: %s', async (_case, node, first, second) => {
		expect(await areOne(node, first, second)).toBe(false);
	});
});

it('a list of the editor opens beside a run of 5,000 that has used the limit up', async () => {
	const own = await ownSandbox();
	const { secondSecretId: secretId, secondSecretKey: secretKey } = own.credentials.heymarket;
	const scenario = oneNode(own, 'heymarket', text, { items: texts(5_000), credential: { secretId, secretKey } });
	const execution = await start(scenario);
	// Of 500 slots a minute, a run takes all but those that are kept for requests that go first.
	await until(() => own.ledger.snapshot().accepted.length >= 490, 60);
	const { results } = await search(scenario, 'searchInboxes');
	expect(results.length).toBeGreaterThan(0);
	expect(own.ledger.snapshot().accepted).toHaveLength(490);
	execution.cancel();
	await execution.finished;
}, 90_000);
