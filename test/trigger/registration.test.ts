import type { ICredentialDataDecryptedObject, IDataObject, IHookFunctions } from 'n8n-workflow';
import { hookMethods, NotRegistered, type FoundHook, type Registration } from '../../nodes/shared/trigger/registration';
import type { Provider } from '../../nodes/shared/provider';

/* Registration at a made-up provider, whose webhooks are kept here. */

const provider: Provider = {
	name: 'Example',
	credential: 'exampleApi',
	baseUrl: 'https://api.example.com',
	limits: [],
	account: ({ key }) => String(key),
	unwrap: (body) => body,
	checkCredentials() {},
};

const PRODUCTION = 'https://n8n.example.com/webhook/abc/webhook';
const TEST = 'https://n8n.example.com/webhook-test/abc/webhook';

interface Hook extends FoundHook {
	url: string;
}

/** A provider with its webhooks, and what goes wrong there. */
class Example {
	hooks: Hook[] = [];
	made = 0;
	fails: Partial<Record<'find' | 'create' | 'second' | 'remove', boolean>> = {};

	private fail(step: keyof Example['fails']): void {
		if (this.fails[step]) throw new NotRegistered({ code: 'no_answer', outcome: 'not_sent', message: `Example could not be asked (${step})` });
	}

	registration(): Registration {
		return {
			find: async (_ask, { url }) => {
				this.fail('find');
				return this.hooks.filter((hook) => hook.url === url);
			},
			create: async (_ask, { url, events }, keep, kept) => {
				this.fail('create');
				// An application is made first, then an endpoint in it.
				const application = kept.application ?? `a${(this.made += 1)}`;
				keep({ application });
				this.fail('second');
				const hook = `h${(this.made += 1)}`;
				this.hooks.push({ ids: { hook }, url, events });
				keep({ hook });
			},
			remove: async (_ask, { hook }) => {
				this.fail('remove');
				this.hooks = this.hooks.filter(({ ids }) => ids.hook !== hook);
				return {};
			},
		};
	}
}

const key = (name: string): ICredentialDataDecryptedObject => ({ key: name, baseUrl: 'https://api.example.com' });

/** A node of a workflow, with its static data. */
class Node {
	data: IDataObject = {};
	events = ['message.created'];
	credentials = key('one');
	warnings: string[] = [];
	url = PRODUCTION;

	constructor(private readonly example: Example) {}

	async call(method: 'checkExists' | 'create' | 'delete', { isTest = false, data = this.data }: { isTest?: boolean; data?: IDataObject } = {}): Promise<boolean> {
		const mode = method === 'delete' ? 'internal' : isTest ? 'manual' : 'trigger';
		const context = {
			getCredentials: async () => this.credentials,
			getMode: () => mode,
			getNode: () => ({ name: 'Node', type: 'example', id: 'node', typeVersion: 1, position: [0, 0], parameters: {} }),
			getNodeWebhookUrl: () => (isTest ? TEST : this.url),
			getTimezone: () => 'UTC',
			getWorkflow: () => ({ id: 'w', name: 'Answer', active: true }),
			getWorkflowStaticData: () => data,
			helpers: {},
			logger: { warn: (words: string) => this.warnings.push(words) },
		};
		const methods = hookMethods(provider, this.example.registration(), () => this.events, async () => {});
		return await methods[method].call(context as never as IHookFunctions);
	}

	/** As n8n does: five times, each followed by delete. */
	async activate(): Promise<void> {
		for (let left = 5; ; left -= 1) {
			try {
				if (!(await this.call('checkExists'))) await this.call('create');
				return;
			} catch (thrown) {
				if (left === 1) throw thrown;
				await this.call('delete').catch(() => {});
			}
		}
	}
}

let example: Example;
let node: Node;
beforeEach(() => {
	example = new Example();
	node = new Node(example);
});

