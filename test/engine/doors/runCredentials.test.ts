import type { IDataObject } from 'n8n-workflow';
import { run, type Scenario } from '../engine';
import { oneNode, useSandbox } from '../sandboxed';
import { accepted, endOf, failures, requested, text, texts } from '../sends';

const sandbox = useSandbox();

/** A scenario, and how often its credential was read. Each time, a real n8n would read and decrypt it. */
function counted(items: IDataObject[], credential: IDataObject = {}, settings: IDataObject = {}) {
	const reads = { times: 0 };
	const scenario: Scenario = {
		...oneNode(sandbox(), 'heymarket', text, { items, credential, settings }),
		onCredentialRead: () => {
			reads.times += 1;
		},
	};
	return { scenario, reads };
}

describe('the credential', () => {
	it('is read for the run, not for each item', async () => {
		const { scenario, reads } = counted(texts(200));
		expect(endOf(await run(scenario))).toBeUndefined();
		expect(accepted(sandbox())).toHaveLength(200);
		expect(reads.times).toBeGreaterThan(0);
		expect(reads.times).toBeLessThanOrEqual(5);
	});

	it('is read again after a 401, since somebody may have changed it', async () => {
		const { scenario, reads } = counted(texts(40));
		const { heymarketJwtApi } = scenario.credentials;
		const { secretKey, secondSecretId, secondSecretKey } = sandbox().credentials.heymarket;
		heymarketJwtApi.secretKey = `${secretKey}-of-last-week`;
		let readsAtTheRefusal = 0;
		const { onCredentialRead } = scenario;
		scenario.onCredentialRead = (type) => {
			void onCredentialRead?.(type);
			if (requested(sandbox()).length === 0) return;
			readsAtTheRefusal += 1;
			Object.assign(heymarketJwtApi, { secretId: secondSecretId, secretKey: secondSecretKey });
		};
		expect(endOf(await run(scenario))).toBeUndefined();
		expect(accepted(sandbox())).toHaveLength(40);
		expect(readsAtTheRefusal).toBeGreaterThan(0);
		// Requests that were under way together may each be refused once. Later ones use the new credential.
		expect(reads.times).toBeLessThanOrEqual(5 + 10);
	});

	const byItem = { secretId: '={{ $json.account }}' };
	const accounts = (...names: string[]) => texts(names.length).map((item, index) => ({ ...item, account: names[index] }));

	it('may have an expression that gives the same for all items', async () => {
		const { secretId } = sandbox().credentials.heymarket;
		const { scenario } = counted(accounts(secretId, secretId, secretId), byItem);
		expect(endOf(await run(scenario))).toBeUndefined();
		expect(accepted(sandbox())).toHaveLength(3);
	});

	it('is refused if it differs between the first and the last item, since messages would be sent from the wrong account', async () => {
		const { secretId, secondSecretId } = sandbox().credentials.heymarket;
		const { scenario } = counted(accounts(secretId, secretId, secondSecretId), byItem);
		const end = endOf(await run(scenario));
		expect(`${end?.message} ${end?.description}`).toMatch(/credential/i);
		expect(`${end?.message} ${end?.description}`).toMatch(/differ|not the same|each item|for all items/i);
		expect(requested(sandbox())).toEqual([]);
	});

	it('fails every item under Continue if it differs, and nothing is sent', async () => {
		const { secretId, secondSecretId } = sandbox().credentials.heymarket;
		const { scenario } = counted(accounts(secretId, secondSecretId), byItem, { onError: 'continueErrorOutput' });
		const execution = await run(scenario);
		expect(endOf(execution)).toBeUndefined();
		const refused = expect.objectContaining({ code: 'invalid_credential', outcome: 'not_sent' }) as object;
		expect(failures(execution)).toEqual({ 0: refused, 1: refused });
		expect(requested(sandbox())).toEqual([]);
	});
});
