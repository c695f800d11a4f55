import { UserError, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Provider } from '../../shared/provider';
import { baseUrlOf, secretText } from '../../shared/security/credentials';

const HELP = 'Copy it again from the automation’s Webhook trigger in Heymarket, as a whole, into the credential.';

/**
 * The ID of the automation that a credential runs: the end of its address, or what was filled in in place of that.
 *
 * @throws UserError if it is neither, or an address elsewhere
 */
export function automationIdOf(credentials: ICredentialDataDecryptedObject): string {
	const given = typeof credentials.webhookUrl === 'string' ? credentials.webhookUrl.trim() : '';
	if (given === '') throw new UserError('Webhook URL is empty. Fill it in in the credential.');
	const [, host, id = given] = /^(?:https?:\/\/)?([^/]+)\/automations\/([^/]+)\/?$/i.exec(given) ?? [];
	if (!/^[\w-]+$/.test(id)) throw new UserError(`Webhook URL is not the address of an automation. ${HELP}`);
	const base = new URL(baseUrlOf(credentials)).host;
	if (host !== undefined && host.toLowerCase() !== base) throw new UserError(`Webhook URL is not at ${base}. ${HELP}`);
	return id;
}

/** What to do when Heymarket does not accept the key. */
const keyAdvice = 'Check that the API Key is the one of this automation, which Heymarket shows beside the Webhook URL. Every automation has a key of its own.';

/** The automations of Heymarket that begin with a webhook: another host, and a key for each of them (providers/heymarket.md section 11.1). */
export const heymarketAutomation: Provider = {
	name: 'Heymarket',
	credential: 'heymarketAutomationApi',
	baseUrl: 'https://triggers.heymarket.com',
	// None is documented; the limit of 500 a minute is that of the API.
	limits: [],
	account: ({ apiKey }) => String(apiKey),
	unwrap: (body) => body,
	ids: (credentials) => ({ automation: automationIdOf(credentials) }),
	checkCredentials(credentials) {
		secretText(credentials.apiKey, 'API Key');
		automationIdOf(credentials);
	},
	advice: {
		401: keyAdvice,
		403: keyAdvice,
		404: 'Check that the automation still exists in Heymarket and is switched on, and that the Webhook URL of the credential is its own.',
	},
};
