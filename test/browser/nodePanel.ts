import type { INode } from 'n8n-workflow';
import type { N8nApi } from '../../demo/src/n8nApi.ts';
import type { Editor } from './editor';

const OURS = ['Heymarket', 'Whippy', 'Sendook'];

/** What people type who look for a node, and those of this package that do it. */
const FOUND: Record<string, string[]> = {
	'send email': ['Heymarket', 'Whippy', 'Sendook'],
	'e-mail': ['Heymarket', 'Whippy', 'Sendook'],
	email: ['Heymarket', 'Whippy', 'Sendook'],
	'email inbox': ['Sendook'],
	mailbox: ['Sendook'],
	'send SMS': ['Heymarket', 'Whippy'],
	SMS: ['Heymarket', 'Whippy'],
	MMS: ['Heymarket', 'Whippy'],
	'text message': ['Heymarket', 'Whippy'],
	texting: ['Heymarket', 'Whippy'],
	'group text': ['Heymarket'],
	broadcast: ['Heymarket', 'Whippy'],
	survey: ['Heymarket'],
	reply: ['Heymarket', 'Sendook'],
	reminder: ['Heymarket', 'Whippy'],
	customer: ['Heymarket', 'Whippy'],
	'shared inbox': ['Heymarket', 'Whippy', 'Sendook'],
	'team inbox': ['Heymarket', 'Whippy'],
	inboxes: ['Heymarket', 'Whippy', 'Sendook'],
	fax: ['Whippy'],
	campaign: ['Whippy'],
	sequence: ['Whippy'],
	'AI agent': ['Whippy'],
	'custom event': ['Whippy'],
	'custom object': ['Whippy'],
	'scheduled message': ['Heymarket'],
	'contact list': ['Heymarket'],
	tags: ['Heymarket', 'Whippy'],
	'custom fields': ['Heymarket'],
	'opt in': ['Heymarket', 'Whippy'],
	'opt out': ['Heymarket'],
};

/**
 * Tests of the panel from which nodes are added, in the editor of the file that calls this, since a second n8n would take
 * half a minute to start.
 *
 * @param started the editor and the n8n that the file has started, asked for when the tests begin
 */
export function testNodePanel(started: () => { editor: Editor; api: N8nApi }): void {
	describe('a person who types what a node does finds it', () => {
		beforeAll(async () => {
			const { editor, api } = started();
			const trigger: INode = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
			const { id } = await api.saveWorkflow({ name: 'Workflow to be continued', nodes: [trigger], connections: {} });
			await editor.goto(`/workflow/${id}`);
			await editor.openNodePanel();
		});

		test.each(Object.entries(FOUND))('%s', async (typed, expected) => {
			const found = await started().editor.findNodes(typed);
			expect(OURS.filter((name) => found.includes(name))).toEqual(expected);
		});

		test('SMS: above nodes whose names merely contain its letters', async () => {
			const found = await started().editor.findNodes('SMS');
			for (const name of ['Heymarket', 'Whippy']) expect(found.indexOf(name)).toBeLessThan(found.indexOf('Summarize'));
		});
	});
}
