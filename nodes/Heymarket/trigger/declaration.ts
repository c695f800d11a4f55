import { UserError, type ICredentialDataDecryptedObject, type IDataObject } from 'n8n-workflow';
import type { TriggerDeclaration } from '../../shared/trigger/declaration';
import type { EventKind } from '../../shared/trigger/event';
import { filterBy, isOneOfSecrets, keywordFilter, senderFilter } from '../../shared/trigger';
import { heymarket } from '../provider';
import { events, readEvent } from './events';
import { channelFilter, inboxFilter } from './fields';
import { person } from './person';

/** The verification tokens of a credential: one for each webhook that was set up in Heymarket. */
function tokensOf({ webhookTokens }: ICredentialDataDecryptedObject): string[] {
	return typeof webhookTokens === 'string' ? webhookTokens.split(/[\s,;]+/).filter(Boolean) : [];
}

const HOW =
	'<ol><li>In Heymarket, open the settings of webhooks and add one.</li><li>Paste the address that stands above under Webhook URLs.</li><li>Copy the verification token that Heymarket shows into <b>Webhook Verification Tokens</b> of this node’s credential.</li></ol>';

/** The Heymarket trigger. Webhooks are set up in Heymarket by hand: its API has no request for that. */
export const heymarketTrigger: TriggerDeclaration = {
	provider: heymarket,
	events,
	chosen: ['message_received'],
	filters: [filterBy(inboxFilter), channelFilter, senderFilter, keywordFilter],
	// The token stands in the body of each event.
	async verify({ parts }, { credentials }) {
		const tokens = tokensOf(await credentials());
		return parts.every(({ token }) => isOneOfSecrets(token, tokens));
	},
	read: readEvent,
	person,
	filesOf: ({ record: { media } }) => (media ? [media] : []),
	requireReady(credentials) {
		if (tokensOf(credentials).length > 0) return;
		throw new UserError('Webhook Verification Tokens is empty in the credential, so nothing from Heymarket could be told from what strangers post', {
			description: 'In the webhook settings of Heymarket, add a webhook with the address of this node, and copy the token that it shows into the credential.',
		});
	},
	sample,
	words: {
		notice:
			'Heymarket has to be told where to post: add a webhook in its settings, paste the Production URL from above, and copy its verification token into the credential. The Test URL needs a webhook of its own.',
		listening: 'Write to one of your inboxes, or do in Heymarket what starts this workflow.',
		inactive: `<b>While building your workflow</b>, click Listen for Test Event. It gets what Heymarket posts to the Test URL, or a made-up event if Sample Event While Testing is on.<br /><br /><b>Once you’re happy with it</b>, publish the workflow; Heymarket posts to the Production URL.<br /><br />${HOW}`,
		active: `<b>This workflow runs whenever Heymarket posts to the Production URL.</b> You find its executions in the <a data-key="executions">executions list</a>.<br /><br />${HOW}`,
	},
};

/** An event in the form in which Heymarket posts it (contracts/heymarket/webhook.yaml). */
function sample(kind: EventKind | undefined): IDataObject {
	const [type] = kind?.wires ?? [kind?.value ?? 'message_recieved'];
	const conversation = { id: 2001, inbox: 11, channel: 'sms', target: '14155550123', type: 'individual', name: 'Ana Reyes', status: 'open', assigned: 101, updated: '2026-01-05T09:00:00.000Z' };
	const message = { id: 5001, text: 'Are you open on Sunday?', type: 'sms', status: 'received', date: '2026-01-05T09:00:00.000Z', user: 0, author: 'Ana Reyes', target: '14155550123', conversation };
	const data = type.startsWith('message_') ? message : type.startsWith('chat_') ? conversation : { phone: '14155550123', inbox: 11, date: '2026-01-05T09:00:00.000Z' };
	return { type, id: 1, event_data: data };
}
