import type { IDataObject } from 'n8n-workflow';
import { outputOf, rowsOf, run } from './engine';
import { byId, oneNode, useSandbox } from './sandboxed';
import { accepted, endOf, failures, listText, mail, requested, text, texts } from './sends';

const sandbox = useSandbox();

describe('one bad item among good ones', () => {
	const items = texts(50);
	items[40] = { to: 'nobody', text: 'Text 40' };

	it('stops everything, so nothing is sent', async () => {
		const end = endOf(await run(oneNode(sandbox(), 'heymarket', text, { items })));
		expect(end).toEqual({
			message: expect.stringMatching(/^Phone Number: "nobody" .+ \[item 40\]$/) as string,
			description: expect.stringMatching(/^Nothing was sent\. /) as string,
			item: 40,
		});
		expect(requested(sandbox())).toEqual([]);
	});

	it('is the only one that is not sent under Continue', async () => {
		const scenario = oneNode(sandbox(), 'heymarket', text, { items, settings: { onError: 'continueErrorOutput' } });
		const execution = await run(scenario);
		expect(accepted(sandbox()).sort()).toEqual(texts(50).map((item) => item.text).filter((words) => words !== 'Text 40').sort());
		expect(outputOf(execution, 'Node').map(({ length }) => length)).toEqual([49, 1]);
		expect(failures(execution)).toEqual({
			40: expect.objectContaining({ code: 'invalid_input', outcome: 'not_sent', provider: 'Heymarket' }) as object,
		});
		// n8n adds the item's own fields only if `error` is the only key of the output.
		expect(outputOf(execution, 'Node')[1][0].json.to).toBe('nobody');
	});

	it('is reported with everything that is wrong with it', async () => {
		const parameters = { ...text, inbox: byId('Sales'), sendAs: byId('={{ $json.nothing }}') };
		const end = endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items: [{ to: 'nobody', text: 'Hello' }] })));
		const told = `${end?.message} ${end?.description}`;
		for (const label of ['Inbox: ', 'Send As: ', 'Phone Number: ']) expect(told).toContain(label);
		expect(requested(sandbox())).toEqual([]);
	});
});

describe('an expression as resource or operation', () => {
	const chosen = { resource: 'message', operation: 'send' };

	it.each(['={{ "send" }}', '={{ $json.operation }}'])('Operation by expression, %s, is refused by that name', async (operation) => {
		const items = [{ ...texts(1)[0], ...chosen }];
		const end = endOf(await run(oneNode(sandbox(), 'heymarket', { ...text, operation }, { items })));
		expect(end?.message).toContain('Operation: ');
		expect(requested(sandbox())).toEqual([]);
	});

	it.each(['={{ "message" }}', '={{ $json.resource }}'])('with the resource %s, nothing is sent', async (resource) => {
		const items = [{ ...texts(1)[0], ...chosen }];
		const execution = await run(oneNode(sandbox(), 'heymarket', { ...text, resource }, { items }));
		expect(endOf(execution)).toBeDefined();
		expect(requested(sandbox())).toEqual([]);
	});
});

