import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import axios from 'axios';
import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import { freePorts } from '../../demo/src/freePorts.ts';
import { type Execution, failureOf, type N8nApi, outputOf, type StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { startN8n } from '../../demo/src/n8nServer.ts';
import { type CredentialsByType, importWorkflows } from '../../demo/src/workflows.ts';
import { credentials as accepted } from '../../sandbox/credentials.ts';
import { ScriptedModel } from '../agents/chatModel';
import { chromiumPath, Editor } from '../browser/editor';
import { faultsOf } from '../n8n/savedNode';
import { eventually, places, type Sandbox, Servers, signIn, startSandbox, temporaryFolder } from '../n8n/servers';

/* The examples in a real n8n: imported with the sandbox's keys, started as in daily life, and compared with what went out. */

const folder = path.join(places.root, 'examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const SUPPORT = '695b7c000000000000000064';
const AGENT = '695b7c000000000000000066';
const ANSWER = 'Yes, we bake cakes to order, two days ahead.\n\nCorner Bakery, automatic answer';

const servers = new Servers();
let sandbox: Sandbox;
let api: N8nApi;
let url: string;
let workflows: Map<string, StoredWorkflow>;
let chatModel: ScriptedModel | undefined;

beforeAll(async () => {
	// Looked for first, since nothing else needs to start without it.
	chromiumPath();
	const user = temporaryFolder();
	sandbox = await startSandbox(servers, user);
	chatModel = await ScriptedModel.start();
	await installCommunityPackage(places.tarball, user);
	const [port = 0, brokerPort = 0] = await freePorts(2);
	({ url } = await servers.keep(startN8n({ ...places, userFolder: user, log: path.join(user, 'n8n.log'), port, brokerPort })));
	let credentials: CredentialsByType;
	({ api, credentials } = await signIn(url, sandbox));
	const model = { name: 'Chat model', type: 'openAiApi', data: { apiKey: 'no-key', url: chatModel.url } };
	credentials.openAiApi = { id: await api.saveCredential(model), name: model.name };
	workflows = await importWorkflows(api, folder, credentials, path.join(user, 'example-workflows.json'));
}, 600_000);

afterAll(async () => {
	await chatModel?.stop();
	await servers.stop();
}, 120_000);

beforeEach(async () => await sandbox.reset());

function example(name: string): StoredWorkflow {
	const workflow = workflows.get(`${name}.json`);
	if (!workflow) throw new Error(`There is no example ${name}.`);
	return workflow;
}

/** Tells the sandbox that something has happened. */
async function happens(what: 'inbound' | 'outcomes' | 'webhooks', data: object): Promise<Record<string, string>> {
	return (await axios.post<Record<string, string>>(`${sandbox.urls.control}/${what}`, data, { proxy: false })).data;
}

const after = async (milliseconds: number) => await new Promise((resolve) => setTimeout(resolve, milliseconds));
const texts = async (from: string, text: string, inbox = 11) => await happens('inbound', { provider: 'heymarket', inbox, from, text });
const mails = async (data: object) => await happens('inbound', { provider: 'sendook', inbox: SUPPORT, ...data });

/** Publishes a workflow, and sets up its webhook in Heymarket if it is of Heymarket. @returns its executions so far, when there are so many and all have ended */
async function publish(workflow: StoredWorkflow): Promise<(count: number) => Promise<Execution[]>> {
	await api.activate(workflow);
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('Trigger'))!;
	if (trigger.type.includes('heymarket')) await happens('webhooks', { provider: 'heymarket', url: `${url}/webhook/${trigger.webhookId}/webhook`, token: accepted.heymarket.webhookToken });
	return async (count) => {
		const listed = await eventually(`${count} executions of "${workflow.name}"`, 60_000, async () => {
			const all = await api.executions(workflow.id);
			return all.length >= count && all.every(({ stoppedAt }) => stoppedAt !== null) ? all : undefined;
		});
		return await Promise.all(listed.map(async ({ id }) => await api.execution(id)));
	};
}

/** Runs a workflow as its button in the editor does. */
async function run(workflow: StoredWorkflow): Promise<Execution> {
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('Trigger'))!;
	return await api.finished(await api.run(workflow.id, trigger.name));
}

/** What the sandbox has accepted: whom it went to, and what it said. The sandbox must have found nothing wrong with it. */
async function sent(): Promise<Array<[string, string]>> {
	const { accepted: all, violations } = await sandbox.ledger();
	expect(violations).toEqual([]);
	return all.map(({ recipients, marker }) => [recipients.join(', '), marker]);
}

function expectSuccess(...executions: Execution[]): void {
	expect(executions.map((execution) => failureOf(execution)?.message ?? execution.status)).toEqual(executions.map(() => 'success'));
}

