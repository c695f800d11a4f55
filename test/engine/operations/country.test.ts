import type { IDataObject } from 'n8n-workflow';
import { byId, type NodeName } from '../sandboxed';
import { useOperations } from './support';

/*
 * A number that is written without its country code is of the Country below it, or else of the credential's Default Country.
 * Nobody's country is guessed: a number of Austria would reach somebody in Germany.
 */

/** Of a possible length in Germany and in Austria. */
const WRITTEN = '0660 1234567';
const austrian = '436601234567';
const german = '496601234567';

/** An operation that takes a number, and where its request has it. */
interface Taking {
	operation: string;
	label: string;
	parameters: IDataObject;
	numbers: (request: { body: IDataObject; query: IDataObject }) => unknown;
}

const text = { inbox: byId(11), sendAs: byId(101), text: 'Hello' };

const taking: Partial<Record<NodeName, Taking[]>> = {
	heymarket: [
		{
			operation: 'message.send',
			label: 'Phone Number',
			parameters: { ...text, phoneNumber: WRITTEN },
			numbers: ({ body }) => body.phone_number,
		},
		{
			operation: 'message.send',
			label: 'Phone Numbers',
			parameters: { ...text, sendTo: 'group', phoneNumbers: `${WRITTEN}, +1 415 555 0134` },
			numbers: ({ body }) => (body.targets as string[])[0],
		},
		{
			operation: 'message.getMany',
			label: 'Phone Number',
			parameters: { inbox: byId(11), phoneNumber: WRITTEN },
			numbers: ({ query }) => query.phoneNumber,
		},
	],
	whippy: [
		{
			operation: 'sms.send',
			label: 'To Phone Number',
			parameters: { phoneChannel: byId('+14155550110'), phoneNumber: WRITTEN, text: 'Hello' },
			numbers: ({ body }) => String(body.to).replace('+', ''),
		},
	],
};

describe.each(Object.keys(taking) as NodeName[])('%s', (node) => {
	const { rows, route, refusal, seen } = useOperations(node);
	const doors = { 'as a node': rows, 'through RoutingNode': route };
	const cases = (Object.keys(doors) as Array<keyof typeof doors>).flatMap((door) =>
		taking[node]!.map((one): [string, keyof typeof doors, Taking] => [`${one.operation}, ${one.label}`, door, one]),
	);

	const sentTo = async (door: keyof typeof doors, { operation, parameters, numbers }: Taking, more: IDataObject, credential?: IDataObject) => {
		const before = seen().length;
		await doors[door](operation, { ...parameters, ...more }, { credential });
		const [request, ...others] = seen().slice(before);
		expect(others).toEqual([]);
		return numbers(request as never);
	};

	test.each(cases)('%s: Country, %s', async (_name, door, one) => {
		expect(await sentTo(door, one, { country: byId('AT') })).toBe(austrian);
		expect(await sentTo(door, one, { country: { __rl: true, mode: 'list', value: 'DE', cachedResultName: 'Germany' } })).toBe(german);
		expect(await sentTo(door, one, { country: byId('={{ "a" + "t" }}') })).toBe(austrian);
	});

	test.each(cases)('%s: the credential’s Default Country, and Country before it, %s', async (_name, door, one) => {
		const credential = { defaultCountry: 'DE' };
		expect(await sentTo(door, one, {}, credential)).toBe(german);
		expect(await sentTo(door, one, { country: { __rl: true, mode: 'list', value: '' } }, credential)).toBe(german);
		expect(await sentTo(door, one, { country: byId('AT') }, credential)).toBe(austrian);
	});

	test.each(taking[node]!)('$operation, $label: refused where nobody chose a country, or one that there is not', async ({ operation, label, parameters }) => {
		const missing = await refusal(operation, parameters);
		expect(missing.message).toBe(`${label}: "${WRITTEN}" needs a country [item 0]`);
		expect(missing.description).toContain('Write the country code (+1 ...), or choose a Country below the number.');
		for (const credential of [{}, { defaultCountry: 'DE' }]) {
			const unknown = await refusal(operation, { ...parameters, country: byId('Atlantis') }, { credential });
			expect(`${unknown.message} ${unknown.description}`).toContain('Country: "Atlantis" is not a country');
		}
	});
});

describe('numbers in a form without a Country', () => {
	const { rows, seen, refusal } = useOperations('whippy');
	const number = '(415) 555-0111';
	const email = { emailChannel: byId('00000001-0000-4000-8000-000000000003'), to: 'anna@example.com', text: 'Hello', additionalFields: { optInTo: number } };
	const filtered = { filters: { contactPhone: number } };

	test('are of the credential’s Default Country', async () => {
		const credential = { defaultCountry: 'US' };
		await rows('email.send', email, { credential });
		await rows('conversation.getMany', filtered, { credential });
		expect(seen()[0].body).toMatchObject({ opt_in_to: [{ phone: '+14155550111' }] });
		expect(seen()[1].query).toMatchObject({ 'contacts[][phone]': ['+14155550111'] });
	});

	test('are refused where it is not set', async () => {
		for (const [operation, parameters] of [['email.send', email], ['conversation.getMany', filtered]] as const) {
			expect((await refusal(operation, parameters)).description).toContain('or choose a Default Country in the credential.');
		}
	});
});
