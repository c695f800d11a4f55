import type { INode } from 'n8n-workflow';
import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import { failureOf, type Execution, type Workflow } from '../../demo/src/n8nApi.ts';
import { places, type Sandbox, Servers, startSandbox, temporaryFolder } from '../n8n/servers';
import { type Installation, type RealN8n, startRealN8n } from '../versions/realN8n';
import { storeCredentials, type StoredCredential } from '../../demo/src/sandboxServer.ts';
import { ScriptedModel, type Conversation, type Script } from './chatModel';

const { installations } = jest.requireActual<{ installations: Installation[] }>('../versions/installations.js');

/** The first n8n 2 has the same agents as the newest n8n 1. */
const withAgents = installations.filter(({ version }) => !version.startsWith('2.0.'));

/** The agents of an n8n: those that call their tools themselves, and those that have n8n run them as nodes. */
const AGENTS = { V1: 1.9, V2: 2.2, V3: 3 };

const TRIGGER = 'When clicking ‘Execute workflow’';
const BOB = '+1 415 555 0134';

/** A field as n8n’s editor leaves it to a model. */
const asked = (key: string, type = 'string') => `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, '${type}') }}`;
const askedId = (key: string) => ({ __rl: true, mode: 'id', value: asked(key) });
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const written = { resource: 'message', operation: 'send', inbox: byId('11'), sendAs: byId('101'), sendTo: 'phoneNumber', phoneNumber: asked('to'), content: 'text', text: asked('words') };

/** A tool of each shape: what it does, and whether its credential has Allowed Recipients. */
const TOOLS: Record<string, { parameters: INode['parameters']; isLimited?: true }> = {
	send_text: { parameters: written },
	send_text_to_ana: { parameters: written, isLimited: true },
	preview_text: { parameters: { ...written, previewOnly: true } },
	list_inboxes: { parameters: { resource: 'inbox', operation: 'getMany' } },
	read_contact: { parameters: { resource: 'contact', operation: 'get', contactBy: 'id', contact: askedId('contact') } },
	change_contact: { parameters: { resource: 'contact', operation: 'update', contactBy: 'id', contact: askedId('contact'), updateFields: { firstName: asked('first'), email: asked('email') } } },
};