test('n8n knows every node of every example, and every value in it', async () => {
	const nodes = files.flatMap((file) => workflows.get(file)!.nodes.map((node) => ({ file, node })));
	const descriptions = await api.nodeTypes();
	const faults = nodes.flatMap(({ file, node }) => {
		const description = descriptions.find(({ name, version }) => name === node.type && [version].flat().includes(node.typeVersion));
		return (description ? faultsOf(node, description) : ['no such node']).map((fault) => `${file}, "${node.name}": ${fault}`);
	});
	expect(faults).toEqual([]);
});

test('Answer Incoming Texts', async () => {
	const workflow = example('answer-incoming-texts');
	const executions = await publish(workflow);
	await texts('14155550170', 'When are you OPEN?');
	await texts('14155550171', 'Where is my order?');
	// Another inbox starts nothing.
	await texts('14155550172', 'Hello', 12);
	expectSuccess(...(await executions(2)));
	// A program would write the same again and again.
	await texts('14155550171', 'Where is my order?');
	expectSuccess(...(await executions(3)));
	expect((await sent()).sort()).toEqual([
		['14155550170', 'We are open Monday to Friday from 9 to 5, and Saturday from 10 to 2.'],
		['14155550171', 'Thank you for your message. Somebody of our team will answer you today.'],
	]);
	expect(await executions(3)).toHaveLength(3);
	await api.deactivate(workflow.id);
});

test('Answer Several Messages Once', async () => {
	const workflow = example('answer-several-messages-once');
	const wait = workflow.nodes.find(({ name }) => name === 'Wait for more')!;
	expect(wait.parameters).toMatchObject({ amount: 20, unit: 'seconds' });
	// The only change: a test doesn't wait as long as people do.
	wait.parameters = { ...wait.parameters, amount: 6 };
	const executions = await publish(await api.saveWorkflow(workflow, workflow.id));
	// So far apart that an execution which didn't look for later messages would answer the first two.
	for (const text of ['Hello', 'is my order ready?', '1042']) {
		await texts('14155550173', text);
		await after(3_500);
	}
	const all = await executions(3);
	expectSuccess(...all);
	expect(await sent()).toEqual([['14155550173', 'Thank you! We have all 3 of your messages and answer today.']]);
	const read = all.flatMap((execution) => outputOf(execution, 'Read what is unanswered'));
	expect(read).toMatchObject([{ text: 'Hello\nis my order ready?\n1042', messages: 3 }]);
	await api.deactivate(workflow.id);
});

test('Answer Mail in Its Thread', async () => {
	const workflow = example('answer-mail-in-its-thread');
	const executions = await publish(workflow);
	const { threadId, _id: question } = await mails({ from: 'ana@example.com', subject: 'Where is my order?', text: 'It has not come.' });
	expectSuccess(...(await executions(1)));
	await mails({ from: 'ana@example.com', subject: 'Re: Where is my order?', text: 'Thanks', thread: threadId });
	await mails({ from: 'no-reply@shop.example', subject: 'Your receipt', text: '12.00' });
	await mails({ from: 'bob@example.com', subject: 'Automatic reply: Hello', text: 'I am away.' });
	const all = await executions(4);
	expectSuccess(...all);
	expect(await sent()).toEqual([['ana@example.com', 'Hello,\n\nthank you for your mail about "Where is my order?". We have it, and answer within one working day.\n\nThe support team']]);
	const { requests } = await sandbox.ledger();
	expect(requests.filter(({ method, path: asked }) => method === 'POST' && asked.endsWith('/reply')).map(({ path: asked }) => asked)).toEqual([`/v1/inboxes/${SUPPORT}/messages/${question}/reply`]);
	expect(all.flatMap((execution) => outputOf(execution, 'Reply in the thread'))).toMatchObject([{ to: 'ana@example.com', subject: 'Re: Where is my order?' }]);
	await api.deactivate(workflow.id);
});

test('Let an AI Agent Answer Its Own Inbox', async () => {
	const workflow = example('let-an-agent-answer-its-inbox');
	const executions = await publish(workflow);
	await mails({ inbox: AGENT, from: 'mailer-daemon@mail.example', subject: 'Undeliverable: A cake', text: 'No such address.' });
	const [unasked] = await executions(1);
	expectSuccess(unasked!);
	expect(outputOf(unasked!, 'AI Agent')).toEqual([]);
	const script = [[{ tool: 'Read_the_thread', input: {} }], [{ tool: 'Reply_to_the_mail', input: { Text: ANSWER } }]];
	const text = `Do you bake cakes to order?\n\n${JSON.stringify(script)}`;
	await mails({ inbox: AGENT, from: 'chidi@example.com', subject: 'A cake', text });
	const [execution] = await executions(2);
	expectSuccess(execution!);
	expect(outputOf(execution!, 'AI Agent')).toHaveLength(1);
	expect(await sent()).toEqual([['chidi@example.com', ANSWER]]);
	const { tools, results } = chatModel!.conversation(`From: chidi@example.com\nSubject: A cake\n\n${text}`);
	expect(Object.keys(tools).sort()).toEqual(['Read_the_thread', 'Reply_to_the_mail']);
	// The model chooses the words, and neither the recipient nor the thread.
	expect(Object.values(tools).map((tool) => Object.keys((tool as { properties?: object }).properties ?? {}))).toEqual(expect.arrayContaining([[], ['Text']]));
	expect(JSON.stringify(results[0])).toContain('Do you bake cakes to order?');
	expect(JSON.stringify(results[1])).toContain('chidi@example.com');
	await api.deactivate(workflow.id);
});

