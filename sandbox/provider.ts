import type { Answer } from './answer.ts';
import type { Accepted } from './ledger.ts';
import type { LimitHit, LimitSetting } from './limits.ts';

export const providerNames = ['heymarket', 'whippy', 'sendook'] as const;
export type ProviderName = (typeof providerNames)[number];

export function isProviderName(name: unknown): name is ProviderName {
	return providerNames.includes(name as ProviderName);
}

/** A request that has arrived whole. Header names are lower case, header values single strings. */
export interface Arrival {
	method: string;
	/** The path as it was sent, without the query. */
	path: string;
	query: Record<string, string | string[]>;
	headers: Record<string, string>;
	/** The parsed JSON body, or the text where it isn't JSON; undefined where there is none. */
	body: unknown;
	/** Address of the client. Sendook counts its hourly limit by it. */
	address: string;
}

/** What an operation works on: the arrival, plus what the contract made of it. */
export interface Call extends Arrival {
	operationId: string;
	params: Record<string, string>;
	/** Writes down that the provider took something on: a message that will go out, a comment that was stored. */
	accept(effect: Pick<Accepted, 'kind' | 'recipients' | 'marker' | 'messageId'>): void;
}

/** Why a request is one that no correct client sends. */
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
	/** For kind contract: the JSON Schema keyword that failed, and whether a field was unknown. */
	keyword?: string;
}

export interface Limited {
	/** Name of a limit in `limits`. */
	limit: string;
	/** Whose count it is: a key, an address. */
	whose: string;
	/** What is counted: every request, or only what was accepted. */
	counts: 'requests' | 'accepted';
}

/** The particulars of one provider. Everything else (faults, ledger, limits, contract) is the same for all. */
export interface Provider<State = unknown> {
	/** Also the name of its folder in contracts/. */
	name: ProviderName;
	/** Longest body in bytes. */
	longestBody: number;
	/** What the provider stores. Replaced by `reset`. */
	state: State;
	reset(): void;
	/** Its documented limits. */
	limits: Record<string, LimitSetting>;
	/** Headers that stand on every answer. */
	headers(): Record<string, string>;
	/** The account behind the credentials, or the provider's refusal with the reason (which no client sees). */
	authenticate(arrival: Arrival): { account: string } | { refusal: Answer; reason: string };
	/** The limits a request counts against, in the order in which they are checked. */
	limited(operationId: string, arrival: Arrival, account: string): Limited[];
	/** Headers that tell how much of a limit is left; they stand on success, too. */
	limitHeaders?(hit: LimitHit): Record<string, string>;
	/** 429. `quota` is a count that waiting a little doesn't help with. */
	throttled(hit: LimitHit): Answer;
	unauthorized(): Answer;
	refuse(refused: Refused): Answer;
	tooLarge(): Answer;
	/** Whom a send names, normalised, to see two overlapping requests for one recipient. Empty for reads. */
	recipients(operationId: string, call: Pick<Call, 'params' | 'body'>): string[];
	operations: Record<string, (call: Call) => Answer>;
}
