import type { IDataObject, INode } from 'n8n-workflow';
import type { FaultRequest } from '../../../sandbox/faults.ts';
import { agentScenario, answerOf, type ToolAnswer, type Way } from '../agent';
import { PACKAGE, run, start } from '../engine';
import { oneNode, useSandbox } from '../sandboxed';
import { accepted, endOf, requested, text, until } from '../sends';
import { throughAgents } from './otherCallers';

const sandbox = useSandbox();

/** The two ways in which an agent in a workflow calls a tool, and that of n8n's Agents, which have no workflow. */
type Door = Way | 'by n8n’s Agents';

const doors: Door[] = ['in the agent', 'as a node run', 'by n8n’s Agents'];

/** A text whose recipient and words the model gives. */
const written = { ...text, phoneNumber: "={{ $fromAI('to') }}", text: "={{ $fromAI('words') }}" };

interface Settings {
	parameters?: IDataObject;
	input?: IDataObject;
	credential?: IDataObject;
	settings?: Partial<INode>;
}

const hello = { to: '+1 415 555 2001', words: 'Hello' };

/** Makes one call. @returns the answer for the model */
async function call(door: Door, { parameters = {}, input = hello, credential, settings = {} }: Settings = {}): Promise<ToolAnswer> {
	const all = { ...written, ...parameters } as INode['parameters'];
	if (door === 'by n8n’s Agents') {
		const scenario = oneNode(sandbox(), 'heymarket', all, { credential, settings: { type: `${PACKAGE}.heymarketTool`, ...settings } });
		const result = await throughAgents(scenario, input);
		if (result.status !== 'success') throw new Error(result.error);
		return answerOf(result.data.map(({ json }) => json));
	}
	const tools = [{ name: 'Text', parameters: all, ...settings }];
	const { scenario, answers } = agentScenario(sandbox(), door, tools, [[{ tool: 'Text', input }]], { credential });
	expect(endOf(await run(scenario))).toBeUndefined();
	expect(answers).toHaveLength(1);
	return answers[0];
}

/** Another account for tests that are told to wait, since no other test of this file could use that account afterwards. */
const limited = () => ({ secretId: sandbox().credentials.heymarket.secondSecretId, secretKey: sandbox().credentials.heymarket.secondSecretKey });
const waiting = () => ({ authentication: 'teamKey', teamApiKey: sandbox().credentials.heymarket.teamKey });

const fault = (request: Omit<FaultRequest, 'provider'>) => sandbox().faults.add({ provider: 'heymarket', ...request });

interface Failing extends Omit<Settings, 'credential'> {
	/** Makes something go wrong at the provider. */
	arrange?: () => unknown;
	/** Values that the credential has instead. */
	credential?: () => IDataObject;
	row: { sent: false | 'unknown'; code: string } | { done: false; code: string };
	/** What the reason for the model must contain: what happened, and what to do. */
	reason: RegExp[];
}

const failing: Record<string, Failing> = {
	'refused by the provider': {
		arrange: () => fault({ fault: { type: 'status', status: 400, body: { message: 'Not a mobile number' } } }),
		row: { sent: false, code: 'refused' },
		reason: [/Heymarket refused this message: Not a mobile number/],
	},
	'of unknown outcome': {
		arrange: () => fault({ match: { method: 'POST' }, when: 'after', fault: { type: 'reset' } }),
		row: { sent: 'unknown', code: 'outcome_unknown' },
		reason: [/may or may not have sent this message/, /not sent again/, /Look for it|Check|Get Many/],
	},
	'to somebody who is not allowed': {
		credential: () => ({ allowedRecipients: '+1 415 555 2009' }),
		row: { sent: false, code: 'recipient_not_allowed' },
		reason: [/4155552001.* is not among the Allowed Recipients/, /manages the .*credential/],
	},
	'with input that is wrong': {
		input: { to: '555 0134', words: 'Hello' },
		row: { sent: false, code: 'invalid_input' },
		reason: [/Phone Number: .*555 0134/, /country code/],
	},
	'with input that is missing': {
		input: { to: '+1 415 555 2001', words: '' },
		row: { sent: false, code: 'invalid_input' },
		reason: [/Text/],
	},
	'past the provider’s limit': {
		arrange: () => fault({ times: 'always', fault: { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 3_600_000 } }),
		credential: limited,
		row: { sent: false, code: 'rate_limited' },
		reason: [/wait until|until \d/],
	},
	'with a key that the provider does not take': {
		arrange: () => fault({ times: 'always', fault: { type: 'unauthorized' } }),
		row: { sent: false, code: 'unauthorized' },
		reason: [/did not accept/],
	},
	'with a credential that is not filled in': {
		credential: () => ({ secretId: '' }),
		row: { sent: false, code: 'invalid_credential' },
		reason: [/Secret ID/, /credential/],
	},
	'to a provider that can’t be reached': {
		credential: () => ({ baseUrl: 'http://127.0.0.1:9' }),
		row: { sent: false, code: 'unreachable' },
		reason: [/could not be reached/],
	},
	'by an operation that there is not': {
		parameters: { operation: 'sendPigeon' },
		row: { sent: false, code: 'invalid_input' },
		reason: [/Operation/, /sendPigeon/],
	},
	'that reads what is not there': {
		arrange: () => fault({ fault: { type: 'status', status: 404, body: { message: 'Team 12 not found' } } }),
		parameters: { resource: 'inbox', operation: 'getMany' },
		row: { done: false, code: 'refused' },
		reason: [/Team 12 not found/],
	},
};

