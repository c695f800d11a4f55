import type { IDataObject, INode } from 'n8n-workflow';
import { agentScenario, type Rounds, type ToolAnswer, type Way } from './agent';
import { run } from './engine';
import { useSandbox, type NodeName } from './sandboxed';
import { accepted, endOf, mail as mailOf, requested, text } from './sends';

const sandbox = useSandbox();

/** A locator or another field that is left to the model, as n8n's editor writes it. */
const asked = (key: string, type = 'string') => `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, '${type}') }}`;
const askedId = (key: string) => ({ __rl: true, mode: 'id', value: asked(key) });

const written = { ...text, phoneNumber: asked('to'), text: asked('words') };
const ALICE = '+1 415 555 2001';

interface Calling {
	node?: NodeName;
	credential?: IDataObject;
	/** Makes all calls at once, and not one after another. */
	atOnce?: boolean;
	/** The ID of every call, where they are the same call. */
	id?: string;
}

/** Calls a tool once for each input. */
async function calls(way: Way, parameters: IDataObject, inputs: IDataObject[], { node, credential, atOnce = false, id }: Calling = {}): Promise<ToolAnswer[]> {
	const all = inputs.map((input) => ({ tool: 'Tool', input, id }));
	const rounds: Rounds = atOnce ? [all] : all.map((one) => [one]);
	const { scenario, answers } = agentScenario(sandbox(), way, [{ name: 'Tool', parameters: parameters as INode['parameters'] }], rounds, { node, credential });
	expect(endOf(await run(scenario))).toBeUndefined();
	return answers;
}

const reasonOf = ({ refusal, rows }: ToolAnswer) => String(refusal?.reason ?? JSON.stringify(rows));

