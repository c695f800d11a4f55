import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Misfortune, ThrottleStyle } from '../../sandbox/faults.ts';
import type { LimitSetting } from '../../sandbox/limits.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import { operations, type Sending } from './operations';

/** Something that goes wrong in a run. */
export interface Trouble {
	/** The item whose requests it strikes; undefined: any request. */
	item?: number;
	/** Reads alone, such as the one that asks whom a send reaches. */
	reads?: true;
	skip: number;
	times: number | 'always';
	when: 'before' | 'after';
	fault: Misfortune;
}

/** What a person does when an execution has failed. */
export interface Retry {
	/** `operation` and `account` make another node of it: what went out before is not done by that. */
	change: 'nothing' | 'words' | 'continue' | 'sendAgain' | 'key' | 'operation' | 'account';
	/** Whether what went wrong is over by then. */
	isOver: boolean;
}

/** One run of a node, all that goes wrong in it, and what is done afterwards. Plain data: what it prints can be replayed. */
export interface Plan {
	operation: string;
	count: number;
	/** How many different recipients the items have; they take turns. */
	people: number;
	/** Items that can't be sent. */
	bad: number[];
	/** What is wrong with them: whom they go to, an expression that can't be evaluated, or a Request Option. */
	badBy: 'recipient' | 'expression' | 'timeout';
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** Retry On Fail: tries at most; 0 is off. */
	maxTries: number;
	executeOnce: boolean;
	/** The Allowed Recipients of the credential: none, patterns that cover everyone, or everyone by name but those who are forbidden. */
	limitsRecipients: 'no' | 'byPattern' | 'byName';
	/** People who are left out of the names: of each, the last whom a send to that person reaches. */
	forbidden: number[];
	maxParallelRequests: number;
	maxWaitSeconds: number;
	sendsAgain: boolean;
	/** Milliseconds that a request may take; 0 is n8n's own. */
	timeout: number;
	/** Groups of n8n's Batching, of so many items; 0 is off. */
	batchSize: number;
	/** Milliseconds from the beginning of one group to that of the next. */
	batchInterval: number;
	/** Whether Ignore SSL Issues is on. */
	ignoresCertificates: boolean;
	limit: 'documented' | 'off' | Pick<LimitSetting, 'count' | 'window' | 'kind'>;
	trouble: Trouble[];
	retries: Retry[];
	way: 'node' | 'in the agent' | 'as a node run' | 'by n8n’s Agents';
	/** Of tool calls: how many start together, and whether every second one says what the one before said. */
	callsTogether: number;
	repeatsCalls: boolean;
}

const fewOrMany = fc.oneof(
	{ weight: 12, arbitrary: fc.integer({ min: 1, max: 8 }) },
	{ weight: 5, arbitrary: fc.integer({ min: 9, max: 40 }) },
	{ weight: 1, arbitrary: fc.integer({ min: 41, max: 300 }) },
);

const status = (...statuses: number[]): fc.Arbitrary<Misfortune> =>
	fc.constantFrom(...statuses).map((each) => ({ type: 'status', status: each }));

const SERVER_FAULTS = [408, 500, 502, 503, 504, 520];

/** A 2xx that tells nothing: a page of whoever stands in between, or words of what went wrong. */
const doubtful: fc.Arbitrary<Misfortune> = fc.constantFrom<Misfortune>(
	{ type: 'html', status: 200 },
	{ type: 'status', status: 200, body: { error: 'Not now' } },
	{ type: 'status', status: 201, body: { errors: [{ description: 'Not now' }] } },
);

/** Before it was processed: whatever the answer says, nothing was done. A plain 2xx would be a lie and is left out. */
function faultBefore(provider: ProviderName): fc.Arbitrary<Misfortune> {
	const styles: ThrottleStyle[] = ['provider', 'retryAfterSeconds', 'retryAfterDate', 'rateLimitReset', 'none'];
	if (provider === 'whippy') styles.push('milliseconds', 'milliseconds', 'milliseconds');
	if (provider === 'sendook') styles.push('dailyQuota', 'monthlyQuota');
	return fc.oneof(
		status(400, 402, 403, 404, 405, 409, 410, 413, 422, 451),
		status(...SERVER_FAULTS),
		doubtful,
		fc.constant<Misfortune>({ type: 'reset' }),
		fc.constant<Misfortune>({ type: 'hang' }),
		fc.constant<Misfortune>({ type: 'html' }),
		fc.constant<Misfortune>({ type: 'unauthorized' }),
		fc.constantFrom(301, 302, 303, 307, 308).map((each): Misfortune => ({ type: 'redirect', status: each as 301 })),
		fc.constantFrom(400, 404, 500).map((each): Misfortune => ({ type: 'truncate', status: each })),
		fc.constantFrom(422, 503).map((each): Misfortune => ({ type: 'invalidJson', status: each })),
		fc.record({ type: fc.constant('delay' as const), milliseconds: fc.integer({ min: 1, max: 60 }) }),
		{
			// There are as many ways to say it as there are other faults.
			weight: 5,
			arbitrary: fc.record({
				type: fc.constant('throttle' as const),
				style: fc.constantFrom(...styles),
				milliseconds: fc.integer({ min: 1, max: 1_000 }),
			}),
		},
	);
}

