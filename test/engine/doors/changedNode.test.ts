import type { IDataObject } from 'n8n-workflow';
import { retry, rowsOf, run, type Scenario } from '../engine';
import { byId, credentialsFor, oneNode, useSandbox } from '../sandboxed';
import { accepted, endOf, failures, listText, text } from '../sends';

const sandbox = useSandbox();

const items = [
	{ to: '+1 415 555 2000', text: 'Text 0', address: 'anna@example.com' },
	{ to: '+1 415 555 2001', text: 'Text 1', address: 'bob@example.com' },
];
const goingOn = { onError: 'continueErrorOutput' };

/** A text to each of two people. */
const texting = (settings: IDataObject = {}): Scenario => oneNode(sandbox(), 'heymarket', { ...text, delivery: { maxParallelRequests: 1 } }, { items, settings });

/** The node after somebody has changed it to send a mail. */
const mailing = (settings: IDataObject = {}): Scenario => {
	const parameters = {
		resource: 'email',
		operation: 'send',
		inbox: byId(14),
		sendAs: byId(101),
		to: '={{ $json.address }}',
		subject: 'Your order',
		emailFormat: 'html', html: '={{ $json.text }}',
		delivery: { maxParallelRequests: 1 },
	};
	return oneNode(sandbox(), 'heymarket', parameters, { items, settings });
};

/** Sends the first text; the second is refused. @returns the execution, and the ID in the first one's receipt */
async function firstSent(scenario: Scenario): Promise<{ first: Awaited<ReturnType<typeof run>>; id: string }> {
	sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 1' }, fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
	const first = await run(scenario);
	expect(endOf(first)?.item).toBe(1);
	expect(accepted(sandbox())).toEqual(['Text 0']);
	return { first, id: sandbox().ledger.snapshot().accepted[0].messageId };
}

/** The scenario with another credential of the same provider. */
function asAnotherAccount(scenario: Scenario): Scenario {
	const { heymarketJwtApi } = credentialsFor(sandbox());
	const legacy = { authentication: 'teamKey', teamApiKey: sandbox().credentials.heymarket.teamKey, baseUrl: heymarketJwtApi.baseUrl, allowedRecipients: '' };
	const chosen = { heymarketJwtApi: { id: 'another', name: 'Another' } };
	return { ...scenario, nodes: scenario.nodes.map((node) => ({ ...node, credentials: chosen })), credentials: { heymarketJwtApi: legacy as never } };
}

describe('a text to two people, the second refused, then the node is changed to Email > Send and the execution retried', () => {
	it('refuses the item that was sent as a text, with the ID of the text, and sends no mail for it', async () => {
		const { first, id } = await firstSent(texting());
		const execution = await retry(mailing(goingOn), first);
		const failed = failures(execution);
		expect(Object.keys(failed)).toEqual(['0']);
		expect(failed[0]).toMatchObject({ code: 'already_done_differently' });
		expect(JSON.stringify(failed[0])).toContain(id);
		// The other item was not sent as a text, so it is sent as a mail.
		expect(accepted(sandbox())).toEqual(['Text 0', 'Your order']);
		expect(sandbox().ledger.snapshot().accepted[1].recipients).toEqual(['bob@example.com']);
		expect(rowsOf(execution, 'Node')).toHaveLength(1);
	});

	it('stops before anything is sent, if the node stops on errors', async () => {
		const { first, id } = await firstSent(texting());
		const execution = await retry(mailing(), first);
		const end = endOf(execution);
		expect(end?.item).toBe(0);
		expect(`${end?.message} ${end?.description}`).toContain(id);
		expect(end?.description).toContain(`Sent before the node was changed: item 0 (ids ${id}). Not sent: item 1.`);
		// The text was sent, and there is nothing to correct in the item.
		expect(end?.description).not.toMatch(/Nothing was sent|need correcting/);
		expect(accepted(sandbox())).toEqual(['Text 0']);
	});
});

/** A text to all of a list, which Heymarket drops when it comes again under the same ID: from the same account, and to the list. */
const toList = (settings: IDataObject = {}): Scenario => oneNode(sandbox(), 'heymarket', { ...listText, delivery: { maxParallelRequests: 1 } }, { items, settings });

it.each<[string, () => Scenario, () => Scenario]>([
	['a text, by a list send', texting, () => toList(goingOn)],
	['a list send, by another account', toList, () => asAnotherAccount(toList(goingOn))],
])('an item that may have been sent as %s is not sent: nothing says that the provider would drop it', async (_, before, after) => {
	sandbox().faults.add({ provider: 'heymarket', times: 4, when: 'after', match: { bodyIncludes: 'Text 0' }, fault: { type: 'reset' } });
	const first = await run(before());
	expect(endOf(first)?.message).toContain('may or may not');
	const once = accepted(sandbox());
	sandbox().faults.clear();
	const execution = await retry(after(), first);
	expect(failures(execution)).toEqual({ 0: expect.objectContaining({ code: 'outcome_unknown' }) as object });
	expect(accepted(sandbox())).toEqual([...once, 'Text 1']);
}, 30_000);

it('an item that was sent from another account is refused too', async () => {
	const { first, id } = await firstSent(texting());
	const execution = await retry(asAnotherAccount(texting(goingOn)), first);
	expect(failures(execution)).toEqual({ 0: expect.objectContaining({ code: 'already_done_differently' }) as object });
	expect(JSON.stringify(failures(execution)[0])).toContain(id);
	expect(accepted(sandbox())).toEqual(['Text 0', 'Text 1']);
});

it('a new key in the same credential is the same account: a sent item is done', async () => {
	const { first, id } = await firstSent(texting());
	const { nodes } = texting();
	const execution = await retry({ ...asAnotherAccount(texting()), nodes }, first);
	expect(endOf(execution)).toBeUndefined();
	expect(String(rowsOf(execution, 'Node')[0].id)).toBe(id);
	expect(accepted(sandbox())).toEqual(['Text 0', 'Text 1']);
});

it('an item whose text was changed after it was sent keeps its receipt, and a hint says so', async () => {
	const { first, id } = await firstSent(texting());
	const changed = texting();
	changed.nodes[0].parameters = { ...changed.nodes[0].parameters, text: '={{ "New: " + $json.text }}' };
	const execution = await retry(changed, first);
	expect(endOf(execution)).toBeUndefined();
	expect(accepted(sandbox())).toEqual(['Text 0', 'New: Text 1']);
	expect(String(rowsOf(execution, 'Node')[0].id)).toBe(id);
	const hints = execution.data.resultData.runData.Node.at(-1)?.hints ?? [];
	expect(hints.map(({ message }) => message).join(' ')).toMatch(/items? 0\b/);
});