describe.each(doors)('a failed call %s is a row that the model can act on', (door) => {
	it.each(Object.keys(failing))('%s', async (name) => {
		const { arrange, row, reason, credential, ...settings } = failing[name];
		arrange?.();
		const answer = await call(door, { ...settings, credential: credential?.() });
		expect(answer.refusal).toEqual({ ...row, reason: expect.any(String) as string });
		const told = String(answer.sentence);
		for (const words of reason) expect(told).toMatch(words);
		// A model doesn't know about items, and must not see a key.
		expect(told).not.toMatch(/\[item \d+\]|undefined|\[object/);
		expect(told).not.toContain(sandbox().credentials.heymarket.secretKey);
	});

	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)('under %s too, and without another try', async (onError) => {
		fault({ times: 'always', fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const answer = await call(door, { settings: { onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
		expect(requested(sandbox())).toHaveLength(1);
		// For a tool that n8n runs as a node, n8n ignores its rows here and takes the empty error output instead.
		if (onError === 'continueErrorOutput' && door === 'as a node run') {
			expect(answer).toEqual({ rows: [] });
			return;
		}
		expect(answer.refusal).toEqual({ sent: false, code: 'refused', reason: expect.stringContaining('Not now') as string });
	});

	it('differs from one that was sent', async () => {
		const { rows } = await call(door);
		expect(rows).toEqual([expect.objectContaining({ id: expect.any(Number) as number })]);
		expect(Object.keys(rows![0])).not.toContain('reason');
		expect(accepted(sandbox())).toEqual(['Hello']);
	});

	it('an identical call is sent again, since it is another call', async () => {
		await call(door);
		await call(door);
		expect(accepted(sandbox())).toEqual(['Hello', 'Hello']);
	});
});

it('identical calls by n8n’s Agents that overlap in time are one message', async () => {
	const [first, second] = await Promise.all([call('by n8n’s Agents'), call('by n8n’s Agents')]);
	expect(accepted(sandbox())).toEqual(['Hello']);
	expect(second).toEqual(first);
});

it.each(['in the agent', 'as a node run'] as const)('an identical call %s after one of unknown outcome is told that, without advice that only a person can follow', async (way) => {
	fault({ match: { method: 'POST' }, when: 'after', fault: { type: 'reset' } });
	const round = [{ tool: 'Text', input: hello }];
	const { scenario, answers } = agentScenario(sandbox(), way, [{ name: 'Text', parameters: written as INode['parameters'] }], [round, round]);
	expect(endOf(await run(scenario))).toBeUndefined();
	expect(answers.map(({ refusal }) => refusal?.sent)).toEqual(['unknown', 'unknown']);
	expect(answers[1].sentence).not.toMatch(/On Error|Send Again/);
	expect(accepted(sandbox())).toEqual(['Hello']);
});

describe('a call in the agent while the execution is canceled', () => {
	const agent = (parameters: IDataObject = {}, credential: IDataObject = {}) => {
		const tools = [{ name: 'Text', parameters: { ...written, ...parameters } as INode['parameters'] }];
		return agentScenario(sandbox(), 'in the agent', tools, [[{ tool: 'Text', input: hello }]], { credential });
	};

	it('has an unknown outcome if its request was under way', async () => {
		fault({ match: { method: 'POST' }, fault: { type: 'hang' } });
		const { scenario, answers } = agent();
		const execution = await start(scenario);
		await until(() => requested(sandbox()).length === 1);
		execution.cancel();
		await execution.finished;
		await until(() => answers.length === 1);
		expect(answers[0].refusal).toEqual({ sent: 'unknown', code: 'outcome_unknown', reason: expect.stringContaining('canceled') as string });
	});

	it('is not sent if it was waiting', async () => {
		fault({ times: 'always', fault: { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 600_000 } });
		const { scenario, answers } = agent({ delivery: { maxWaitSeconds: 3_600 } }, waiting());
		const execution = await start(scenario);
		await until(() => sandbox().ledger.requests[0]?.finishedAt !== undefined);
		await new Promise((resolve) => setTimeout(resolve, 300));
		execution.cancel();
		await execution.finished;
		await until(() => answers.length === 1);
		expect(answers[0].refusal).toEqual({ sent: false, code: 'canceled', reason: expect.stringContaining('canceled') as string });
		expect(accepted(sandbox())).toEqual([]);
	});
});
