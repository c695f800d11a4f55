import { agentScenario } from '../agent';
import { run } from '../engine';
import { byId, useSandbox } from '../sandboxed';
import { named } from './support';

const from = { inbox: byId(11), sendAs: byId(101) };
const sent = { inbox_id: 11, creator_id: 101 };

describe('a tool whose model chooses', () => {
	const sandbox = useSandbox();
	const tool = {
		name: 'Text',
		parameters: {
			...named('message.send'),
			...from,
			sendTo: "={{ $fromAI('kind') }}",
			phoneNumber: "={{ $fromAI('number', '', 'string', '') }}",
			conversation: byId("={{ $fromAI('conversation', '', 'string', '') }}"),
			text: "={{ $fromAI('words') }}",
		},
	};

	test.each(['in the agent', 'as a node run'] as const)('is heard, %s', async (way) => {
		const rounds = [
			[{ tool: 'Text', input: { kind: 'phoneNumber', number: '+1 415 555 0134', words: 'One' } }],
			[{ tool: 'Text', input: { kind: 'conversation', conversation: '2001', words: 'Two' } }],
			[{ tool: 'Text', input: { kind: 'conversation', number: '+1 415 555 0134', words: 'Three' } }],
		];
		const { scenario, answers } = agentScenario(sandbox(), way, [tool as never], rounds);
		await run(scenario);
		const bodies = sandbox().ledger.snapshot().requests.map(({ body }) => body);
		expect(bodies).toEqual([
			{ ...sent, phone_number: '14155550134', text: 'One' },
			{ ...sent, chat_id: 2001, text: 'Two' },
		]);
		expect(answers[2].refusal).toMatchObject({ sent: false, reason: expect.stringContaining('Conversation: is empty') as string });
	});
});
