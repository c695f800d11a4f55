import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';
import { HeymarketAutomationApi } from '../../../credentials/HeymarketAutomationApi.credentials';
import { credentialTest } from '../../../nodes/Heymarket/methods/credentialTest';

const good = { webhookUrl: 'https://triggers.heymarket.com/automations/8d5c0f6a', apiKey: 'automation-key', baseUrl: 'https://triggers.heymarket.com', allowedRecipients: '' };

const tested = async (data?: ICredentialDataDecryptedObject) =>
	await credentialTest.checkAutomation.call({} as ICredentialTestFunctions, { id: '1', name: 'Automation', type: 'heymarketAutomationApi', data });

test('a credential that is filled in passes, and says what was not tested', async () => {
	expect(await tested(good)).toEqual({ status: 'OK', message: expect.stringContaining('Heymarket has no other test') });
});

test.each([
	['nothing', undefined, 'Base URL is not text'],
	['no key', { ...good, apiKey: '' }, 'API Key is empty'],
	['an address elsewhere', { ...good, webhookUrl: 'https://elsewhere.example/automations/8d5c0f6a' }, 'Webhook URL is not at triggers.heymarket.com'],
	['Allowed Recipients that are no text', { ...good, allowedRecipients: null as never }, 'Allowed Recipients is not text'],
])('a credential with %s doesn’t', async (_, data, message) => {
	expect(await tested(data as ICredentialDataDecryptedObject | undefined)).toEqual({ status: 'Error', message: expect.stringContaining(message) });
});

test('a request carries the key, to Heymarket only', async () => {
	const type = new HeymarketAutomationApi();
	const request = { baseURL: good.baseUrl, url: '/automations/8d5c0f6a', method: 'POST' as const };
	expect((await type.authenticate(good, request)).headers).toEqual({ Authorization: 'Bearer automation-key' });
	await expect(type.authenticate(good, { ...request, baseURL: 'https://elsewhere.example' })).rejects.toThrow('for https://triggers.heymarket.com only');
});
