import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult, INodeType } from 'n8n-workflow';
import { checkCommonFields } from '../../shared/security/credentials';
import { heymarketAutomation } from '../automation/provider';

/** How the credentials are tested that n8n can't test by a request. */
export const credentialTest = {
	/** Heymarket has no request that tests the key of an automation without running it. */
	async checkAutomation(this: ICredentialTestFunctions, { data = {} }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
		try {
			checkCommonFields(data);
			await heymarketAutomation.checkCredentials(data);
			return { status: 'OK', message: 'It is filled in. Whether the key fits is seen when the automation runs: Heymarket has no other test.' };
		} catch (refusal) {
			return { status: 'Error', message: (refusal as Error).message };
		}
	},
} satisfies NonNullable<INodeType['methods']>['credentialTest'];