describe('a text that nobody means to send', () => {
	const sms = { resource: 'sms', operation: 'send', phoneChannel: byId('+14155550110'), phoneNumber: '+14155550123', text: '={{ $json.text }}' };
	const unmeant: Array<[string, string, string]> = [
		['Hi {{ $json.name }}', 'contains "{{ $json.name }}" as it stands', 'The expression gives these braces. If somebody wrote them, take them out in the expression: .replaceAll("{{", "{").'],
		['Hi [object Object]', 'contains "[object Object]"', 'The expression gives an object there. Choose one of the object’s fields in the expression.'],
		['Hi \ud83d', 'contains half an emoji', 'The text was cut within a character.'],
	];

	it('an expression in fixed mode is refused with what to switch', async () => {
		const execution = await run(oneNode(sandbox(), 'heymarket', { ...text, phoneNumber: '+1 415 555 0123', text: 'Hi {{ $json.name }}' }));
		expect(endOf(execution)).toMatchObject({
			message: 'Text: contains "{{ $json.name }}" as it stands [item 0]',
			description: expect.stringContaining('Switch the field to Expression.') as string,
		});
		expect(requested(sandbox())).toEqual([]);
	});

	it.each(unmeant)('%j is refused with the name of the field, before anything is sent', async (words, message, advice) => {
		const mailed = { ...mail(sandbox()), to: 'anna@example.com', subject: '={{ $json.text }}' };
		const commented = { ...text, operation: 'addPrivateComment', conversation: byId(2001), text: '={{ $json.text }}' };
		for (const [node, parameters, label] of [
			['heymarket', { ...text, phoneNumber: '+1 415 555 0123' }, 'Text'],
			['heymarket', listText, 'Text'],
			['heymarket', commented, 'Text'],
			['whippy', sms, 'Text'],
			['sendook', mailed, 'Subject'],
			['sendook', { ...mailed, subject: 'S', text: '={{ $json.text }}' }, 'Text'],
			['sendook', { ...mailed, subject: 'S', emailFormat: 'html', html: '={{ $json.text }}' }, 'HTML'],
			['sendook', { ...mailed, subject: 'S', to: '={{ $json.text }}' }, 'To Email'],
		] as const) {
			const end = endOf(await run(oneNode(sandbox(), node, parameters, { items: [{ text: 'Hello' }, { text: words }] })));
			// The good item has no address in To Email.
			const item = label === 'To Email' ? 0 : 1;
			if (item === 1) expect(end).toMatchObject({ message: `${label}: ${message} [item 1]`, item });
			else expect(end?.message).toMatch(/^To Email: /);
			expect(end?.description).toContain(label === 'To Email' ? 'Nothing was sent. ' : `Nothing was sent. ${advice}`);
		}
		expect(requested(sandbox())).toEqual([]);
	});

	it('merge tokens of a provider are sent as they are', async () => {
		const items = [{ to: '+1 415 555 0123', text: 'Hi {{first_name}}' }];
		expect(endOf(await run(oneNode(sandbox(), 'heymarket', text, { items })))).toBeUndefined();
		expect(accepted(sandbox())).toEqual(['Hi {{first_name}}']);
	});

	it.each(['4155552001,5552002', '+49151123456780170', '4155552001~5', '415 555 2001 - 0#', '4.155552001E+9'])(
		'%s is refused, since no digit may be dropped or added',
		async (to) => {
			const parameters = { ...text, country: 'US' };
			const end = endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items: [{ to: '4155552003', text: 'Hello' }, { to, text: 'Hello' }] })));
			expect(end?.message).toMatch(/^Phone Number: ".*" .* \[item 1\]$/);
			expect(requested(sandbox())).toEqual([]);
		},
	);

	it('a number of a spreadsheet reaches the person it is of', async () => {
		const parameters = { ...text, country: 'DE', previewOnly: true };
		const items = ['15112345678.0', '+4915112345678.0'].map((to) => ({ to, text: 'Hello' }));
		const rows = rowsOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items })), 'Node');
		expect(rows.map(({ to }) => to)).toEqual(['4915112345678', '4915112345678']);
	});

	it('HTML that can’t be turned into text is refused with the name of the field', async () => {
		const parameters = { ...mail(sandbox()), to: 'anna@example.com', subject: 'S', emailFormat: 'html', html: '<div>'.repeat(2_000) };
		expect(endOf(await run(oneNode(sandbox(), 'sendook', parameters, { items: [{}] })))).toEqual({
			message: 'HTML: has more than 1,000 elements within one another [item 0]',
			description: 'Nothing was sent. Close its tags, or choose Both as Email Format and write the text too.',
			item: 0,
		});
		expect(requested(sandbox())).toEqual([]);
	});
});

