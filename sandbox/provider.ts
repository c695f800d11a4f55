import type { Answer } from './answer.ts';
import type { Accepted } from './ledger.ts';
import type { LimitHit, LimitSetting } from './limits.ts';
import type { Unknowns } from './unknowns.ts';

export const providerNames = ['heymarket', 'whippy', 'sendook'] as const;
export type ProviderName = (typeof providerNames)[number];

export function isProviderName(name: unknown): name is ProviderName {
	return providerNames.includes(name as ProviderName);
}

/** A request that has arrived completely. Header names are in lower case, and each header is one string. */
export interface Arrival {
	method: string;
	/** The path as it was sent, without the query. */
	path: string;
	query: Record<string, string | string[]>;
	headers: Record<string, string>;
	/** The parsed JSON body, or the text if it isn't JSON; undefined if there is none. */
	body: unknown;
	/** The client's network address, by which Sendook counts its hourly limit. */
	address: string;
}

/** A request as an operation gets it, after it was read by the contract. */
export interface Call extends Arrival {
	operationId: string;
	params: Record<string, string>;
	/** Records that the provider accepted a message or stored a comment. */
	accept(effect: Pick<Accepted, 'kind' | 'recipients' | 'marker' | 'messageId'>): void;
}

/** Why no correct client would send a request. */
export interface Refused {
	kind:
		| 'contract'
		| 'content-type'
		| 'broken-json'
		| 'unexpected-body'
		| 'path'
		| 'repeated-query'
		| 'unknown-operation'
		| 'foreign-credential'
		| 'credential-in-url'
		| 'redirect-followed';
	detail: string;
	/** For kind `contract`: the JSON Schema keyword that failed; for an unknown field it is `additionalProperties`. */
	keyword?: string;
}

export interface Limited {
	/** Name of a limit in `limits`. */
	limit: string;
	/** The key or address whose requests are counted. */
	whose: string;
	/** Whether every request counts, or only those that were accepted. */
	counts: 'requests' | 'accepted';
}

/** Everything that differs between the providers. Faults, ledger, limits and contracts work in the same way for all. */
export interface Provider<State = unknown> {
	/** Also the name of the folder in contracts/. */
	name: ProviderName;
	/** The most bytes that a body may have. */
	longestBody: number;
	/** The data that the provider stores; `reset` replaces it. */
	state: State;
	reset(): void;
	/** What no source tells, and how the sandbox answers there now. */
	unknowns?: { table: Unknowns; answering(): Record<string, string> };
	/** A request as the contract judges it, where the sandbox answers otherwise than the contract assumes. */
	judged?(arrival: Arrival): Arrival;
	/** Its documented limits. */
	limits: Record<string, LimitSetting>;
	/** Headers of every answer. */
	headers(): Record<string, string>;
	/** The account of the credentials, or the provider's refusal. The client doesn't see the `reason`. */
	authenticate(arrival: Arrival): { account: string } | { refusal: Answer; reason: string };
	/** The limits a request counts against, in the order in which they are checked. */
	limited(operationId: string, arrival: Arrival, account: string): Limited[];
	/** Headers that tell how much of a limit is left; successful answers have them, too. */
	limitHeaders?(hit: LimitHit): Record<string, string>;
	/** The provider's answer with status 429. */
	throttled(hit: LimitHit): Answer;
	unauthorized(): Answer;
	refuse(refused: Refused): Answer;
	tooLarge(): Answer;
	/** The recipients that a send names, normalised, so that overlapping requests for one of them are noticed. Empty for reads. */
	recipients(operationId: string, call: Pick<Call, 'params' | 'body'>): string[];
	operations: Record<string, (call: Call) => Answer>;
}