describe.each<Way>(['in the agent', 'as a node run'])('a tool call %s', (way) => {
	it('that is only a preview says so first', async () => {
		const [{ rows }] = await calls(way, { ...written, previewOnly: true }, [{ to: ALICE, words: 'Hello' }]);
		expect(Object.entries(rows![0])[0]).toEqual(['note', 'Preview only: nothing was sent']);
		expect(rows![0]).toMatchObject({ to: '14155552001', text: 'Hello', status: 'preview' });
		expect(accepted(sandbox())).toEqual([]);
	});

	it('that changes or reads says whether it was done, since nothing is sent', async () => {
		const update = { resource: 'contact', operation: 'update', contactBy: 'id', contact: askedId('contact'), updateFields: { firstName: asked('first') } };
		const [changed] = await calls(way, update, [{ contact: '999999', first: 'Ana' }]);
		expect(changed.refusal).toEqual({ done: false, reason: expect.any(String) as string, code: 'refused' });
		const [read] = await calls(way, { resource: 'contact', operation: 'get', contactBy: 'id', contact: askedId('contact') }, [{ contact: '999999' }]);
		expect(read.refusal).toEqual({ done: false, reason: expect.any(String) as string, code: 'refused' });
	});

	it('of a change whose outcome is unknown says so', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { method: 'PUT' }, times: 'always', when: 'after', fault: { type: 'reset' } });
		const update = { resource: 'contact', operation: 'update', contactBy: 'id', contact: askedId('contact'), updateFields: { firstName: asked('first') } };
		const [{ refusal }] = await calls(way, update, [{ contact: '3001', first: 'Ana' }]);
		expect(refusal).toMatchObject({ done: 'unknown', code: 'outcome_unknown' });
	});

	describe('with a word for nothing', () => {
		const optional = { ...written, additionalFields: { author: asked('author'), local_id: undefined } };

		// n8n itself refuses null where it runs the tool in the agent.
		it.each(['', ' ', 'none', 'None', 'NULL', 'null', ...(way === 'as a node run' ? [null] : [])])('%j leaves an optional field out', async (author) => {
			await calls(way, optional, [{ to: ALICE, words: 'Hello', author }]);
			const [request] = sandbox().ledger.snapshot().requests.filter(({ method }) => method === 'POST');
			expect(accepted(sandbox())).toEqual(['Hello']);
			expect(Object.keys(request.body as object)).not.toContain('author');
		});

		it('sends any other', async () => {
			await calls(way, optional, [{ to: ALICE, words: 'Hello', author: 'None other' }]);
			expect(sandbox().ledger.snapshot().requests.at(-1)!.body).toMatchObject({ author: 'None other' });
		});

		it('a required text stays what it is, and what a person wrote too', async () => {
			const mail = { ...mailOf(sandbox()), to: asked('to'), subject: asked('subject'), additionalFields: { cc: asked('cc') } };
			await calls(way, mail, [{ to: 'ana@example.com', subject: 'None', cc: 'none' }], { node: 'sendook' });
			expect(sandbox().ledger.snapshot().accepted.map(({ recipients }) => recipients)).toEqual([['ana@example.com']]);
			expect(sandbox().ledger.snapshot().requests.at(-1)!.body).toMatchObject({ subject: 'None' });
			await calls(way, { ...written, additionalFields: { author: 'None' } }, [{ to: ALICE, words: 'Hello' }]);
			expect(sandbox().ledger.snapshot().requests.at(-1)!.body).toMatchObject({ author: 'None' });
		});

		it('leaves an update without anything to change', async () => {
			const update = { resource: 'contact', operation: 'update', contactBy: 'id', contact: askedId('contact'), updateFields: { firstName: asked('first') } };
			const [{ refusal }] = await calls(way, update, [{ contact: '3001', first: 'none' }]);
			expect(refusal).toEqual({ done: false, code: 'invalid_input', reason: expect.stringContaining('nothing is filled in') as string });
		});

		it('does not decide about Preview Only', async () => {
			const [{ refusal }] = await calls(way, { ...written, previewOnly: asked('preview') }, [{ to: ALICE, words: 'Hello', preview: 'none' }]);
			expect(reasonOf({ refusal })).toContain('Preview Only');
			expect(accepted(sandbox())).toEqual([]);
		});

		it('leaves out the country of a number', async () => {
			await calls(way, { ...written, country: askedId('country') }, [{ to: ALICE, words: 'Hello', country: 'none' }]);
			expect(accepted(sandbox())).toEqual(['Hello']);
		});
	});

	describe('made twice', () => {
		const hello = { to: ALICE, words: 'Hello' };

		it('at the same time, alike, is one message with one receipt', async () => {
			const answers = await calls(way, written, [hello, hello], { atOnce: true });
			expect(accepted(sandbox())).toEqual(['Hello']);
			expect(answers[1]).toEqual(answers[0]);
			expect(answers[0].rows).toHaveLength(1);
		});

		it('one after the other is two messages', async () => {
			await calls(way, written, [hello, hello]);
			expect(accepted(sandbox())).toEqual(['Hello', 'Hello']);
		});

		it('at the same time, with other words, is two messages', async () => {
			await calls(way, written, [hello, { ...hello, words: 'Bye' }], { atOnce: true });
			expect(accepted(sandbox()).toSorted()).toEqual(['Bye', 'Hello']);
		});
	});

	describe('past the limit of sends', () => {
		const three = ['A', 'B', 'C'].map((words) => ({ to: ALICE, words }));
		const limited = { ...written, delivery: { maxToolSends: 2 } };

		it('is not sent, and the model reads why', async () => {
			const answers = await calls(way, limited, three);
			expect(accepted(sandbox())).toEqual(['A', 'B']);
			expect(answers[2].refusal).toEqual({
				sent: false,
				reason: expect.stringMatching(/^This tool has sent 2 messages in this execution, and may send no more\. .*Max Sends per Execution/) as string,
				code: 'too_many_sends',
			});
		});

		it('at the same time too', async () => {
			await calls(way, limited, three, { atOnce: true });
			expect(accepted(sandbox())).toHaveLength(2);
		});

		it('is judged by what left: a message that was refused doesn’t count, one of unknown outcome does', async () => {
			const { faults } = sandbox();
			faults.add({ provider: 'heymarket', match: { bodyIncludes: '"A"' }, fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
			await calls(way, limited, [...three, { to: ALICE, words: 'D' }]);
			expect(accepted(sandbox())).toEqual(['B', 'C']);
			sandbox().reset();
			faults.add({ provider: 'heymarket', match: { bodyIncludes: '"A"' }, when: 'after', fault: { type: 'reset' } });
			const answers = await calls(way, limited, three);
			expect(answers[2].refusal).toMatchObject({ code: 'too_many_sends' });
		});

		it('is 25 unless a person changes it, and no limit of reads', async () => {
			await calls(way, written, Array.from({ length: 27 }, (_, index) => ({ to: ALICE, words: `Text ${index}` })));
			expect(accepted(sandbox())).toHaveLength(25);
			const reads = await calls(way, { resource: 'inbox', operation: 'getMany' }, Array.from({ length: 27 }, () => ({})));
			expect(reads.every(({ rows }) => rows?.length === 4)).toBe(true);
		});

		it('is not set by the model', async () => {
			const [{ refusal }] = await calls(way, { ...written, delivery: { maxToolSends: asked('most', 'number') } }, [{ to: ALICE, words: 'A', most: 1000 }]);
			expect(reasonOf({ refusal })).toBe('Max Sends per Execution: an AI model can’t choose it. A person sets it in the node, as a number.');
			expect(accepted(sandbox())).toEqual([]);
		});
	});

	describe('with a name in place of an ID', () => {
		const fromInbox = { ...written, inbox: askedId('inbox'), sendAs: askedId('member') };
		const byNames = (inbox: string, member = 'Mia Chen') => [{ to: ALICE, words: 'Hello', inbox, member }];

		it('takes the one that has exactly this name, in capitals or not', async () => {
			await calls(way, fromInbox, byNames('SALES', ' mia  chen '));
			expect(sandbox().ledger.snapshot().requests.at(-1)!.body).toMatchObject({ inbox_id: 11, creator_id: 101 });
			expect(accepted(sandbox())).toEqual(['Hello']);
		});

		it('takes it by its number, and as the list shows it', async () => {
			await calls(way, fromInbox, [...byNames('+1 (415) 555-0101'), ...byNames('Support (+1 415 555 0101)')]);
			expect(sandbox().ledger.snapshot().accepted).toHaveLength(2);
		});

		it('asks nobody about an ID', async () => {
			await calls(way, fromInbox, byNames('11', '101'));
			expect(requested(sandbox())).toEqual(['POST /v1/message/send']);
		});

		it('never guesses: a part of a name gets those that may be meant', async () => {
			const [answer] = await calls(way, fromInbox, byNames('Sal'));
			expect(reasonOf(answer)).toBe(
				'Inbox: "Sal" is neither an ID nor a whole name. Alike: "Sales (+1 415 555 0100)" has the ID 11. Give the ID of the one that is meant; ask the person if that isn’t clear.',
			);
			expect(answer.refusal).toMatchObject({ sent: false, code: 'invalid_input' });
			expect(accepted(sandbox())).toEqual([]);
		});

		it('says so if there is none', async () => {
			const [answer] = await calls(way, fromInbox, byNames('Accounting'));
			expect(reasonOf(answer)).toBe('Inbox: "Accounting" is neither an ID nor the name of any in the list. Give the ID, or the whole name.');
		});

		it('lists all of the same name', async () => {
			sandbox().state.heymarket.team.members[1].name = 'Mia Chen';
			const [answer] = await calls(way, fromInbox, byNames('Sales'));
			expect(reasonOf(answer)).toContain('Send As: "Mia Chen" is the name of 2: "Mia Chen (admin)" has the ID 101; "Mia Chen (member)" has the ID 102.');
			expect(accepted(sandbox())).toEqual([]);
		});

		it('goes through the whole of a long list before it believes that a name is the only one', async () => {
			const { templates } = sandbox().state.heymarket;
			templates[60].name = 'Appointment reminder';
			const template = { ...written, content: 'template', template: askedId('template') };
			const [answer] = await calls(way, template, [{ to: ALICE, words: '', template: 'Appointment reminder' }]);
			expect(reasonOf(answer)).toContain('is the name of 2');
			templates[60].name = 'Another';
			const [sent] = await calls(way, template, [{ to: ALICE, words: '', template: 'Appointment reminder' }]);
			expect(sent.rows).toHaveLength(1);
			expect(sandbox().ledger.snapshot().accepted).toHaveLength(1);
		});

		it('reads a person by name', async () => {
			const get = { resource: 'contact', operation: 'get', contactBy: 'id', contact: askedId('contact') };
			const [{ rows }] = await calls(way, get, [{ contact: 'bob stone' }]);
			expect(rows).toEqual([expect.objectContaining({ id: 3002, phone: '14155550134' })]);
		});

		it('sends into a conversation by the person’s name, and to nobody who is not allowed', async () => {
			const into = { ...written, sendTo: 'conversation', conversation: askedId('conversation') };
			const named = [{ words: 'Hello', conversation: 'Ana Reyes' }];
			await calls(way, into, named);
			expect(sandbox().ledger.snapshot().requests.at(-1)!.body).toMatchObject({ chat_id: 2001 });
			const [answer] = await calls(way, into, named, { credential: { allowedRecipients: '+1 415 555 0134' } });
			expect(answer.refusal).toMatchObject({ sent: false, code: 'recipient_not_allowed' });
			expect(accepted(sandbox())).toEqual(['Hello']);
		});

		it('says why the list can’t be read', async () => {
			sandbox().faults.add({ provider: 'heymarket', match: { path: '/v1/inboxes' }, fault: { type: 'status', status: 403, body: { message: 'No access' } } });
			const [answer] = await calls(way, fromInbox, byNames('Sales'));
			expect(reasonOf(answer)).toMatch(/^Inbox: "Sales" is not an ID, and the list of names can’t be read: .*No access.* Give the ID\.$/);
		});

		it('looks nothing up of what a person filled in', async () => {
			const [answer] = await calls(way, { ...written, inbox: { __rl: true, mode: 'id', value: 'Sales' } }, [{ to: ALICE, words: 'Hello' }]);
			expect(reasonOf(answer)).toContain('Inbox: "Sales" is not an ID');
			expect(requested(sandbox())).toEqual([]);
		});

		it('finds inboxes and messages of Sendook and channels of Whippy', async () => {
			const [inbox] = sandbox().state.sendook.inboxes;
			const mail = { resource: 'message', operation: 'getMany', inbox: askedId('inbox') };
			const [read] = await calls(way, mail, [{ inbox: inbox.email }], { node: 'sendook' });
			expect(read.rows).not.toHaveLength(0);
			const [contact] = await calls(way, { resource: 'contact', operation: 'get', contact: askedId('contact') }, [{ contact: 'Nobody Here' }], { node: 'whippy' });
			expect(contact.refusal).toMatchObject({ done: false, code: 'invalid_input' });
		});
	});
});

describe('a tool call with the ID of an earlier one', () => {
	const hello = { to: ALICE, words: 'Hello' };

	it('is the same call if it says the same', async () => {
		const answers = await calls('as a node run', written, [hello, hello], { id: 'call_1' });
		expect(accepted(sandbox())).toEqual(['Hello']);
		expect(answers[1]).toEqual(answers[0]);
	});

	it('is another call if it says something else: some models begin to count anew', async () => {
		await calls('as a node run', written, [hello, { ...hello, words: 'Bye' }], { id: 'call_1' });
		expect(accepted(sandbox())).toEqual(['Hello', 'Bye']);
	});

	it('is made again if the first was refused', async () => {
		sandbox().faults.add({ provider: 'heymarket', match: { method: 'POST' }, fault: { type: 'status', status: 400, body: { message: 'Not now' } } });
		const answers = await calls('as a node run', written, [hello, hello], { id: 'call_1' });
		expect(answers[0].refusal).toMatchObject({ sent: false });
		expect(answers[1].rows).toHaveLength(1);
	});
});