describe('Allowed Recipients', () => {
	/** Sends one message while the credential allows only `allowed`. */
	async function sendTo(node: 'heymarket' | 'whippy' | 'sendook', parameters: IDataObject, allowed: string) {
		const scenario = oneNode(sandbox(), node, parameters, { items: [{}], credential: { allowedRecipients: allowed } });
		return endOf(await run(scenario));
	}

	const one = { ...text, text: 'Hello' };
	const group = { ...one, sendTo: 'group', phoneNumbers: '+1 415 555 0123, +1 415 555 0134' };
	const conversation = (id: number) => ({ ...one, sendTo: 'conversation', conversation: byId(id) });
	const list = { ...listText, text: 'Hello' };
	const posts = () => requested(sandbox()).filter((request) => request.startsWith('POST'));

	it('allows a number that a pattern matches, and no other', async () => {
		expect(await sendTo('heymarket', { ...one, phoneNumber: '+1 (415) 555-0123' }, '+1 415 555*')).toBeUndefined();
		expect(await sendTo('heymarket', { ...one, phoneNumber: '+1 (212) 555-0123' }, '+1 415 555*')).toEqual({
			message: '12125550123 is not among the Allowed Recipients of this credential [item 0]',
			description: 'Nothing was sent. Whoever manages the Heymarket credential can add it.',
			item: 0,
		});
		expect(posts()).toHaveLength(1);
	});

	it('are no secrets: an allowed number is not hidden in the provider’s words', async () => {
		const words = 'The number +14155550123 is a landline';
		sandbox().faults.add({ provider: 'heymarket', fault: { type: 'status', status: 400, body: { message: words } } });
		expect(await sendTo('heymarket', { ...one, phoneNumber: '+14155550123' }, '+14155550123')).toMatchObject({
			message: `Heymarket refused this message: ${words} [item 0]`,
		});
	});

	it('refuses a group for one of its members', async () => {
		expect(await sendTo('heymarket', group, '+1 415 555 0123')).toMatchObject({
			message: '14155550134 is not among the Allowed Recipients of this credential [item 0]',
		});
		expect(posts()).toEqual([]);
		expect(await sendTo('heymarket', group, '14155550123\n14155550134')).toBeUndefined();
		expect(posts()).toHaveLength(1);
	});

	it('reads every member of a group’s conversation', async () => {
		sandbox().state.heymarket.conversations.find(({ id }) => id === 2001)!.target = '14155550123, 14155550134';
		expect(await sendTo('heymarket', conversation(2001), '+1 415 555 0123')).toMatchObject({
			message: '14155550134 is not among the Allowed Recipients of this credential [item 0]',
		});
		expect(posts()).toEqual([]);
		expect(await sendTo('heymarket', conversation(2001), '14155550123\n14155550134')).toBeUndefined();
	});

	it('reads the recipient of a conversation before anything is sent', async () => {
		expect(await sendTo('heymarket', conversation(2001), '+1 415 555 0123')).toBeUndefined();
		expect(requested(sandbox())).toEqual(['GET /v1/conversations/2001', 'POST /v1/message/send']);
		sandbox().reset();
		expect(await sendTo('heymarket', conversation(2001), '+1 415 555 0134')).toMatchObject({
			message: '14155550123 is not among the Allowed Recipients of this credential [item 0]',
		});
		expect(requested(sandbox())).toEqual(['GET /v1/conversations/2001']);
	});

	it('sends nothing into a conversation that can’t be read', async () => {
		expect(await sendTo('heymarket', conversation(999), '*@example.com')).toMatchObject({
			message: expect.stringContaining('Conversation 999 not found') as string,
		});
		expect(posts()).toEqual([]);
	});

	it('reads no conversation if everyone is allowed', async () => {
		expect(await sendTo('heymarket', conversation(2001), '  ')).toBeUndefined();
		expect(requested(sandbox())).toEqual(['POST /v1/message/send']);
	});

	it('refuses a list, whose members nobody can check', async () => {
		expect(await sendTo('heymarket', list, '+1*')).toMatchObject({
			message: 'A list can’t be checked against the Allowed Recipients of this credential [item 0]',
			description: 'Nothing was sent. It can be sent with a credential whose Allowed Recipients are empty.',
		});
		expect(requested(sandbox())).toEqual([]);
		expect(await sendTo('heymarket', list, '')).toBeUndefined();
		expect(await sendTo('heymarket', list, ' *\n')).toBeUndefined();
	});

	it('does not advise to allow what can’t be allowed', async () => {
		const one = sandbox().state.heymarket.conversations.find(({ id }) => id === 2001)!;
		one.target = 'web chat visitor';
		expect(await sendTo('heymarket', conversation(2001), '+1*')).toMatchObject({
			message: 'Heymarket tells "web chat visitor" as whom this goes to, which is no email address or phone number [item 0]',
			description: 'Nothing was sent. It can be sent with a credential whose Allowed Recipients are empty.',
		});
		expect(posts()).toEqual([]);
	});

	it('applies to every address of a mail, also to CC and BCC', async () => {
		const additional = (fields: IDataObject) => ({ ...mail(sandbox()), to: 'anna@example.com', subject: 'S', additionalFields: fields });
		for (const field of ['cc', 'bcc']) {
			expect(await sendTo('sendook', additional({ [field]: 'eve@elsewhere.example' }), '*@example.com')).toMatchObject({
				message: 'eve@elsewhere.example is not among the Allowed Recipients of this credential [item 0]',
			});
		}
		const whippy = { resource: 'email', operation: 'send', emailChannel: byId(sandbox().state.whippy.channels[2].id), emailFormat: 'html', html: 'B' };
		const addressed = { ...whippy, to: 'anna@example.com', additionalFields: { bcc: 'eve@elsewhere.example' } };
		expect(await sendTo('whippy', addressed, '*@example.com')).toMatchObject({
			message: 'eve@elsewhere.example is not among the Allowed Recipients of this credential [item 0]',
		});
		const heymarket = { resource: 'email', operation: 'send', inbox: byId(14), sendAs: byId(101), emailFormat: 'html', html: 'B', subject: 'S' };
		const copied = { ...heymarket, to: 'anna@example.com', additionalFields: { cc: 'Eve <eve@elsewhere.example>' } };
		expect(await sendTo('heymarket', copied, '*@example.com')).toMatchObject({
			message: 'eve@elsewhere.example is not among the Allowed Recipients of this credential [item 0]',
		});
		expect(requested(sandbox())).toEqual([]);
	});

	it('reads the recipient of a reply', async () => {
		const [{ _id: inboxId }] = sandbox().state.sendook.inboxes;
		const [{ _id: messageId, from }] = sandbox().state.sendook.messages;
		const reply = {
			resource: 'message',
			operation: 'reply',
			inbox: byId(inboxId),
			messageId: byId(messageId),
			emailFormat: 'text',
			text: 'Thank you',
		};
		expect(await sendTo('sendook', reply, '*@elsewhere.example')).toMatchObject({
			message: `${from} is not among the Allowed Recipients of this credential [item 0]`,
		});
		expect(requested(sandbox())).toEqual([`GET /v1/inboxes/${inboxId}/messages/${messageId}`]);
		expect(await sendTo('sendook', reply, '*@example.com')).toBeUndefined();
		expect(accepted(sandbox())).toHaveLength(1);
	});

	it('is checked for all items before the first leaves', async () => {
		const parameters = { ...one, sendTo: 'conversation', conversation: byId('={{ $json.id }}') };
		const items = [2001, 2002, 2003, 2004, 2005].map((id) => ({ id }));
		const credential = { allowedRecipients: '14155550123, 14155550134, 14155550145, 14155550156' };
		const end = endOf(await run(oneNode(sandbox(), 'heymarket', parameters, { items, credential })));
		expect(end).toMatchObject({ item: 4, description: expect.stringMatching(/^Nothing was sent\./) as string });
		expect(posts()).toEqual([]);
	});
});