describe.each(withAgents)('AI agents of n8n $version', (installation) => {
	/** In an older n8n, there is one journey unless everything is asked for. */
	const isWhole = !installation.older || process.env.OLDER_N8N === 'all';
	const servers = new Servers();
	let sandbox: Sandbox;
	let n8n: RealN8n;
	let model: ScriptedModel;
	let credentials: StoredCredential[];

	beforeAll(async () => {
		const userFolder = temporaryFolder(`agents-${installation.version}`);
		await installCommunityPackage(places.tarball, userFolder);
		model = await ScriptedModel.start();
		sandbox = await startSandbox(servers, userFolder);
		n8n = await startRealN8n(servers, installation, userFolder);
		credentials = (await storeCredentials(n8n.api, sandbox.urls)).credentials;
		const { credential } = credentials.find(({ credential: { type } }) => type === 'heymarketJwtApi')!;
		const limited = { ...credential, name: 'Only Ana', data: { ...credential.data, allowedRecipients: '+1 415 555 0123' } };
		credentials.push({ id: await n8n.api.saveCredential(limited), credential: limited });
		const openAi = { name: 'Scripted model', type: 'openAiApi', data: { apiKey: 'sk-scripted', url: model.url } };
		credentials.push({ id: await n8n.api.saveCredential(openAi), credential: openAi });
	}, 900_000);

	afterAll(async () => {
		await servers.stop();
		await model.stop();
	}, 120_000);

	beforeEach(async () => {
		await sandbox.reset();
	});

	function using(name: string): INode['credentials'] {
		const { id, credential } = credentials.find(({ credential: one }) => one.name === name)!;
		return { [credential.type]: { id, name } };
	}

	/** A workflow in which an agent with all tools does what a script says. */
	function workflow(agentVersion: number, prompt: string): Workflow {
		const node = (name: string, type: string, typeVersion: number, parameters: INode['parameters'], used?: INode['credentials']): INode => ({
			id: name, name, type, typeVersion, position: [0, 0], parameters, ...(used && { credentials: used }),
		});
		const tools = Object.entries(TOOLS).map(([name, { parameters, isLimited }]) =>
			node(name, 'n8n-nodes-shared-inbox.heymarketTool', 1, parameters, using(isLimited ? 'Only Ana' : 'Heymarket (sandbox)')),
		);
		const agent = { promptType: 'define', text: prompt, options: { maxIterations: 60, enableStreaming: false }, ...(agentVersion < 2 && { agent: 'toolsAgent' }) };
		const chat = { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {}, responsesApiEnabled: false };
		return {
			name: `Agent ${agentVersion}`,
			nodes: [
				node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}),
				node('Agent', '@n8n/n8n-nodes-langchain.agent', agentVersion, agent),
				node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, chat, using('Scripted model')),
				...tools,
			],
			connections: {
				[TRIGGER]: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
				...Object.fromEntries(tools.map(({ name }) => [name, { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] }])),
			},
			settings: { executionOrder: 'v1' },
		};
	}

	/** Has an agent do what a script says. @returns what the model was told, after an execution that succeeded */
	async function told(agentVersion: number, script: Script): Promise<Conversation> {
		const prompt = JSON.stringify(script);
		const { id } = await n8n.api.saveWorkflow(workflow(agentVersion, prompt));
		const execution: Execution = await n8n.api.finished(await n8n.api.run(id, TRIGGER));
		expect(failureOf(execution)).toBeUndefined();
		expect(execution.status).toBe('success');
		return model.conversation(prompt);
	}

	/** The messages that the sandbox accepted, and to whom each went. */
	const accepted = async () => (await sandbox.ledger()).accepted.map(({ marker, recipients }) => [marker, recipients.join()]);

	const agents = Object.entries(AGENTS);

	describe.each(isWhole ? agents : agents.slice(-1))('agent %s', (_name, version) => {
		test('gets a row for every call that succeeds, and each message leaves once', async () => {
			const { tools, results } = await told(version, [
				[{ tool: 'send_text', input: { to: BOB, words: 'Hello Bob' } }],
				[{ tool: 'list_inboxes', input: {} }, { tool: 'read_contact', input: { contact: 'Bob Stone' } }],
				[{ tool: 'change_contact', input: { contact: '3002', first: 'Robert', email: 'none' } }],
				[{ tool: 'preview_text', input: { to: BOB, words: 'Not now' } }],
				[{ tool: 'send_text', input: { to: BOB, words: 'Twice' } }, { tool: 'send_text', input: { to: BOB, words: 'Twice' } }],
			]);
			expect(tools.send_text).toMatchObject({ properties: { to: { type: 'string' }, words: { type: 'string' } }, required: ['to', 'words'] });
			const [sent, inboxes, contact, changed, preview, ...twice] = results as Array<Array<Record<string, unknown>>>;
			expect(sent).toEqual([expect.objectContaining({ to: '14155550134', text: 'Hello Bob', id: expect.any(Number) as number })]);
			expect(inboxes).toHaveLength(4);
			expect(contact).toEqual([expect.objectContaining({ id: 3002, phone: '14155550134' })]);
			expect(changed).toEqual([expect.objectContaining({ id: 3002, first: 'Robert' })]);
			expect(preview).toEqual([expect.objectContaining({ note: 'Preview only: nothing was sent', text: 'Not now' })]);
			expect(twice[1]).toEqual(twice[0]);
			expect(await accepted()).toEqual([['Hello Bob', '14155550134'], ['Twice', '14155550134']]);
		});

		test('reads why a call was refused, in words that its model can act on', async () => {
			await sandbox.addFault({ provider: 'heymarket', match: { method: 'PUT' }, fault: { type: 'status', status: 400, body: { message: 'Not this name' } } });
			await sandbox.addFault({ provider: 'heymarket', match: { path: '/v1/inboxes' }, fault: { type: 'status', status: 403, body: { message: 'No access' } } });
			const { results } = await told(version, [
				[{ tool: 'send_text_to_ana', input: { to: BOB, words: 'Hello Bob' } }, { tool: 'send_text', input: { to: '555 01', words: 'Hello nobody' } }],
				[{ tool: 'list_inboxes', input: {} }, { tool: 'read_contact', input: { contact: '999999' } }],
				[{ tool: 'read_contact', input: { contact: 'Customer' } }, { tool: 'change_contact', input: { contact: '3002', first: 'Robert', email: 'null' } }],
				[{ tool: 'send_text_to_ana', input: { to: '+1 415 555 0123', words: 'Hello Ana' } }],
			]);
			const reason = (words: RegExp) => expect.stringMatching(words) as string;
			expect(results.slice(0, 6)).toEqual([
				[{ sent: false, code: 'recipient_not_allowed', reason: reason(/is not among the Allowed Recipients/) }],
				[{ sent: false, code: 'invalid_input', reason: reason(/^Phone Number: "555 01" is too short/) }],
				[{ done: false, code: 'refused', reason: reason(/No access/) }],
				[{ done: false, code: 'refused', reason: reason(/./) }],
				[{ done: false, code: 'invalid_input', reason: reason(/^Contact: "Customer" is neither an ID nor a whole name.*Alike: .* has the ID 3\d+/) }],
				[{ done: false, code: 'refused', reason: reason(/Not this name/) }],
			]);
			expect(results[6]).toEqual([expect.objectContaining({ text: 'Hello Ana' })]);
			expect(await accepted()).toEqual([['Hello Ana', '14155550123']]);
		});

		test('reads that nobody knows, and a repeat of the call sends nothing', async () => {
			await sandbox.addFault({ provider: 'heymarket', match: { path: '/v1/message/send' }, when: 'after', fault: { type: 'status', status: 500 } });
			await sandbox.addFault({ provider: 'heymarket', match: { method: 'PUT' }, times: 'always', when: 'after', fault: { type: 'reset' } });
			await sandbox.addFault({ provider: 'heymarket', match: { path: '/v1/inboxes' }, times: 'always', fault: { type: 'reset' } });
			const hello = { tool: 'send_text', input: { to: BOB, words: 'Hello Bob' } };
			const { results } = await told(version, [
				[hello],
				[hello],
				[{ tool: 'list_inboxes', input: {} }, { tool: 'change_contact', input: { contact: '3002', first: 'Robert', email: '' } }],
			]);
			const unknown = { sent: 'unknown', code: 'outcome_unknown', reason: expect.stringContaining('may or may not have sent this message') as string };
			expect(results.slice(0, 2)).toEqual([[unknown], [unknown]]);
			expect(results[2]).toEqual([{ done: false, code: expect.stringMatching(/no_answer|unreachable/) as string, reason: expect.any(String) as string }]);
			expect(results[3]).toEqual([{ done: 'unknown', code: 'outcome_unknown', reason: expect.any(String) as string }]);
			expect(await accepted()).toEqual([['Hello Bob', '14155550134']]);
		});
	});
});