test('Text Rows and Report What Went Out', async () => {
	const execution = await run(example('text-rows-with-a-report'));
	expectSuccess(execution);
	expect((await sent()).sort()).toEqual([
		['14155550123', 'Hello Ana, your order 1042 is ready.'],
		['14155550134', 'Hello Bob, your order 1043 is ready.'],
	]);
	const { accepted: all } = await sandbox.ledger();
	const idOf = (phone: string) => all.find(({ recipients }) => recipients[0] === phone)!.messageId;
	expect(outputOf(execution, 'All rows')).toEqual([
		{ name: 'Ana', phone: '+1 415 555 0123', result: 'sent', why: '', id: idOf('14155550123') },
		{ name: 'Bob', phone: '+1 415 555 0134', result: 'sent', why: '', id: idOf('14155550134') },
		{ name: 'Chidi', phone: '555 01', result: 'not sent', why: 'Phone Number: "555 01" is too short for a phone number [item 2]', id: '' },
		{ name: 'Dana', phone: '+1 415 555 0199', result: 'not sent', why: 'Heymarket refused this message: 14155550199 has unsubscribed [item 3]', id: '' },
	]);
	const [file] = execution.data.resultData.runData['Report as CSV file']!.at(-1)!.data!.main[0]!;
	expect(file!.binary!.data).toMatchObject({ fileName: 'report.csv', mimeType: 'text/csv' });
});

test('Text Rows and Report What Went Out, when an answer is lost', async () => {
	await sandbox.addFault({ provider: 'heymarket', match: { bodyIncludes: '14155550134' }, when: 'after', fault: { type: 'reset' } });
	const execution = await run(example('text-rows-with-a-report'));
	expectSuccess(execution);
	expect((await sent()).map(([to]) => to).sort()).toEqual(['14155550123', '14155550134']);
	const report = outputOf(execution, 'All rows').map(({ name, result }) => [name, result]);
	expect(report).toEqual([['Ana', 'sent'], ['Bob', 'may have been sent'], ['Chidi', 'not sent'], ['Dana', 'not sent']]);
});

test('Remind People of Appointments', async () => {
	const execution = await run(example('remind-of-appointments'));
	expectSuccess(execution);
	const day = String.raw`[A-Z][a-z]+day, [A-Z][a-z]+ \d\d?`;
	const reminder = (name: string, time: string) => expect.stringMatching(new RegExp(`^Hello ${name}, this is Sunrise Dental\\. We see you tomorrow, ${day}, at ${time}\\. Another time\\? Reply CHANGE\\.$`)) as string;
	expect((await sent()).sort()).toEqual([
		['+14155550123', reminder('Ana', '10:30 AM')],
		['+14155550134', reminder('Bob', '3:00 PM')],
	]);
	expect(outputOf(execution, 'Reminded')).toHaveLength(2);
	expect(outputOf(execution, 'Call these by phone')).toMatchObject([{ name: 'Elif', error: { code: 'invalid_input', outcome: 'not_sent' } }]);
});

test('Broadcast to a List Once Only', async () => {
	const workflow = example('broadcast-to-a-list-once');
	const broadcast = workflow.nodes.find(({ name }) => name === 'Broadcast')!;
	const text = 'From December 24 to January 1 we are open from 10 to 2. Happy holidays from all of us!';
	const list = ['14155550123', '14155550134', '14155550145'].join(', ');
	const runs = [await run(workflow), await run(workflow), await run(workflow)];
	expectSuccess(...runs);
	expect(runs.map((execution) => outputOf(execution, 'Text everyone on the list').length)).toEqual([1, 0, 0]);
	expect(await sent()).toEqual([[list, text]]);
	// A new name is a new broadcast, even if it says the same.
	const renamed = JSON.parse(JSON.stringify(broadcast.parameters).replace('winter-hours-2026', 'winter-hours-2027')) as typeof broadcast.parameters;
	broadcast.parameters = renamed;
	expectSuccess(await run(await api.saveWorkflow(workflow, workflow.id)));
	expect(await sent()).toEqual([[list, text], [list, text]]);
});

