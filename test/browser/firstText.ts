import { credentials as accepted } from '../../sandbox/credentials.ts';
import type { Sandbox } from '../n8n/servers';
import type { Editor } from './editor';

const TEXT = 'Hello Ana, this is a first text.';

/**
 * Tests of steps 2 to 5 of the README's "Your first text in five steps" (the first one is what the smoke run does), in the
 * editor of the file that calls this.
 *
 * @param started the editor and the sandbox that the file has started, asked for when the tests begin
 */
export function testFirstText(started: () => { editor: Editor; sandbox: Sandbox }): void {
	describe('a first text, by nothing but clicks', () => {
		test('step 2: the credential', async () => {
			const { editor, sandbox } = started();
			const form = await editor.openNewCredential('Heymarket JWT API');
			await editor.fill('secretId', accepted.heymarket.secretId, form);
			await editor.fill('secretKey', accepted.heymarket.secretKey, form);
			await editor.fill('baseUrl', sandbox.urls.heymarket, form);
			await form.getByTestId('credential-save-button').click();
			await form.getByText('Connection tested successfully').waitFor();
		});

		test('step 3: a trigger, the action, and its fields', async () => {
			const { editor } = started();
			const { page } = editor;
			await editor.goto('/workflow/new');
			await page.getByTestId('canvas-add-button').click();
			await editor.addNode('Trigger manually');
			await page.locator('[data-test-id=canvas-node]').first().waitFor();
			await editor.openNodePanel();
			await editor.addNode('Heymarket');
			await page.getByTestId('node-creator').getByText('Send text message', { exact: true }).click();
			await page.getByTestId('node-execute-button').first().waitFor();
			await editor.pick('inbox', 'sal', 'Sales');
			await editor.pick('sendAs', 'oma', 'Omar Haddad');
			await editor.fill('phoneNumber', '+1 415 555 0123');
			await editor.fill('text', TEXT);
		});

		test('step 4: a preview shows the request, and nothing is sent', async () => {
			const { editor, sandbox } = started();
			await editor.turnOn('previewOnly');
			await editor.execute('1 item');
			const [, row] = await editor.table();
			expect(row.slice(0, 4)).toEqual(['14155550123', TEXT, '1', 'preview']);
			expect((await sandbox.ledger()).accepted).toEqual([]);
		});

		test('step 5: the text is sent, and stands in the sandbox’s record', async () => {
			const { editor, sandbox } = started();
			await editor.turnOn('previewOnly');
			await editor.execute('1 item');
			await editor.output.getByText('accepted').first().waitFor();
			expect((await sandbox.ledger()).accepted).toMatchObject([{ recipients: ['14155550123'], marker: TEXT }]);
		});
	});
}
