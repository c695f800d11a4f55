import type { IDataObject } from 'n8n-workflow';
import { outputOf, PACKAGE, run, type Scenario } from '../engine';
import { byId, credentialsFor, useSandbox } from '../sandboxed';
import { named } from './support';

/*
 * What somebody does on a day: find a person, write an email with an attachment that leaves tomorrow at nine, read what was
 * said, leave a note for the team, and close the conversation. One workflow, whose nodes take what the ones before gave.
 */

const sandbox = useSandbox();

const ZONE = 'America/New_York';
const mailbox = '00000001-0000-4000-8000-000000000003';

/** The nodes in a row, by their names. */
const steps: Record<string, [operation: string, parameters: IDataObject]> = {
	Find: ['contact.getMany', { limit: 1, filters: { contactNumber: '+1 (415) 555-0123' } }],
	Email: [
		'email.send',
		{
			emailChannel: byId(mailbox),
			to: '={{ $json.email }}',
			subject: 'Your contract',
			emailFormat: 'text',
			text: '=Hello {{ $json.name }}, here it is.',
			additionalFields: {
				attachmentUrls: 'https://files.example.com/contract.pdf',
				scheduleAt: '={{ $now.plus({ days: 1 }).toFormat("yyyy-MM-dd") }}T09:00:00',
			},
		},
	],
	Read: ['conversation.getTranscript', { conversation: byId('={{ $json.conversation_id }}') }],
	Note: ['message.addNote', { phoneChannel: byId('+14155550110'), phoneNumber: "={{ $('Find').item.json.phone }}", text: '=Contract sent to {{ $json.email }}' }],
	Close: ['conversation.update', { conversation: byId("={{ $('Email').item.json.conversation_id }}"), updateFields: { conversationStatus: 'closed' } }],
};

function journey(): Scenario {
	const { whippyApi } = credentialsFor(sandbox());
	return {
		nodes: Object.entries(steps).map(([name, [operation, parameters]]) => ({ name, type: `${PACKAGE}.whippy`, parameters: { ...named(operation), ...parameters } as never })),
		credentials: { whippyApi },
		timezone: ZONE,
	};
}

/** Tomorrow in the workflow's zone. */
function tomorrow(): string {
	return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(Date.now() + 86_400_000));
}

test('a contact is found, mailed for tomorrow at nine, read about, noted and closed', async () => {
	const execution = await run(journey());
	expect(execution.data.resultData.error).toBeUndefined();
	const rows = (name: string) => outputOf(execution, name)[0].map(({ json }) => json);
	const { whippy } = sandbox().state;
	const [ana] = whippy.contacts;
	const conversation = whippy.conversations.find(({ channel_id: channel, contact_id: contact }) => channel === mailbox && contact === ana.id)!;

	expect(rows('Find')).toMatchObject([{ name: 'Ana Reyes', phone: '+14155550123', email: 'ana@example.com' }]);
	expect(rows('Email')).toMatchObject([
		{ to: 'ana@example.com', subject: 'Your contract', status: 'queued', scheduled: `${tomorrow()} 09:00 ${ZONE}`, contact_id: ana.id, conversation_id: conversation.id },
	]);
	expect(rows('Read')).toMatchObject([{ name: 'Ana Reyes', messages: 1, transcript: expect.stringContaining('Hello Ana Reyes, here it is.\n  [file: https://files.example.com/contract.pdf]') as unknown }]);
	expect(rows('Note')).toMatchObject([{ to: '+14155550123', text: 'Contract sent to ana@example.com' }]);
	expect(rows('Close')).toMatchObject([{ status: 'closed', id: conversation.id }]);
	expect(conversation.status).toBe('closed');
	expect(sandbox().ledger.accepted).toMatchObject([{ kind: 'email', recipients: ['ana@example.com'] }, { kind: 'comment', recipients: [] }]);
	expect(sandbox().ledger.snapshot().violations).toEqual([]);
	const [sent] = sandbox().ledger.requests.filter(({ path }) => path === '/v1/messaging/email');
	const { schedule_at: leaves } = sent.body as { schedule_at: string };
	expect(new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' }).format(new Date(leaves))).toBe(`${tomorrow()} 09:00`);
});
