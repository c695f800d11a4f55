import type { IDataObject } from 'n8n-workflow';
import { byId } from '../sandboxed';
import { useOperations } from './support';

const { rows, refusal, seen } = useOperations('heymarket');

const message = { inbox: byId(11), sendAs: byId(101), phoneNumber: '+14155550134', text: 'Hi' };
const withDelivery = (delivery: IDataObject) => ({ ...message, delivery });

test.each([true, '={{ true }}', '={{ "true" }}'])('Preview Only by %j sends nothing', async (previewOnly) => {
	expect(await rows('sendMessage', withDelivery({ previewOnly }))).toEqual([
		{
			preview: true,
			request: {
				method: 'POST',
				url: '/v1/message/send',
				query: {},
				body: { inbox_id: 11, creator_id: 101, phone_number: '14155550134', text: 'Hi' },
			},
			recipients: ['14155550134'],
			sms: { encoding: 'GSM-7', characters: 2, segments: 1 },
		},
	]);
	expect(seen()).toEqual([]);
});

test('a preview of a list send says that the Local ID is made on sending', async () => {
	const [{ request }] = await rows('sendToList', { inbox: byId(11), sendAs: byId(101), list: byId(401), text: 'Sale', previewOnly: true });
	expect(request).toMatchObject({ body: { list_id: 401, local_id: 'made on sending' } });
	expect(seen()).toEqual([]);
});

test.each<[IDataObject, string]>([
	[{ previewOnly: '={{ $json.missing.value }}' }, 'Preview Only: is empty'],
	[{ previewOnly: '={{ "yes" }}' }, 'Preview Only: "yes" is neither true nor false'],
	[{ ifUnclear: '={{ "again" }}' }, 'If the Outcome Is Unknown: "again" is not one of the choices'],
	[{ maxSegments: '={{ "few" }}' }, 'Maximum SMS Segments: "few" is not a whole number of 1 or more'],
	[{ maxWaitSeconds: '={{ -1 }}' }, 'Max Wait for a Free Slot: -1 is not a number of 0 or more'],
	[{ maxParallelRequests: '={{ 0 }}' }, 'Requests at Once: 0 is not a whole number of 1 or more'],
	[{ includeDetails: '={{ 1 }}' }, 'Include Delivery Details: 1 is neither true nor false'],
])('%j is refused: an option that a person relies on is not ignored', async (delivery, sentence) => {
	expect((await refusal('sendMessage', withDelivery(delivery))).message).toBe(`${sentence} [item 0]`);
});
