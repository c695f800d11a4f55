import path from 'node:path';

import axios from 'axios';

import { credentials } from '../../sandbox/credentials.ts';
import type { FaultRequest } from '../../sandbox/faults.ts';
import type { LedgerSnapshot } from '../../sandbox/ledger.ts';
import type { SandboxAddress } from '../../sandbox/sandbox.ts';
import type { Credential, N8nApi } from './n8nApi.ts';
import { type Service, startService } from './service.ts';
import type { CredentialsByType } from './workflows.ts';

/** The sandbox's addresses, in the order of their ports. */
export const SANDBOX_ADDRESSES: SandboxAddress[] = ['control', 'heymarket', 'whippy', 'sendook'];

/** What the sandbox is started with. Paths are absolute. */
export interface SandboxServerOptions {
	/** The Node that runs it. */
	node: string;
	/** The project's folder. */
	root: string;
	/** The file for its output. */
	log: string;
	ports: Record<SandboxAddress, number>;
	/** Aborting it while the sandbox is starting stops the sandbox. */
	signal?: AbortSignal;
}

/** The sandbox in a process of its own. */
export interface SandboxServer extends Service {
	/** Addresses without a slash at the end. */
	urls: Record<SandboxAddress, string>;
	/** What arrived and what was accepted since the start or the last reset. */
	ledger(): Promise<LedgerSnapshot>;
	/** Makes something go wrong. */
	addFault(fault: FaultRequest): Promise<void>;
	/** Makes everything as it was at the start. */
	reset(): Promise<void>;
}

/** Gives each address one of the ports, in the order of `SANDBOX_ADDRESSES`. */
export function portsByAddress(ports: number[]): Record<SandboxAddress, number> {
	const entries = SANDBOX_ADDRESSES.map((name, index) => [name, ports[index]]);
	return Object.fromEntries(entries) as Record<SandboxAddress, number>;
}

/**
 * Starts the sandbox and waits until it answers.
 *
 * @throws {ServiceFailed} when it ends or isn't ready in time, with the end of its log
 */
export async function startSandboxServer(options: SandboxServerOptions): Promise<SandboxServer> {
	const { node, root, log, ports, signal } = options;
	const urls = Object.fromEntries(
		SANDBOX_ADDRESSES.map((name) => [name, `http://127.0.0.1:${ports[name]}`]),
	) as SandboxServer['urls'];
	const service = await startService({
		name: 'the sandbox',
		command: [
			node,
			path.join(root, 'sandbox', 'start.ts'),
			...SANDBOX_ADDRESSES.flatMap((name) => [`--${name}-port`, String(ports[name])]),
		],
		environment: { PATH: process.env.PATH },
		folder: root,
		log,
		ready: `${urls.control}/health`,
		readyWithinMs: 60_000,
		stopsWithinMs: 3000,
		signal,
	});
	const control = axios.create({ baseURL: urls.control, proxy: false, timeout: 60_000 });
	return {
		...service,
		urls,
		ledger: async () => (await control.get<LedgerSnapshot>('/ledger')).data,
		addFault: async (fault) => void (await control.post('/faults', fault)),
		reset: async () => void (await control.post('/reset')),
	};
}

/** n8n credentials for the sandbox's three providers. */
function sandboxCredentials(urls: Record<SandboxAddress, string>): Credential[] {
	const { heymarket, whippy, sendook } = credentials;
	return [
		{
			name: 'Heymarket (sandbox)',
			type: 'heymarketJwtApi',
			data: {
				authentication: 'apiSecret',
				secretId: heymarket.secretId,
				secretKey: heymarket.secretKey,
				teamApiKey: '',
				webhookTokens: heymarket.webhookToken,
				baseUrl: urls.heymarket,
				allowedRecipients: '',
			},
		},
		{
			name: 'Heymarket automation (sandbox)',
			type: 'heymarketAutomationApi',
			data: { webhookUrl: heymarket.automationId, apiKey: heymarket.automationKey, baseUrl: urls.heymarket, allowedRecipients: '' },
		},
		{
			name: 'Whippy (sandbox)',
			type: 'whippyApi',
			data: { apiKey: whippy.apiKey, baseUrl: urls.whippy, allowedRecipients: '' },
		},
		{
			name: 'Sendook (sandbox)',
			type: 'sendookApi',
			data: { apiKey: sendook.apiKey, baseUrl: urls.sendook, allowedRecipients: '' },
		},
	];
}

/** What a person fills in to add a credential for each provider of the sandbox, one line each. */
export function fillingIn(urls: Record<SandboxAddress, string>): string[] {
	const { heymarket, whippy, sendook } = credentials;
	return [
		`Heymarket: Secret ID ${heymarket.secretId}, Secret Key ${heymarket.secretKey}, Base URL ${urls.heymarket}`,
		`Whippy: API Key ${whippy.apiKey}, Base URL ${urls.whippy}`,
		`Sendook: API Key ${sendook.apiKey}, Base URL ${urls.sendook}`,
	];
}

/** A credential that n8n has stored, and its id there. */
export interface StoredCredential {
	id: string;
	credential: Credential;
}

/** Stores credentials for the sandbox's three providers in an n8n. */
export async function storeCredentials(
	api: N8nApi,
	urls: SandboxServer['urls'],
): Promise<{ credentials: StoredCredential[]; byType: CredentialsByType }> {
	const credentials: StoredCredential[] = [];
	for (const credential of sandboxCredentials(urls)) {
		credentials.push({ id: await api.saveCredential(credential), credential });
	}
	const byType = Object.fromEntries(credentials.map(({ id, credential: { type, name } }) => [type, { id, name }]));
	return { credentials, byType };
}
