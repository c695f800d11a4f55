import { checkCommonFields, withoutSecrets } from '../../../../nodes/shared/security/credentials';

describe('texts that are hidden in a provider’s words', () => {
	test('every field of the credential that may be a key, also if it was pasted with blanks', () => {
		const credentials = { secretId: 'demo-secret-id', secretKey: ' demo-secret-key\n', teamApiKey: 'demo-team-key' };
		expect(withoutSecrets('demo-secret-id, demo-secret-key and demo-team-key are unknown', credentials)).toBe('***, *** and *** are unknown');
	});

	test('a key that was pasted with the word Bearer', () => {
		expect(withoutSecrets('demo-secret-key is unknown', { apiKey: 'Bearer demo-secret-key' })).toBe('*** is unknown');
	});

	test('each time they stand there', () => {
		expect(withoutSecrets('demo-secret-id is not demo-secret-id', { secretId: 'demo-secret-id' })).toBe('*** is not ***');
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

describe('the fields that all credentials have', () => {
	const filled = { baseUrl: 'https://api.example.com', allowedRecipients: '*@example.com', defaultCountry: 'US', apiKey: 'a key' };

	test.each([
		filled,
		{ ...filled, defaultCountry: '' },
		{ ...filled, defaultCountry: 'us' },
		{ ...filled, allowedRecipients: '' },
		// An older version of this package had fewer of them.
		{ baseUrl: 'https://api.example.com' },
		// What the others hold is the provider's to judge.
		{ ...filled, apiKey: undefined as never },
	])('%j are good', (credentials) => {
		expect(() => checkCommonFields(credentials)).not.toThrow();
	});

	test.each([
		['Base URL', { baseUrl: undefined }],
		['Base URL', { baseUrl: 5 }],
		['Allowed Recipients', { allowedRecipients: undefined }],
		['Allowed Recipients', { allowedRecipients: null }],
		['Allowed Recipients', { allowedRecipients: ['*@example.com'] }],
		['Default Country', { defaultCountry: undefined }],
		['Default Country', { defaultCountry: { code: 'US' } }],
	])('%s that an expression gives as %j is refused', (label, changed) => {
		expect(() => checkCommonFields({ ...filled, ...changed } as never)).toThrow(`${label} is not text. If it is an expression, see that it gives a value.`);
	});

	test('one that is not there is refused', () => {
		expect(() => checkCommonFields({ apiKey: filled.apiKey })).toThrow('Base URL is not text.');
	});

	test('a Default Country that is none is refused', () => {
		expect(() => checkCommonFields({ ...filled, defaultCountry: 'Utopia' })).toThrow('Default Country: "Utopia" is not a country. Choose one from the list, or give its code of two letters, such as US.');
	});
});
