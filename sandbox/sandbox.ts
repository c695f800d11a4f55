import type { Server } from 'node:http';

import { loadContract } from './contract.ts';
import type { Contract } from './contract.ts';
import { controlServer } from './control.ts';
import { credentials } from './credentials.ts';
import { Deliveries } from './deliveries.ts';
import { Faults } from './faults.ts';
import { heymarket } from './heymarket/heymarket.ts';
import type { HeymarketState } from './heymarket/state.ts';
import { Ledger } from './ledger.ts';
import { Limits } from './limits.ts';
import { providerNames } from './provider.ts';
import type { Provider, ProviderName } from './provider.ts';
import { sendook } from './sendook/sendook.ts';
import type { SendookState } from './sendook/state.ts';
import { listen, providerServer, stop } from './server.ts';
import { UnknownAnswers } from './unknowns.ts';
import { whippy } from './whippy/whippy.ts';
import type { WhippyState } from './whippy/state.ts';

export type SandboxAddress = ProviderName | 'control';

export interface SandboxOptions {
	/** Ports on 127.0.0.1. If one is left out or 0, the system chooses a free port. */
	ports?: Partial<Record<SandboxAddress, number>>;
}

/** A running sandbox: the three providers, and everything that the control address can do. */
export interface Sandbox {
	/** Addresses without a trailing slash. */
	urls: Record<SandboxAddress, string>;
	ledger: Ledger;
	faults: Faults;
	limits: Limits;
	/** What the providers post to webhooks. */
	deliveries: Deliveries;
	/** How the providers answer where no source tells it. */
	unknowns: UnknownAnswers;
	/** The data that the providers store. It must be read again after `reset`, which replaces it. */
	readonly state: { heymarket: HeymarketState; whippy: WhippyState; sendook: SendookState };
	credentials: typeof credentials;
	/** Makes state, unknowns, ledger, faults and limits as they were at the start. Requests that are under way then change nothing later. */
	reset(): void;
	close(): Promise<void>;
}

// Contracts are kept, because reading and compiling one takes longer than everything else at the start.
const contracts = new Map<ProviderName, Promise<Contract>>();

function contractOf({ name }: Provider): Promise<Contract> {
	const known = contracts.get(name) ?? loadContract(name);
	contracts.set(name, known);
	return known;
}

/** Starts a sandbox. @throws Error if a port is in use (code EADDRINUSE) */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const deliveries = new Deliveries();
	const providers = { heymarket: heymarket(deliveries), whippy: whippy(deliveries), sendook: sendook(deliveries) };
	const services = {
		ledger: new Ledger(),
		faults: new Faults(),
		limits: new Limits({
			heymarket: providers.heymarket.limits,
			whippy: providers.whippy.limits,
			sendook: providers.sendook.limits,
		}),
		unknowns: new UnknownAnswers(providers),
	};

	function reset(): void {
		for (const name of providerNames) providers[name].reset();
		deliveries.reset();
		services.ledger.reset();
		services.faults.clear();
		services.limits.reset();
	}

	const serverOf = async (provider: Provider) => providerServer(provider, await contractOf(provider), services);
	const servers: Record<SandboxAddress, Server> = {
		heymarket: await serverOf(providers.heymarket),
		whippy: await serverOf(providers.whippy),
		sendook: await serverOf(providers.sendook),
		control: controlServer({ ...services, reset, deliveries, heymarket: () => providers.heymarket.state, sendook: () => providers.sendook.state, whippy: () => providers.whippy.state }),
	};

	const urls = {} as Sandbox['urls'];
	const names = Object.keys(servers) as SandboxAddress[];
	const close = async () => {
		await deliveries.close();
		await Promise.all(names.filter((name) => urls[name] !== undefined).map((name) => stop(servers[name])));
	};
	try {
		for (const name of names) urls[name] = `http://127.0.0.1:${await listen(servers[name], options.ports?.[name] ?? 0)}`;
	} catch (error) {
		await close();
		throw error;
	}

	return {
		urls,
		...services,
		deliveries,
		get state() {
			return {
				heymarket: providers.heymarket.state,
				whippy: providers.whippy.state,
				sendook: providers.sendook.state,
			};
		},
		credentials,
		reset,
		close,
	};
}