/** After it was processed: the provider has taken it, and only what it says goes wrong. */
const faultAfter: fc.Arbitrary<Misfortune> = fc.oneof(
	status(...SERVER_FAULTS),
	doubtful,
	fc.constant<Misfortune>({ type: 'reset' }),
	fc.constant<Misfortune>({ type: 'hang' }),
	fc.constant<Misfortune>({ type: 'html' }),
	fc.constant<Misfortune>({ type: 'truncate' }),
	fc.constant<Misfortune>({ type: 'invalidJson' }),
	fc.record({ type: fc.constant('delay' as const), milliseconds: fc.integer({ min: 1, max: 60 }) }),
);

function trouble(provider: ProviderName, isRead: boolean): fc.Arbitrary<Trouble> {
	const common = {
		skip: fc.constantFrom(0, 0, 0, 1, 2),
		times: fc.constantFrom<number | 'always'>(1, 1, 1, 2, 3, 'always'),
	};
	// Reads carry no mark of their item.
	const item = isRead ? fc.constant(undefined) : fc.option(fc.integer({ min: 0, max: 299 }), { nil: undefined, freq: 5 });
	return fc.oneof(
		fc.record({ ...common, item, when: fc.constant('before' as const), fault: faultBefore(provider) }),
		fc.record({ ...common, item, when: fc.constant('after' as const), fault: faultAfter }),
	);
}

const retry: fc.Arbitrary<Retry> = fc.record({
	change: fc.constantFrom('nothing', 'nothing', 'words', 'continue', 'sendAgain', 'key', 'operation', 'account'),
	isOver: fc.boolean(),
});

/** Plans for the operations of a provider. */
export function plans(provider: ProviderName, kind: 'send' | 'read'): fc.Arbitrary<Plan> {
	const names = Object.keys(operations).filter(
		(name) => operations[name].provider === provider && operations[name].kind === kind,
	);
	return fc
		.record<Plan>({
			operation: fc.constantFrom(...names),
			count: kind === 'send' ? fewOrMany : fc.integer({ min: 1, max: 6 }),
			people: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(1_000)),
			bad: fc.oneof(
				{ weight: 6, arbitrary: fc.constant<number[]>([]) },
				{ weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 2 }) },
			),
			badBy: fc.constantFrom('recipient', 'recipient', 'expression', 'timeout'),
			onError: fc.constantFrom('stopWorkflow', 'stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
			maxTries: fc.constantFrom(0, 0, 2, 3),
			executeOnce: fc.integer({ min: 0, max: 19 }).map((chance) => chance === 0),
			limitsRecipients: fc.constantFrom('no', 'no', 'no', 'no', 'no', 'no', 'byPattern', 'byName', 'byName'),
			forbidden: fc.oneof(fc.constant<number[]>([]), fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 2 })),
			maxParallelRequests: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 50 })),
			maxWaitSeconds: fc.constantFrom(300, 300, 2, 0.5, 0),
			sendsAgain: fc.integer({ min: 0, max: 4 }).map((chance) => chance === 0),
			timeout: fc.constantFrom(0, 0, 500),
			batchSize: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 3),
			batchInterval: fc.integer({ min: 5, max: 400 }),
			ignoresCertificates: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
			limit: fc.oneof(
				{ weight: 3, arbitrary: fc.constant<Plan['limit']>('documented') },
				{ weight: 2, arbitrary: fc.constant<Plan['limit']>('off') },
				{
					weight: 1,
					arbitrary: fc.record({
						count: fc.integer({ min: 1, max: 10 }),
						window: fc.integer({ min: 100, max: 600 }),
						kind: fc.constantFrom('fixed', 'sliding', 'bucket'),
					}) as fc.Arbitrary<Plan['limit']>,
				},
			),
			trouble: fc.array(trouble(provider, kind === 'read'), { maxLength: 6 }),
			retries: fc.array(retry, { maxLength: 2 }),
			way:
				kind === 'send'
					? fc.constantFrom('node', 'node', 'node', 'node', 'in the agent', 'as a node run', 'by n8n’s Agents')
					: fc.constantFrom('node', 'node', 'node', 'in the agent', 'by n8n’s Agents'),
			callsTogether: fc.integer({ min: 1, max: 5 }),
			repeatsCalls: fc.boolean(),
		})
		.map(possible);
}

/** Milliseconds that all groups of a run's Batching take together. */
const LONGEST_BATCHES = 4_000;

