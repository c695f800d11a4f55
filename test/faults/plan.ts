import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Misfortune, ThrottleStyle } from '../../sandbox/faults.ts';
import type { LimitSetting } from '../../sandbox/limits.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import { operations, textOf, type Operation, type Sending } from './operations';

/** Something that goes wrong in a run. */
export interface Trouble {
	/** The item whose requests it strikes; if it is left out, it strikes any request. */
	item?: number;
	/** Whether it strikes only reads, such as the look-up of a recipient. */
	reads?: true;
	skip: number;
	times: number | 'always';
	when: 'before' | 'after';
	fault: Misfortune;
}

/** A person's Retry of a failed execution. */
export interface Retry {
	/** What the person changes before. After `operation` and `account`, items that were sent before don't count as done. */
	change: 'nothing' | 'words' | 'continue' | 'sendAgain' | 'key' | 'operation' | 'account';
	/** Whether the faults have ended by then. */
	isOver: boolean;
}

/** One run of a node, its faults, and the retries after it. It is plain data, so a printed plan can be run again. */
export interface Plan {
	operation: string;
	count: number;
	/** How many different recipients the items have. They take turns. */
	people: number;
	/** The numbers of the items that can't be sent. */
	bad: number[];
	/** What is wrong with them: the recipient, an expression that can't be evaluated, or a Request Option. */
	badBy: 'recipient' | 'expression' | 'timeout';
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** The most tries of Retry On Fail; 0 if it is off. */
	maxTries: number;
	executeOnce: boolean;
	/** The credential's Allowed Recipients: none, patterns that match everyone, or a list of everyone except the forbidden people. */
	limitsRecipients: 'no' | 'byPattern' | 'byName';
	/** The numbers of the forbidden people. If a send to such a person reaches several, the last one is forbidden. */
	forbidden: number[];
	maxParallelRequests: number;
	maxWaitSeconds: number;
	sendsAgain: boolean;
	/** The Timeout in milliseconds; 0 for n8n's own. */
	timeout: number;
	/** The items per group of n8n's Batching; 0 if it is off. */
	batchSize: number;
	/** Milliseconds from the beginning of one group to that of the next. */
	batchInterval: number;
	/** Whether Ignore SSL Issues is on. */
	ignoresCertificates: boolean;
	limit: 'documented' | 'off' | Pick<LimitSetting, 'count' | 'window' | 'kind'>;
	trouble: Trouble[];
	retries: Retry[];
	way: 'node' | 'in the agent' | 'as a node run' | 'by n8n’s Agents';
	/** For tool calls: how many start together, and whether every second call is identical with the one before, where none start together. */
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

/** A 2xx whose outcome is unknown: a web page, or a body that names an error. */
const doubtful: fc.Arbitrary<Misfortune> = fc.constantFrom<Misfortune>(
	{ type: 'html', status: 200 },
	{ type: 'status', status: 200, body: { error: 'Not now' } },
	{ type: 'status', status: 201, body: { errors: [{ description: 'Not now' }] } },
);

/** A fault before the request is processed. A plain 2xx is not among them, since it would say that the request was processed. */
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
			// There are as many styles of a 429 as there are other faults.
			weight: 5,
			arbitrary: fc.record({
				type: fc.constant('throttle' as const),
				style: fc.constantFrom(...styles),
				milliseconds: fc.integer({ min: 1, max: 1_000 }),
			}),
		},
	);
}

/** A fault after the request was processed: the provider has accepted it, and only the answer goes wrong. */
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
	// A read has no mark of its item.
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
		(name) => operations[name].provider === provider && operations[name].kind === kind && !isApart(operations[name]),
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

/** The most milliseconds that all groups of a run's Batching may take together. */
const LONGEST_BATCHES = 4_000;

