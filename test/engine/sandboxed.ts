import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import path from 'node:path';
import { name as packageName, version } from '../../package.json';
import type { Limit, Provider } from '../../nodes/shared/provider';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { PACKAGE, type Credentials, type Scenario } from './engine';

/** The built provider: the nodes keep to its limits. */
const whippy = () => jest.requireActual<{ whippy: Provider }>(path.join(__dirname, '../../dist/nodes/Whippy/provider.js')).whippy;

const { limits: documented } = whippy();

/** Without ten writes a minute, since hardly a test could wait for the eleventh. */
const fastLimits = documented.filter(({ windowMs }) => windowMs < 60_000);

/** Has the Whippy node keep to all its limits for the rest of the test, or to others. */
export function keepLimits(limits: Limit[] = documented): void {
	whippy().limits = limits;
	closeAtEnd(async () => {
		whippy().limits = fastLimits;
	});
}

/** Has the nodes keep to no limits in a whole file: its tests make more requests than a provider allows in a minute. */
export function withoutLimits(): void {
	beforeAll(() => {
		for (const name of ['Heymarket', 'Whippy', 'Sendook']) {
			const file = path.join(__dirname, `../../dist/nodes/${name}/provider.js`);
			jest.requireActual<Record<string, Provider>>(file)[name.toLowerCase()].limits = [];
		}
	});
}

/** What each request of the package calls itself: its name and version. */
export const ownUserAgent = `${packageName}/${version}`;

/**
 * Starts a sandbox for a test file. Its limits are off unless a test sets them, since most tests are about something else. After
 * each test, every request that is in the ledger must say that it is this package's.
 */
export function useSandbox(): () => Sandbox {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
		whippy().limits = fastLimits;
	});
	beforeEach(() => freshly(sandbox));
	afterEach(() => {
		const { requests } = sandbox.ledger.snapshot();
		expect(requests.filter(({ userAgent }) => userAgent !== ownUserAgent)).toEqual([]);
	});
	afterAll(async () => {
		await sandbox.close();
	});
	return () => sandbox;
}

/** Makes a sandbox as it was at its start, without its limits. */
export function freshly(sandbox: Sandbox): void {
	sandbox.reset();
	for (const provider of ['heymarket', 'whippy', 'sendook'] as const) sandbox.limits.set(provider, 'off');
}

const closings: Array<() => Promise<unknown>> = [];
afterEach(async () => {
	await Promise.all(closings.splice(0).map(async (close) => await close()));
});

/** Closes something when the test ends, even if it fails. An open server would keep jest from ending. */
export function closeAtEnd(close: () => Promise<unknown>): void {
	closings.push(close);
}

/** Starts a sandbox for one test, with the documented limits. It is closed when the test ends. */
export async function ownSandbox(): Promise<Sandbox> {
	const sandbox = await startSandbox();
	closeAtEnd(async () => await sandbox.close());
	return sandbox;
}

/**
 * Records the credential of each request in the rest of the test, which the ledger doesn't. The clock is set forward by a
 * second with each request, because tokens that are signed within the same second are equal.
 */
export function shownCredentials(): string[] {
	const shown: string[] = [];
	let ahead = 0;
	const now = Date.now;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
	const note = (message: unknown) => {
		const { authorization } = (message as { request: IncomingMessage }).request.headers;
		shown.push(String(authorization));
		ahead += 1_000;
	};
	subscribe('http.server.request.start', note);
	closeAtEnd(async () => {
		unsubscribe('http.server.request.start', note);
		clock.mockRestore();
	});
	return shown;
}

/** The credentials for the sandbox, with changes. */
export function credentialsFor({ urls, credentials }: Sandbox, changed: IDataObject = {}): Credentials {
	const common = { allowedRecipients: '', ...changed };
	return {
		heymarketJwtApi: {
			authentication: 'apiSecret',
			secretId: credentials.heymarket.secretId,
			secretKey: credentials.heymarket.secretKey,
			baseUrl: urls.heymarket,
			...common,
		},
		heymarketAutomationApi: {
			webhookUrl: credentials.heymarket.automationId,
			apiKey: credentials.heymarket.automationKey,
			baseUrl: urls.heymarket,
			...common,
		},
		whippyApi: { apiKey: credentials.whippy.apiKey, baseUrl: urls.whippy, ...common },
		sendookApi: { apiKey: credentials.sendook.apiKey, baseUrl: urls.sendook, ...common },
	} as Credentials;
}

const credentialOf = { heymarket: ['heymarketJwtApi', 'heymarketAutomationApi'], whippy: ['whippyApi'], sendook: ['sendookApi'] } as const;

/** The name of a node, which is its provider's. */
export type NodeName = keyof typeof credentialOf;

/** A workflow of a trigger and one node of the package. */
export function oneNode(
	sandbox: Sandbox,
	node: NodeName,
	parameters: IDataObject,
	{ items, settings, credential }: { items?: IDataObject[] | INodeExecutionData[]; settings?: Partial<INode>; credential?: IDataObject } = {},
): Scenario {
	const all = credentialsFor(sandbox, credential);
	return {
		nodes: [{ name: 'Node', type: `${PACKAGE}.${node}`, parameters: parameters as INode['parameters'], ...settings }],
		credentials: Object.fromEntries(credentialOf[node].map((name) => [name, all[name]])),
		items: items?.map((item) => ('json' in item ? (item as INodeExecutionData) : { json: item as IDataObject })),
	};
}

/** A resource locator's value as the editor saves it. */
export function byId(value: number | string): IDataObject {
	return { __rl: true, mode: 'id', value: String(value) };
}
