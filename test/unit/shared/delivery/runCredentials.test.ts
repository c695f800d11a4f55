import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Run } from '../../../../nodes/shared/delivery/run';
import { senderOf } from '../../../../nodes/shared/delivery/runCredentials';
import { provider } from '../support';

const good = { baseUrl: 'https://api.example.com', apiKey: 'key', allowedRecipients: '*@example.com' };

/** What a run of some items gets, where its credential is this for each of them. */
async function senderFor(credentialOf: (index: number) => ICredentialDataDecryptedObject, { count = 1, checkCredentials = () => {} } = {}) {
	const read: number[] = [];
	const getCredentials = async (_type: string, index = -1) => {
		read.push(index);
		return credentialOf(index);
	};
	const made = await senderOf({ provider: provider({ checkCredentials }), context: { getCredentials }, count } as unknown as Run);
	return { made, read };
}

test('the credential is read once for a run of one item', async () => {
	const { made, read } = await senderFor(() => good);
	expect(made).toMatchObject({ good: { credentials: good } });
	expect(read).toEqual([0]);
});

test('it is read for the last item too, where there are several', async () => {
	const { made, read } = await senderFor(() => ({ ...good }), { count: 5 });
	expect('good' in made).toBe(true);
	expect(read).toEqual([0, 4]);
});

test('what its expressions give is kept', async () => {
	let times = 0;
	const { made } = await senderFor(() => Object.defineProperty({ ...good }, 'apiKey', { enumerable: true, get: () => `key ${(times += 1)}` }));
	expect('good' in made && made.good.credentials.apiKey).toBe('key 1');
	expect('good' in made && made.good.credentials.apiKey).toBe('key 1');
});

test('one that is another for the last item is refused, since messages would leave from the wrong account', async () => {
	const { made } = await senderFor((index) => ({ ...good, apiKey: `key ${index}` }), { count: 2 });
	expect(made).toEqual({
		failure: {
			code: 'invalid_credential',
			outcome: 'not_sent',
			message: 'The credential is not the same for all items',
			advice: 'Its expressions give other values for the last item than for the first. Split the items by credential, a node for each.',
		},
	});
});

test('one that has a bad field is refused: one that all credentials have, or one of the provider’s', async () => {
	const advice = 'Open the credential and correct it.';
	const refused = { code: 'invalid_credential', outcome: 'not_sent', advice };
	const common = await senderFor(() => ({ ...good, allowedRecipients: undefined as never }));
	expect(common.made).toEqual({ failure: { ...refused, message: 'Allowed Recipients is not text. If it is an expression, see that it gives a value.' } });
	const own = await senderFor(() => good, {
		checkCredentials() {
			throw new Error('API Key is empty');
		},
	});
	expect(own.made).toEqual({ failure: { ...refused, message: 'API Key is empty' } });
});
