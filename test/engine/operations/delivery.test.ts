import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, refusal, seen } = useOperations('heymarket');

const message = { inbox: byId(11), sendAs: byId(101), phoneNumber: '+14155550134', text: 'Hi' };

test.each([true, '={{ true }}'])('Preview Only by %j sends nothing', async (previewOnly) => {
	expect(await rows('message.send', { ...message, previewOnly })).toEqual([
		{
			to: '14155550134',
			text: 'Hi',
			segments: 1,
			status: 'preview',
			request: {
				method: 'POST',
				url: '/v1/message/send',
				query: {},
				body: { inbox_id: 11, creator_id: 101, phone_number: '14155550134', text: 'Hi' },
			},
		},
	]);
	expect(seen()).toEqual([]);
});

test('a preview of a list tells that the Local ID is made when it is sent', async () => {
	const [{ request }] = await rows('message.sendToList', { inbox: byId(11), sendAs: byId(101), list: byId(401), text: 'Sale', previewOnly: true });
	expect(request).toMatchObject({ body: { list_id: 401, local_id: 'made on sending' } });
	expect(seen()).toEqual([]);
});

test.each<[IDataObject, string]>([
	[{ previewOnly: '={{ $json.missing.value }}' }, 'Preview Only: its expression gives nothing for this item'],
	[{ previewOnly: '={{ "true" }}' }, 'Preview Only: "true" is neither true nor false'],
	[{ previewOnly: 'true' }, 'Preview Only: "true" is neither true nor false'],
	[{ previewOnly: '={{ "yes" }}' }, 'Preview Only: "yes" is neither true nor false'],
	[{ delivery: { ifUnclear: '={{ "again" }}' } }, 'If It Is Unclear Whether It Was Sent: "again" is not one of the choices'],
	[{ delivery: { maxSegments: '={{ "few" }}' } }, 'Max SMS Segments: "few" is not a whole number of 1 or more'],
	[{ delivery: { maxWaitSeconds: '={{ -1 }}' } }, 'Max Wait for Rate Limit (Seconds): -1 is not a number of 0 or more'],
	[{ delivery: { maxParallelRequests: '={{ 0 }}' } }, 'Max Parallel Requests: 0 is not a whole number of 1 or more'],
	[{ delivery: { includeDetails: '={{ 1 }}' } }, 'Include Tries and Request ID: 1 is neither true nor false'],
])('%j is refused: what a person relies on is not passed over', async (changed, sentence) => {
	expect((await refusal('message.send', { ...message, ...changed })).message).toBe(`${sentence} [item 0]`);
});
