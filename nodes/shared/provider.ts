import type { ICredentialDataDecryptedObject, IHttpRequestMethods } from 'n8n-workflow';

/** An HTTP answer as `deliver` sees it: status, lower-case header names, and the body as n8n parsed it. */
export interface Answer {
	status: number;
	headers: Record<string, string | undefined>;
	/** Parsed JSON where the provider sent JSON, else the text; undefined where the body was cut. */
	body: unknown;
}

/** What tells one kind of request from another for the limits that a provider sets. */
export interface RequestKind {
	method: IHttpRequestMethods;
	/** The path template, for example `/v1/message/send`. */
	path: string;
	effect: Effect;
}

/** `read` changes nothing; `write` changes the provider's records; `send` reaches a person and can't be undone. */
export type Effect = 'read' | 'write' | 'send';

/** A provider's documented limit: at most `count` requests in any `windowMs` milliseconds. */
export interface Limit {
	count: number;
	windowMs: number;
	/** For people: `100 an hour`. */
	words: string;
	/** Which requests count against this limit; all of them where it is left out. */
	covers?: (kind: RequestKind) => boolean;
	/** What the provider counts by. */
	countedBy: 'account' | 'baseUrl';
}

/** Everything that is particular about one provider; `deliver` knows no more of it than this. */
export interface Provider {
	/** As people write it: `Heymarket`. */
	name: string;
	/** n8n's name of the credential type. */
	credential: string;
	/** The provider's own address, which its credential has until someone writes another into it. */
	baseUrl: string;
	limits: Limit[];
	/** What the provider counts an account by, such as the API key. Never leaves this process; it is hashed before use. */
	account: (credentials: ICredentialDataDecryptedObject) => string;
	/** The part of a 2xx body that is the answer proper, without the provider's envelope. */
	unwrap: (body: unknown) => unknown;
	/** The provider's own words for why it refused, or undefined where the body holds none; a page of HTML is not shown. */
	refusal: (answer: Answer) => string | undefined;
	/** Whether a 429 is a quota of a day or month, which waiting a little doesn't help. */
	isQuota?: (answer: Answer) => boolean;
	/** Milliseconds to wait that the provider names in a header of its own on a 429. */
	waitHint?: (answer: Answer) => number | undefined;
	/** Drops what is cached of a credential, so that the next request is signed anew. */
	forgetToken?: (credentials: ICredentialDataDecryptedObject) => void;
	/** Throws what is wrong with a credential before anything is sent. */
	checkCredentials: (credentials: ICredentialDataDecryptedObject) => void | Promise<void>;
	/** What to do about a status such as 401; a function where that depends on the credential. */
	advice?: Partial<Record<number, string | ((credentials: ICredentialDataDecryptedObject) => string)>>;
}