test('Make a Task of Mail That Came Back', async () => {
	const workflow = example('make-a-task-of-bounced-mail');
	const executions = await publish(workflow);
	const send = { to: ['gone@example.com'], subject: 'Your visit', text: 'Tuesday it is.', html: '<p>Tuesday it is.</p>' };
	const headers = { authorization: `Bearer ${accepted.sendook.apiKey}` };
	for (const status of ['delivered', 'bounced', 'complained', 'rejected']) {
		const { data } = await axios.post<{ _id: string }>(`${sandbox.urls.sendook}/v1/inboxes/${SUPPORT}/messages/send`, send, { headers, proxy: false });
		await happens('outcomes', { provider: 'sendook', message: data._id, status });
	}
	const all = await executions(3);
	expectSuccess(...all);
	const tasks = all.flatMap((execution) => outputOf(execution, 'Put your task list here'));
	const day = expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string;
	const notes = (status: string) => expect.stringMatching(new RegExp(`^"Your visit" of \\d{4}-\\d\\d-\\d\\d did not reach gone@example\\.com \\(${status}\\)\\.\n\nTuesday it is\\.$`)) as string;
	expect(tasks.sort((one, other) => String(one.title).localeCompare(String(other.title)))).toEqual([
		{ title: 'Find another address of gone@example.com', notes: notes('bounced'), due: day },
		{ title: 'Write again, in other words, to gone@example.com', notes: notes('rejected'), due: day },
		{ title: 'Write no more to gone@example.com', notes: notes('complained'), due: day },
	]);
	await api.deactivate(workflow.id);
});

describe('in the editor', () => {
	let editor: Editor;
	const nodeNamed = (name: string) => editor.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	/** The height of what the editor's tabs take of the canvas. */
	const TABS = 20;
	/** Buttons that lie over the canvas. */
	const hidden = ['=canvas-controls', '=canvas-minimap', '^=execute-workflow-button', '=node-creator-plus-button', '=command-bar-button', '=add-sticky-button', '=toggle-focus-panel-button', '=instance-ai-canvas-action-button']
		.map((testId) => `[data-test-id${testId}] { visibility: hidden !important; }`)
		.join('\n');

	/** Shows a workflow. A change of page that begins while another one is under way may be lost; then it is made again. */
	async function open({ id, name, nodes }: StoredWorkflow): Promise<void> {
		const names = nodes.filter(({ type }) => !type.endsWith('.stickyNote')).map((node) => node.name);
		await eventually(`"${name}" in the editor`, 90_000, async () => {
			await editor.goto(`/workflow/${id}`);
			const shown = names.map(async (each) => await nodeNamed(each).waitFor({ timeout: 15_000 }));
			return await Promise.all(shown).then(() => true, () => undefined);
		});
	}


	beforeAll(async () => (editor = await Editor.open(url)), 180_000);
	afterAll(async () => await editor?.close());

	test('each is shown without a complaint, and its picture is taken', async () => {
		const { page } = editor;
		await page.setViewportSize({ width: 1300, height: 700 });
		for (const [file, workflow] of workflows) {
			await open(workflow);
			expect([file, await page.getByTestId('node-issues').count()]).toEqual([file, 0]);
			await page.getByTestId('zoom-to-fit').click();
			// Until the canvas is at rest.
			await page.waitForTimeout(500);
			const { x, y, width, height } = (await page.getByTestId('canvas-wrapper').boundingBox())!;
			await page.screenshot({ path: path.join(folder, `${path.basename(file, '.json')}.png`), style: hidden, clip: { x, y: y + TABS, width, height: height - TABS } });
		}
	});

	test('a person pastes a file into an empty workflow', async () => {
		const { page } = editor;
		const [file = ''] = files;
		await page.goto(`${url}/workflow/new`);
		await page.getByTestId('canvas-wrapper').waitFor();
		await page.getByTestId('canvas-add-button').first().waitFor();
		await page.evaluate(`{
			const clipboardData = new DataTransfer();
			clipboardData.setData('text/plain', ${JSON.stringify(readFileSync(path.join(folder, file), 'utf8'))});
			document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
		}`);
		const { name, nodes } = workflows.get(file)!;
		await nodeNamed(nodes[0]!.name).waitFor();
		// The editor saves by itself.
		const saved = await eventually('saved workflow', 30_000, async () => {
			const found = (await api.workflows()).find((each) => each.name === name && each.id !== workflows.get(file)!.id);
			const whole = found && (await api.workflow(found.id));
			return whole?.nodes.length === nodes.length ? whole : undefined;
		});
		// Its address is one that nobody can guess.
		expect(saved.nodes.find((node) => node.name === nodes[0]!.name)!.webhookId).toMatch(/^[\da-f]{8}-/);
	});
});
