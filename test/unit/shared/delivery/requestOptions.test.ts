import type { IDataObject } from 'n8n-workflow';
import { settingsOf, spacingOf } from '../../../../nodes/shared/delivery/requestOptions';
import { itemForm } from '../support';

const formOf = (requestOptions?: IDataObject) => itemForm({ requestOptions });

describe('the settings of a request', () => {
	const proxied = (proxy: string) => settingsOf(formOf({ proxy }));

	test.each<[IDataObject | undefined, object]>([
		[undefined, {}],
		[{}, {}],
		[{ allowUnauthorizedCerts: true }, { skipSslCertificateValidation: true }],
		[{ allowUnauthorizedCerts: false }, {}],
		[{ timeout: 5_000 }, { timeout: 5_000 }],
	])('of %j', (options, settings) => {
		expect(settingsOf(formOf(options))).toEqual({ good: settings });
	});

	test.each([
		['http://proxy.example:3128', { host: 'proxy.example', port: 3128, protocol: 'http' }],
		// URL() drops a port that is the default of its scheme.
		['https://proxy.example:443/', { host: 'proxy.example', port: 443, protocol: 'https' }],
		['http://me:p%40ss@proxy.example:3128', { host: 'proxy.example', port: 3128, protocol: 'http', auth: { username: 'me', password: 'p@ss' } }],
	])('of the proxy %s', (written, proxy) => {
		expect(proxied(written)).toEqual({ good: { proxy } });
	});

	test.each(['proxy.example:3128', 'socks5://proxy.example:1080', 'http://proxy.example', 'http://me:secret@proxy.example'])(
		'the proxy %s is refused; the message doesn’t repeat it, as it may have a password',
		(written) => {
			const refused = proxied(written);
			expect(refused).toMatchObject({ failure: { code: 'invalid_input', message: expect.stringMatching(/^Proxy: /) as string } });
			expect(JSON.stringify(refused)).not.toContain('proxy.example');
		},
	);

	test.each<[IDataObject, string]>([
		[{ timeout: 'soon' }, 'Timeout: "soon" is not a whole number of 1 or more'],
		[{ timeout: 0 }, 'Timeout: 0 is not a whole number of 1 or more'],
		[{ batching: { batch: { batchSize: 'many' } } }, 'Items per Batch: "many" is not a whole number of -1 or more'],
		[{ batching: 'slowly' }, 'Batching: is "slowly", not a set of fields'],
		[{ batching: { batch: 'slowly' } }, 'Batching: is "slowly", not a set of fields'],
		[{ batching: { batch: { batchInterval: -1 } } }, 'Batch Interval (ms): -1 is not a whole number of 0 or more'],
	])('of %j can’t be understood, which is told of the item', (options, message) => {
		expect(settingsOf(formOf(options))).toMatchObject({ failure: { code: 'invalid_input', outcome: 'not_sent', message } });
	});
});

describe('Batching', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: 1_000_000 });
	});
	afterEach(() => {
		jest.useRealTimers();
	});

	const INTERVAL_MS = 400;

	/** When each of `count` requests may start, as a number of intervals after the first. */
	async function starts(batch: IDataObject | undefined, count: number): Promise<number[]> {
		const spacing = spacingOf(batch && { batch });
		const began = Date.now();
		const all = Array.from({ length: count }, async () => {
			await spacing.turn(undefined);
			return (Date.now() - began) / INTERVAL_MS;
		});
		await jest.advanceTimersByTimeAsync(count * INTERVAL_MS);
		return await Promise.all(all);
	}

	test.each<[string, IDataObject | undefined, number[]]>([
		['is not set', undefined, [0, 0, 0, 0]],
		['has groups of two', { batchSize: 2, batchInterval: INTERVAL_MS }, [0, 0, 1, 1]],
		['has groups of one', { batchSize: 1, batchInterval: INTERVAL_MS }, [0, 1, 2, 3]],
		['has groups of none, which n8n takes for one', { batchSize: 0, batchInterval: INTERVAL_MS }, [0, 1, 2, 3]],
		['has its groups switched off', { batchSize: -1, batchInterval: INTERVAL_MS }, [0, 0, 0, 0]],
		['has no interval', { batchSize: 1, batchInterval: 0 }, [0, 0, 0, 0]],
		['has an interval only: n8n’s groups are of fifty', { batchInterval: INTERVAL_MS }, [...Array.from({ length: 50 }, () => 0), 1]],
	])('%s', async (_case, batch, expected) => {
		expect(await starts(batch, expected.length)).toEqual(expected);
	});

	test('a cancel ends the wait for the next group, and no request of it starts', async () => {
		const spacing = spacingOf({ batch: { batchSize: 1, batchInterval: 20_000 } });
		const canceling = new AbortController();
		expect(await spacing.turn(canceling.signal)).toBe(true);
		const ended = jest.fn();
		void spacing.turn(canceling.signal).then(ended);
		await jest.advanceTimersByTimeAsync(1_000);
		expect(ended).not.toHaveBeenCalled();
		canceling.abort();
		await jest.advanceTimersByTimeAsync(1_000);
		expect(ended).toHaveBeenCalledWith(false);
	});
});