describe('Preview Only', () => {
	const previewed = (parameters: IDataObject) => ({ ...parameters, previewOnly: true });

	it('shows whom it reaches, what it says, how it would be billed and the request, and sends nothing', async () => {
		const items = [{ to: '+1 (415) 555-0123', text: 'Grüße 👋' }];
		const execution = await run(oneNode(sandbox(), 'heymarket', previewed(text), { items }));
		expect(rowsOf(execution, 'Node')).toEqual([
			{
				to: '14155550123',
				text: 'Grüße 👋',
				segments: 1,
				status: 'preview',
				request: {
					method: 'POST',
					url: '/v1/message/send',
					query: {},
					body: { inbox_id: 11, creator_id: 101, phone_number: '14155550123', text: 'Grüße 👋' },
				},
			},
		]);
		expect(requested(sandbox())).toEqual([]);
		const { secretKey } = sandbox().credentials.heymarket;
		expect(JSON.stringify(execution.data)).not.toContain(secretKey);
		expect(JSON.stringify(execution.data)).not.toContain('Bearer');
	});

	it('shows that a local ID will be made', async () => {
		const list = { ...text, operation: 'sendToList', list: byId(401), text: 'Hello' };
		const [row] = rowsOf(await run(oneNode(sandbox(), 'heymarket', previewed(list))), 'Node');
		expect(row).toMatchObject({ request: { body: { list_id: 401, local_id: 'made on sending' } } });
		expect(requested(sandbox())).toEqual([]);
	});

	it('refuses everything that sending would refuse', async () => {
		const items = [{ to: '+1 415 555 0123', text: 'Hello' }];
		const credential = { allowedRecipients: '*@example.com' };
		expect(endOf(await run(oneNode(sandbox(), 'heymarket', previewed(text), { items, credential })))).toMatchObject({
			message: '14155550123 is not among the Allowed Recipients of this credential [item 0]',
		});
		expect(endOf(await run(oneNode(sandbox(), 'heymarket', previewed(text), { items: [{ to: '0', text: 'Hello' }] })))).toMatchObject({
			message: expect.stringMatching(/^Phone Number: /) as string,
		});
		expect(requested(sandbox())).toEqual([]);
	});
});

describe('Max SMS Segments', () => {
	const limited = (parameters: IDataObject, maxSegments: number) => ({ ...parameters, delivery: { maxSegments } });
	const sms = { resource: 'sms', operation: 'send', phoneChannel: byId('+14155550110'), phoneNumber: '+14155550123', text: '={{ $json.text }}' };
	const items = [{ to: '+14155550123', text: 'x'.repeat(160) }, { to: '+14155550123', text: 'x'.repeat(161) }];

	it.each([['heymarket', text], ['whippy', sms]] as const)('refuses a text of %s that would be billed as more', async (node, parameters) => {
		const end = endOf(await run(oneNode(sandbox(), node, limited(parameters, 1), { items })));
		expect(end).toEqual({
			message: 'The text would be billed as 2 SMS segments, more than Max SMS Segments allows (1) [item 1]',
			description: expect.stringMatching(/^Nothing was sent\. Shorten it/) as string,
			item: 1,
		});
		expect(requested(sandbox())).toEqual([]);
		expect(endOf(await run(oneNode(sandbox(), node, limited(parameters, 2), { items })))).toBeUndefined();
		expect(accepted(sandbox())).toHaveLength(2);
	});
});
