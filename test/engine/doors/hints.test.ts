import type { IDataObject, IRun } from 'n8n-workflow';
import { run } from '../engine';
import { oneNode, useSandbox } from '../sandboxed';
import { accepted, endOf, text, texts } from '../sends';

const sandbox = useSandbox();

/** The hints of the node's last run. */
function hintsOf({ data }: IRun): string[] {
	return (data.resultData.runData.Node.at(-1)?.hints ?? []).map(({ message }) => message);
}

const send = async (parameters: IDataObject, items: IDataObject[], settings: IDataObject = {}, credential: IDataObject = {}) =>
	await run(oneNode(sandbox(), 'heymarket', { ...text, ...parameters }, { items, settings, credential }));

describe('n8n shows a hint', () => {
	it('that a preview sent nothing', async () => {
		const execution = await send({ previewOnly: true }, texts(3));
		expect(hintsOf(execution)).toEqual(['Preview only: nothing was sent.']);
		expect(accepted(sandbox())).toEqual([]);
	});

	it('which items were only previewed, beside those that were sent', async () => {
		const items = texts(4).map((item, index) => ({ ...item, isTrial: index > 1 }));
		const execution = await send({ previewOnly: '={{ $json.isTrial }}' }, items);
		expect(hintsOf(execution)).toEqual(['Preview only, and not sent: items 2-3.']);
		expect(accepted(sandbox())).toEqual(['Text 0', 'Text 1']);
	});

	it('of the wait for a limit, if it was longer than 10 s', async () => {
		const throttle = { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 11_000 } as const;
		sandbox().faults.add({ provider: 'heymarket', match: { bodyIncludes: 'Text 1' }, fault: throttle });
		const execution = await send({ delivery: { maxParallelRequests: 1 } }, texts(2));
		expect(endOf(execution)).toBeUndefined();
		const [hint, ...others] = hintsOf(execution);
		expect(others).toEqual([]);
		expect(hint).toMatch(/Waited 1[1-4] s/i);
		expect(hint).toMatch(/limit/);
	}, 40_000);

	it('that the run stopped early, with the items that were not sent', async () => {
		sandbox().faults.add({
			provider: 'heymarket',
			match: { bodyIncludes: 'Text 1' },
			times: 'always',
			fault: { type: 'throttle', style: 'retryAfterSeconds', milliseconds: 3_600_000 },
		});
		const { secondSecretId, secondSecretKey } = sandbox().credentials.heymarket;
		const account = { secretId: secondSecretId, secretKey: secondSecretKey };
		const execution = await send({ delivery: { maxParallelRequests: 1 } }, texts(4), { onError: 'continueErrorOutput' }, account);
		expect(accepted(sandbox())).toEqual(['Text 0']);
		expect(hintsOf(execution)).toEqual([expect.stringMatching(/items? 1-3|3 items/) as string]);
	});

	it('only if there is something to say', async () => {
		expect(hintsOf(await send({}, texts(3)))).toEqual([]);
	});
});
