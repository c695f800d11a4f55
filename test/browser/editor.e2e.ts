import path from 'node:path';
import axios from 'axios';
import type { INode, INodeConnections, INodeParameters } from 'n8n-workflow';
import { installCommunityPackage } from '../../demo/src/communityPackage.ts';
import { freePorts } from '../../demo/src/freePorts.ts';
import type { N8nApi, StoredWorkflow } from '../../demo/src/n8nApi.ts';
import { startN8n } from '../../demo/src/n8nServer.ts';
import { type CredentialsByType, readWorkflow } from '../../demo/src/workflows.ts';
import { credentials as accepted } from '../../sandbox/credentials.ts';
import { eventually, places, type Sandbox, Servers, signIn, startSandbox, temporaryFolder } from '../n8n/servers';
import { keptBy, leaksOf, notePages, type Kept } from '../n8n/kept';
import { chromiumPath, Editor } from './editor';
import { testFirstText } from './firstText';
import { testNodePanel } from './nodePanel';

const servers = new Servers();
let sandbox: Sandbox;
let api: N8nApi;
let url: string;
let credentials: CredentialsByType;
let editor: Editor;
let folder: string;
let pages: Kept[];

beforeAll(async () => {
	// Looked for first, since nothing else needs to start without it.
	chromiumPath();
	folder = temporaryFolder();
	sandbox = await startSandbox(servers, folder);
	await installCommunityPackage(places.tarball, folder);
	const [port = 0, brokerPort = 0] = await freePorts(2);
	const n8n = { ...places, userFolder: folder, log: path.join(folder, 'n8n.log'), port, brokerPort };
	({ url } = await servers.keep(startN8n(n8n)));
	({ api, credentials } = await signIn(url, sandbox));
	editor = await Editor.open(url);
	pages = notePages(editor);
}, 900_000);

afterAll(async () => {
	await editor?.close();
	await servers.stop();
}, 120_000);

beforeEach(async () => await sandbox.reset());