test('made once, found again, and removed', async () => {
	await node.activate();
	expect(example.hooks).toMatchObject([{ url: PRODUCTION, events: ['message.created'] }]);
	expect(node.data.hook).toMatchObject({ ids: { hook: 'h2', application: 'a1' }, url: PRODUCTION, events: ['message.created'] });
	expect(JSON.stringify(node.data)).not.toContain('one');
	await node.activate();
	expect(example.hooks).toHaveLength(1);
	await node.call('delete');
	expect(example.hooks).toEqual([]);
	expect(node.data).toEqual({});
});

test('half made: what exists is known, and the next try makes no second one', async () => {
	example.fails.second = true;
	await expect(node.call('create')).rejects.toThrow('Example could not be asked');
	expect(node.data.hook).toMatchObject({ ids: { application: 'a1' } });
	example.fails.second = false;
	await node.activate();
	expect(example.made).toBe(2);
	expect(example.hooks).toHaveLength(1);
});

test('n8n is killed before it has saved anything: what is there is adopted', async () => {
	await node.activate();
	node.data = {};
	await node.activate();
	expect(example.hooks).toHaveLength(1);
	await node.call('delete');
	expect(example.hooks).toEqual([]);
});

test('beside one for other events it refuses with its ID, and touches nothing', async () => {
	example.hooks.push({ ids: { hook: 'foreign' }, url: PRODUCTION, events: ['contact.created'] });
	await expect(node.activate()).rejects.toThrow('ID foreign');
	expect(example.hooks).toHaveLength(1);
	expect(node.data).toEqual({});
});

test('deleted at the provider: it is made anew', async () => {
	await node.activate();
	example.hooks = [];
	await node.activate();
	expect(example.hooks).toHaveLength(1);
});

test('other events: the old one goes', async () => {
	await node.activate();
	node.events = ['message.created', 'contact.created'];
	await node.activate();
	expect(example.hooks).toMatchObject([{ events: ['message.created', 'contact.created'] }]);
});

test('another public address: the old one goes', async () => {
	await node.activate();
	node.url = 'https://other.example.com/webhook/abc/webhook';
	await node.activate();
	expect(example.hooks.map(({ url }) => url)).toEqual([node.url]);
});

test('the provider refuses the delete: it stays known, and is removed the next time', async () => {
	await node.activate();
	example.fails.remove = true;
	await expect(node.call('delete')).rejects.toThrow();
	expect(node.data.hook).toBeDefined();
	example.fails.remove = false;
	await node.call('delete');
	expect(example.hooks).toEqual([]);
});

test('the credential was swapped without a delete: nothing of the other account is asked for, and somebody is told', async () => {
	await node.activate();
	node.credentials = key('two');
	await node.call('delete');
	expect(node.warnings).toEqual([expect.stringContaining('h2')]);
	expect(example.hooks).toHaveLength(1);
});

test('the provider can’t be asked: activation fails in its words, and works later', async () => {
	example.fails.find = true;
	await expect(node.activate()).rejects.toThrow('Example could not be asked (find)');
	example.fails.find = false;
	await node.activate();
	expect(example.hooks).toHaveLength(1);
});

test('a test beside production has a hook of its own, and neither touches the other', async () => {
	await node.activate();
	// n8n hands a test a copy of the static data of the active workflow.
	const copy = JSON.parse(JSON.stringify(node.data)) as IDataObject;
	await node.call('checkExists', { isTest: true, data: copy });
	await node.call('create', { isTest: true, data: copy });
	expect(example.hooks.map(({ url }) => url)).toEqual([PRODUCTION, TEST]);
	await node.call('delete', { isTest: true, data: copy });
	expect(example.hooks.map(({ url }) => url)).toEqual([PRODUCTION]);
	// Nor does a test that could not begin.
	await node.call('delete', { isTest: true, data: JSON.parse(JSON.stringify(node.data)) as IDataObject });
	expect(example.hooks).toHaveLength(1);
});

test('what is saved may be anything', async () => {
	for (const hook of ['text', 7, null, { ids: 'x' }, { ids: {}, url: 1 }]) {
		node.data = { hook } as IDataObject;
		await node.call('delete');
	}
	await node.activate();
	expect(example.hooks).toHaveLength(1);
});
