import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { checkCommonFields } from '../security/credentials';
import { Sender } from '../transport/exchange';
import type { Failure, Checked } from '../transport/failure';
import type { Run } from './run';

/** The credential, read for the first item and for the last: by an expression it may be another for each of them. */
export async function senderOf({ provider, context, count }: Run): Promise<Checked<Sender>> {
	try {
		const credentials = { ...(await context.getCredentials(provider.credential, 0)) };
		checkCommonFields(credentials);
		await provider.checkCredentials(credentials);
		if (count > 1 && !isSame(credentials, await context.getCredentials(provider.credential, count - 1))) {
			return {
				failure: invalidCredential(
					'The credential is not the same for all items',
					'Its expressions give other values for the last item than for the first. Split the items by credential, a node for each.',
				),
			};
		}
		return { good: new Sender(provider, context, credentials) };
	} catch (thrown) {
		return { failure: invalidCredential(thrown instanceof Error ? thrown.message : String(thrown), 'Open the credential and correct it.') };
	}
}

function isSame(one: ICredentialDataDecryptedObject, other: ICredentialDataDecryptedObject): boolean {
	return JSON.stringify(one) === JSON.stringify({ ...other });
}

function invalidCredential(message: string, advice: string): Failure {
	return { code: 'invalid_credential', outcome: 'not_sent', message, advice };
}