/** Stores a workflow of a trigger and one fresh node, and opens the node. */
async function openFresh(name: string, type: string, credential: string, parameters: INodeParameters): Promise<void> {
	const node: Omit<INode, 'credentials'> = { id: 'node', name, type: `n8n-nodes-shared-inbox.${type}`, typeVersion: 1, position: [300, 0], parameters };
	const trigger: INode = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const { id } = await api.saveWorkflow({
		name: `Workflow with ${name}`,
		nodes: [trigger, { ...node, credentials: { [credential]: credentials[credential]! } }],
		connections: { Start: { main: [[{ node: name, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	await editor.goto(`/workflow/${id}`);
	await editor.openNode(name);
}

const example = async (file: string): Promise<StoredWorkflow> =>
	await api.saveWorkflow(readWorkflow(path.join(places.root, 'examples', file), credentials));

test('a credential is added in the form: a wrong key gets advice, the right one connects', async () => {
	const form = await editor.openNewCredential('Heymarket JWT API');
	await editor.fill('secretId', accepted.heymarket.secretId, form);
	await editor.fill('secretKey', 'not-the-key', form);
	await editor.fill('baseUrl', sandbox.urls.heymarket, form);
	await form.getByTestId('credential-save-button').click();
	await form.getByText('Couldn’t connect with these settings').waitFor();
	const advice = form.getByText('Heymarket did not accept this API secret. Check that the Secret ID and the Secret Key belong together');
	await eventually('advice on the key', 60_000, async () => {
		if (await advice.isVisible()) return true;
		// The part may have closed when the form was drawn again after saving.
		await form.getByText('More details').click({ timeout: 1_000 }).catch(() => undefined);
		return undefined;
	});
	await editor.picture('heymarket-wrong-key');

	await editor.fill('secretKey', accepted.heymarket.secretKey, form);
	await form.getByTestId('credential-save-button').click();
	await form.getByText('Connection tested successfully').waitFor();
	await editor.picture('heymarket-credential');
});

testFirstText(() => ({ editor, sandbox }));

describe('a person picks by typing part of a name, sends, and reads the output', () => {
	test('Heymarket', async () => {
		await openFresh('Text a customer', 'heymarket', 'heymarketJwtApi', {});
		await editor.pick('inbox', 'sal', 'Sales');
		// Only members of that inbox are found, by name.
		const found = await editor.pick('sendAs', 'oma', 'Omar Haddad', async () => await editor.picture('heymarket-picker'));
		expect(found).toEqual(['Omar Haddad (member)']);
		await editor.fill('phoneNumber', '(415) 555-0134');
		expect(await editor.pick('country', 'united sta', 'United States')).toEqual(['United States (+1)']);
		await editor.fill('text', 'Hello Bob, your order 1042 is ready. Omar');
		await editor.execute('1 item');
		const [head, row] = await editor.table();
		expect(head.slice(0, 4)).toEqual(['to', 'text', 'segments', 'status']);
		expect(row.slice(0, 4)).toEqual(['14155550134', 'Hello Bob, your order 1042 is ready. Omar', '1', 'accepted']);
		expect(head).toEqual(expect.arrayContaining(['id', 'date']));
		const [sent, ...others] = (await sandbox.ledger()).accepted;
		expect(others).toEqual([]);
		expect(sent).toMatchObject({ provider: 'heymarket', recipients: ['14155550134'], marker: 'Hello Bob, your order 1042 is ready. Omar' });
		expect(row).toContain(sent!.messageId);
		await editor.picture('heymarket-node');
	});

	test('Heymarket, a contact: its custom fields come from the team, and the others stay as they are', async () => {
		const { page } = editor;
		const parameters = { resource: 'contact', operation: 'update', contact: { __rl: true, mode: 'id', value: '3001' }, updateFields: { firstName: 'Anna' } };
		await openFresh('Change a contact', 'heymarket', 'heymarketJwtApi', parameters);
		const mapper = page.getByTestId('resource-mapper-container');
		await mapper.getByText('Custom Fields').waitFor();
		await page.getByTestId('add-fields-select').click();
		// Two fields have this title, so their IDs stand behind it.
		await page.getByRole('menuitem', { name: 'Plan (601)' }).click();
		await mapper.locator('input[type=text], textarea').last().fill('Gold');
		await editor.execute('1 item');
		const [, write] = (await sandbox.ledger()).requests.filter(({ path: asked }) => asked === '/v1/contact/3001');
		expect(write).toMatchObject({ method: 'PUT', body: { first: 'Anna', last: 'Reyes', custom: { 601: 'Gold' } } });
		await editor.picture('heymarket-contact');
	});

	test('Whippy', async () => {
		await openFresh('Text through Whippy', 'whippy', 'whippyApi', { resource: 'sms', operation: 'send' });
		await editor.pick('phoneChannel', 'front', 'Front Desk');
		await editor.fill('phoneNumber', '+1 415 555 0123');
		await editor.fill('text', 'Hello Ana');
		await editor.execute('1 item');
		const [sent] = (await sandbox.ledger()).accepted;
		expect(sent).toMatchObject({ provider: 'whippy', recipients: ['+14155550123'], marker: 'Hello Ana' });
		expect((await editor.table()).flat()).toContain(sent!.messageId);
		await editor.picture('whippy-node');
	});

	test('Sendook', async () => {
		await openFresh('Email a customer', 'sendook', 'sendookApi', {});
		await editor.pick('inbox', 'supp', 'Support');
		await editor.fill('to', 'Dana Levy <dana@example.com>');
		await editor.fill('subject', 'Your visit on Tuesday');
		await editor.fill('text', 'Tuesday at 10:30 it is.');
		await editor.execute('1 item');
		const [sent] = (await sandbox.ledger()).accepted;
		expect(sent).toMatchObject({ provider: 'sendook', recipients: ['dana@example.com'], marker: 'Your visit on Tuesday' });
		expect((await editor.table()).flat()).toContain(sent!.messageId);
		await editor.picture('sendook-node');
	});
});

describe('a text that can’t be sent', () => {
	const byId = (value: string) => ({ __rl: true, mode: 'list', value });
	const filledIn = { inbox: { ...byId('11'), cachedResultName: 'Sales' }, sendAs: { ...byId('102'), cachedResultName: 'Omar Haddad' }, text: 'Hello Bob' };

	test('that the provider refuses: the error view has the provider’s words', async () => {
		await openFresh('Text a customer', 'heymarket', 'heymarketJwtApi', { ...filledIn, phoneNumber: '+1 415 555 0199' });
		await editor.execute('has unsubscribed');
		const { message, description } = await editor.failure();
		expect(message).toBe('Heymarket refused this message: 14155550199 has unsubscribed [item 0]');
		expect(description).toMatch(/^Nothing was sent\. Request ID [0-9a-f-]+\.$/);
		await editor.picture('heymarket-refused');
	});

	test('with a bad field: the field is named before anything is sent', async () => {
		await openFresh('Text a customer', 'heymarket', 'heymarketJwtApi', { ...filledIn, phoneNumber: '555 01' });
		await editor.execute('is too short for a phone number');
		const { message, description } = await editor.failure();
		expect(message).toBe('Phone Number: "555 01" is too short for a phone number [item 0]');
		expect(description).toMatch(/^Nothing was sent\. /);
		expect((await sandbox.ledger()).requests).toEqual([]);
		await editor.picture('heymarket-bad-field');
	});

	test('because Preview Only is on: the request is shown, and nothing is sent', async () => {
		await openFresh('Text a customer', 'heymarket', 'heymarketJwtApi', { ...filledIn, phoneNumber: '+1 415 555 0134' });
		await editor.turnOn('previewOnly');
		await editor.execute('1 item');
		const [head, row] = await editor.table();
		expect(head.slice(0, 5)).toEqual(['to', 'text', 'segments', 'status', 'request']);
		expect(row.slice(0, 4)).toEqual(['14155550134', 'Hello Bob', '1', 'preview']);
		expect(row[4]).toContain('/v1/message/send');
		expect((await sandbox.ledger()).requests).toEqual([]);
		await editor.picture('preview-only');
		await editor.page.keyboard.press('Escape');
		await editor.page.locator('[data-test-id=canvas-node]').getByText('preview: send text message').waitFor();
	});
});

test('the fields of all choices are shown while an expression that chooses has no value', async () => {
	await openFresh('Text a customer', 'heymarket', 'heymarketJwtApi', { sendTo: '={{ $json.how }}' });
	for (const field of ['parameter-input-phoneNumber', 'resource-locator-conversation', 'parameter-input-phoneNumbers']) {
		await editor.page.getByTestId(field).waitFor();
	}
});

test('the error output: sent items are in the first output, failed ones in the second, with their fields', async () => {
	const { id } = await example('branch-on-failed-items.json');
	await editor.goto(`/workflow/${id}`);
	await editor.page.getByTestId('execute-workflow-button').click();
	await editor.page.getByText('Workflow executed successfully').waitFor();
	await editor.picture('error-output');
	await editor.openNode('Text each customer');
	const { output } = editor;
	await output.getByText('Success Branch (1 item)').waitFor();
	await output.getByText('Error Branch (2 items)').click();
	await output.getByText('+1 415 555 0199').first().waitFor();
	const [head, ...rows] = await editor.table();
	expect(head).toEqual(expect.arrayContaining(['phone', 'text', 'error']));
	expect(rows).toHaveLength(2);
	expect(rows[0]!.join('\n')).toContain('Phone Number: "555 01" is too short for a phone number [item 1]');
	expect(rows[1]!.join('\n')).toContain('Heymarket refused this message: 14155550199 has unsubscribed [item 2]');
	expect((await sandbox.ledger()).accepted.map(({ marker }) => marker)).toEqual(['Hello Ana, we open at nine tomorrow.']);
	await editor.picture('error-output-items');
});

test('the Retry button does not send accepted texts again', async () => {
	const workflow = await example('text-from-webhook.json');
	await api.activate(workflow);
	await sandbox.addFault({
		provider: 'heymarket',
		match: { bodyIncludes: 'Two' },
		fault: { type: 'status', status: 400, body: { message: 'Not now' } },
	});
	const { path: webhook } = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')!.parameters;
	const customers = ['One', 'Two', 'Three'].map((text, index) => ({ phone: `+1 415 555 01${index}0`, text }));
	await axios.post(`${url}/webhook/${String(webhook)}`, { customers }, { proxy: false });
	await eventually('failed execution', 60_000, async () => (await api.executions(workflow.id)).find(({ status }) => status === 'error'));

	await editor.goto(`/workflow/${workflow.id}/executions`);
	await editor.page.getByTestId('execution-preview-retry-button').click();
	await editor.page.getByText('Retry with original workflow').click();
	const retried = await eventually('Retry', 60_000, async () =>
		(await api.executions(workflow.id)).find(({ retryOf, status }) => retryOf !== null && ['success', 'error'].includes(status)),
	);
	expect(retried.status).toBe('success');
	expect((await sandbox.ledger()).accepted.map(({ marker }) => marker).sort()).toEqual(['One', 'Three', 'Two']);
});

test('a person is looked up by phone, may be texted, is texted, read about, and the conversation closed', async () => {
	const byId = (value: string) => ({ __rl: true, mode: 'id', value });
	const steps: Record<string, INodeParameters> = {
		'Look up': { resource: 'contact', operation: 'get', contactBy: 'phone', phoneNumber: '+1 (415) 555-0123' },
		'May be texted?': { resource: 'contact', operation: 'getStatus', contactBy: 'phone', phoneNumber: '={{ $json.phone }}' },
		Text: { resource: 'message', operation: 'send', inbox: byId('11'), sendAs: byId('102'), phoneNumber: '={{ $json.phone }}', text: 'Hello Ana, all done?' },
		'Find conversation': { resource: 'message', operation: 'getMany', inbox: byId('11'), phoneNumber: "={{ $('Look up').item.json.phone }}", limit: 1 },
		Read: { resource: 'conversation', operation: 'getTranscript', conversation: byId('={{ $json.conversation }}') },
		Close: { resource: 'conversation', operation: 'close', conversation: byId('={{ $json.conversation }}'), member: byId('102') },
	};
	const names = Object.keys(steps);
	const nodes = names.map((name, at): INode => ({
		id: `node${at}`, name, type: 'n8n-nodes-shared-inbox.heymarket', typeVersion: 1, position: [220 * (at + 1), 0], parameters: steps[name]!,
		credentials: { heymarketJwtApi: credentials['heymarketJwtApi']! as { id: string; name: string } },
	}));
	const start: INode = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const links = ['Start', ...names].slice(0, -1).map((from, at): [string, INodeConnections] => [from, { main: [[{ node: names[at]!, type: 'main', index: 0 }]] }]);
	const { id } = await api.saveWorkflow({ name: 'A day with Heymarket', nodes: [start, ...nodes], connections: Object.fromEntries(links), settings: { executionOrder: 'v1', timezone: 'America/New_York' } });
	await editor.goto(`/workflow/${id}`);
	await editor.page.getByTestId('execute-workflow-button').click();
	await editor.page.getByText('Workflow executed successfully').waitFor();
	await editor.picture('heymarket-day');
	const { accepted: sent, requests } = await sandbox.ledger();
	expect(sent).toMatchObject([{ recipients: ['14155550123'], marker: 'Hello Ana, all done?' }]);
	expect(requests.at(-1)).toMatchObject({ method: 'POST', path: '/v1/conversations/close', status: 200 });
	await editor.openNode('May be texted?');
	const [head, row] = await editor.table();
	expect(head.slice(0, 3)).toEqual(['phone', 'unsubscribed', 'blocked']);
	expect(row.slice(0, 3)).toEqual(['14155550123', 'false', 'false']);
	await editor.page.keyboard.press('Escape');
	await editor.openNode('Read');
	await editor.output.getByText('Hello Ana, all done?').first().waitFor();
});

testNodePanel(() => ({ editor, api }));

test('no key is in the database, in a file or on a page', async () => {
	const kept = [...(await keptBy(folder)), ...pages];
	const places = kept.filter(({ text }) => text.includes('14155550199 has unsubscribed')).map(({ place }) => place);
	expect(places).toEqual(expect.arrayContaining(['table execution_data', 'page heymarket-refused']));
	expect(leaksOf(kept)).toEqual([]);
});

test('the editor asked n8n only, and the registry for the package whose node was added', () => {
	expect([...editor.askedElsewhere].filter((asked) => asked !== '/n8n-nodes-shared-inbox')).toEqual([]);
});