/** Keeps waits short, so that many runs fit into a minute, and numbers within what the run has. */
function possible(plan: Plan): Plan {
	const operation = operations[plan.operation];
	// A provider that keeps refusing is waited for until Max Wait is over; one that hangs, until the timeout.
	const isPatient = plan.trouble.every(({ fault }) => fault.type !== 'hang');
	// Each item asks first whom it reaches, and on a busy machine that may take longer than the timeout, again and again.
	const asks = plan.limitsRecipients !== 'no' && operation.kind === 'send' && operation.looksUp === true && (plan.timeout > 0 || !isPatient);
	const count = Math.min(plan.count, plan.way !== 'node' ? 8 : asks ? 30 : 300);
	// Another operation has recipients of its own, of which the names know nothing.
	const limitsRecipients = plan.retries.some(({ change }) => change === 'operation') ? 'no' : plan.limitsRecipients;
	const people = Math.min(plan.people, operation.kind === 'send' ? operation.people : 1);
	let throttles = 0;
	const shortened = plan.trouble.filter(({ fault }) => fault.type !== 'throttle' || (throttles += 1) <= 2);
	const isSlow = operation.kind === 'read' || operation.dropsRepeats === true;
	return {
		...plan,
		count,
		people,
		limitsRecipients,
		forbidden: operation.kind === 'send' && limitsRecipients === 'byName' ? [...new Set(plan.forbidden.filter((person) => person < Math.min(people, count)))] : [],
		bad: operation.kind === 'send' ? [...new Set(plan.bad.filter((item) => item < count))] : [],
		timeout: isPatient ? plan.timeout : plan.timeout || 500,
		badBy: plan.way === 'node' ? plan.badBy : 'recipient',
		batchSize: plan.way === 'node' ? plan.batchSize : 0,
		batchInterval: Math.min(plan.batchInterval, Math.ceil((LONGEST_BATCHES * plan.batchSize) / count)),
		executeOnce: plan.way === 'node' && plan.executeOnce,
		trouble: (isSlow ? shortened.slice(0, 3) : shortened).map((each) => ({
			...each,
			item: each.item === undefined ? undefined : each.item % count,
			times: each.times === 'always' && each.fault.type === 'throttle' ? 2 : each.times,
		})),
		retries: plan.way === 'node' ? plan.retries : [],
	};
}

/** What an item says; tool calls that repeat say what the call before said. */
export function wordsOf(plan: Plan, item: number): number {
	return plan.way !== 'node' && plan.repeatsCalls ? item - (item % 2) : item;
}

/** The items that a plan's node gets, or the calls that a model makes of it. */
export function itemsOf(plan: Plan): IDataObject[] {
	const operation = operations[plan.operation];
	if (operation.kind === 'read') return Array.from({ length: plan.count }, (_, item) => ({ item }));
	return Array.from({ length: plan.count }, (_, item) => {
		const said = wordsOf(plan, item);
		const isBad = plan.bad.includes(said);
		const [to, other] = [operation, otherOf(plan)].map((each) => (isBad && plan.badBy === 'recipient' ? 'nobody at all' : recipientOf(plan, each, said)));
		return { to, other, isBad, words: `Text #${said}#` };
	});
}

/** Everyone whom the operations reach. */
const EVERYONE = '1415*, 1*, *@example.com, *@sendook-demo.example';

function reachedBy({ reaches, to, isUnknowable }: Sending, person: number): string[] {
	return isUnknowable ? [] : (reaches?.(person) ?? [to(person)]);
}

/** Whom the credential of a plan forbids. */
export function forbiddenIn(plan: Plan): string[] {
	const operation = operations[plan.operation];
	return operation.kind === 'send' ? plan.forbidden.flatMap((person) => reachedBy(operation, person).slice(-1)) : [];
}

/** What stands in the Allowed Recipients of a plan's credential; it is never blank where they are limited. */
export function allowedIn(plan: Plan): string {
	const operation = operations[plan.operation];
	if (plan.limitsRecipients === 'no') return '';
	if (plan.limitsRecipients === 'byPattern' || operation.kind === 'read') return EVERYONE;
	const people = Array.from({ length: Math.min(plan.people, plan.count) }, (_, person) => reachedBy(operation, person)).flat();
	const forbidden = forbiddenIn(plan);
	return ['somebody@elsewhere.example', ...people.filter((person) => !forbidden.includes(person))].join('\n');
}

/** Whether the Allowed Recipients keep an item from being sent. */
export function isForbidden(plan: Plan, item: number): boolean {
	const operation = operations[plan.operation];
	if (operation.kind === 'read' || plan.limitsRecipients === 'no') return false;
	const forbidden = forbiddenIn(plan);
	return operation.isUnknowable === true || reachedBy(operation, wordsOf(plan, item) % plan.people).some((person) => forbidden.includes(person));
}

/** Whom an item goes to. */
export function recipientOf({ people }: Plan, operation: Sending, item: number): string {
	return operation.to(item % Math.min(people, operation.people));
}

/** The operation to which a person changes a node: another one of the provider's that sends. */
export function otherOf({ operation: name }: Plan): Sending {
	const { provider, parameters } = operations[name];
	const others = Object.values(operations).filter(
		(each): each is Sending => each.kind === 'send' && each.provider === provider && !isSameOperation(each.parameters, parameters),
	);
	return others[Object.keys(operations).indexOf(name) % others.length];
}

/** A text to a number and one into a conversation are the same operation, filled in otherwise. */
function isSameOperation(one: IDataObject, other: IDataObject): boolean {
	return one.resource === other.resource && one.operation === other.operation;
}
