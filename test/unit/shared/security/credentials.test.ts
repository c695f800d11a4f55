import { withoutSecrets } from '../../../../nodes/shared/security/credentials';

describe('texts that are hidden in a provider’s words', () => {
	test('every field of the credential that may be a key, also if it was pasted with blanks', () => {
		const credentials = { secretId: 'demo-secret-id', secretKey: ' demo-secret-key\n', teamApiKey: 'demo-team-key' };
		expect(withoutSecrets('demo-secret-id, demo-secret-key and demo-team-key are unknown', credentials)).toBe('***, *** and *** are unknown');
	});

	test('a signed token', () => {
		expect(withoutSecrets('token eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl is too old', {})).toBe('token *** is too old');
	});

	test('nothing else: Allowed Recipients and Base URL are no secrets', () => {
		const credentials = { allowedRecipients: '+14155550123', baseUrl: 'https://api.example.com', apiKey: 'a-key-of-some-length' };
		for (const words of ['+14155550123 is a landline', 'There is no https://api.example.com/v1/things']) {
			expect(withoutSecrets(words, credentials)).toBe(words);
		}
	});

	test('no short field, since it could be an ordinary word', () => {
		expect(withoutSecrets('The apiSecret is unknown', { authentication: 'apiSecret' })).toBe('The apiSecret is unknown');
	});
});