/** Whether the recipients of a plan's messages are looked up before they leave. */
export function looksUp({ operation, limitsRecipients }: Pick<Plan, 'operation' | 'limitsRecipients'>): boolean {
	const model = operations[operation];
	return model.kind === 'send' && (model.looksUp === 'always' || (model.looksUp === true && limitsRecipients !== 'no'));
}

/** Keeps waits short, so that many runs fit into a minute, and keeps numbers of items within the run. */
function possible(plan: Plan): Plan {
	const operation = operations[plan.operation];
	// A run waits for Max Wait if the provider keeps refusing, and for the timeout if it hangs.
	const isPatient = plan.trouble.every(({ fault }) => fault.type !== 'hang');
	// The look-up of each item's recipients may take longer than the timeout on a busy computer, again and again.
	const asks = operation.kind === 'send' && looksUp(plan) && (plan.timeout > 0 || !isPatient);
	const count = Math.min(plan.count, plan.way !== 'node' ? 8 : asks ? 30 : 300);
	// Another operation has other recipients, which the list of names doesn't have.
	const limitsRecipients = plan.retries.some(({ change }) => change === 'operation') ? 'no' : plan.limitsRecipients;
	const people = Math.min(plan.people, operation.kind === 'send' ? operation.people : 1);
	let throttles = 0;
	const shortened = plan.trouble.filter(({ fault }) => fault.type !== 'throttle' || (throttles += 1) <= 2);
	const isSlow = operation.kind === 'read';
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

/** The number in an item's text. A repeated tool call has that of the call before; calls that start together differ, or they would be one. */
export function wordsOf(plan: Plan, item: number): number {
	return plan.way !== 'node' && plan.repeatsCalls && plan.callsTogether === 1 ? item - (item % 2) : item;
}

/** The items that a plan's node gets, or the calls that a model makes of it. */
export function itemsOf(plan: Plan): IDataObject[] {
	const operation = operations[plan.operation];
	if (operation.kind === 'read') return Array.from({ length: plan.count }, (_, item) => ({ item }));
	return Array.from({ length: plan.count }, (_, item) => {
		const said = wordsOf(plan, item);
		const isBad = plan.bad.includes(said);
		const [to, other] = [operation, otherOf(plan)].map((each) => (isBad && plan.badBy === 'recipient' ? 'nobody at all' : recipientOf(plan, each, said)));
		return { to, other, isBad, words: textOf(said) };
	});
}

/** Patterns that match everyone whom the operations reach. */
const EVERYONE = '1415*, 1*, *@example.com, *@sendook-demo.example';

function reachedBy({ reaches, to, isUnknowable }: Sending, person: number): string[] {
	return isUnknowable ? [] : (reaches?.(person) ?? [to(person)]);
}

/** The people whom the credential of a plan forbids. */
export function forbiddenIn(plan: Plan): string[] {
	const operation = operations[plan.operation];
	return operation.kind === 'send' ? plan.forbidden.flatMap((person) => reachedBy(operation, person).slice(-1)) : [];
}

/** The Allowed Recipients of a plan's credential. They are never blank if recipients are limited. */
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

/** The recipient of an item. */
export function recipientOf({ people }: Plan, operation: Sending, item: number): string {
	return operation.to(item % Math.min(people, operation.people));
}

/** The operation that a person changes the node to: another sending operation of the provider. */
export function otherOf({ operation: name }: Plan): Sending {
	const { provider, parameters } = operations[name];
	const others = Object.values(operations).filter(
		(each): each is Sending => each.kind === 'send' && each.provider === provider && !isApart(each) && !isSameOperation(each.parameters, parameters),
	);
	return others[Object.keys(operations).indexOf(name) % others.length];
}

/** Whether an operation is not among the random runs. */
function isApart(operation: Operation): boolean {
	return operation.kind === 'send' && operation.apart !== undefined;
}

/** Whether two forms are of the same operation, such as a text to a number and a text into a conversation. */
function isSameOperation(one: IDataObject, other: IDataObject): boolean {
	return one.resource === other.resource && one.operation === other.operation;
}
