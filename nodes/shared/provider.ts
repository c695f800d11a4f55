import type { ICredentialDataDecryptedObject, IHttpRequestMethods } from 'n8n-workflow';

/** A provider's HTTP answer: the status, the headers with lower-case names, and the body as n8n parsed it. */
export interface Answer {
	status: number;
	headers: Record<string, string | undefined>;
	/** Parsed JSON if the provider sent JSON, otherwise text; undefined if the body was cut. */
	body: unknown;
}

/** The parts of a request by which a limit tells whether it covers the request. */
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
	/** Which requests count against this limit; all of them if it is left out. */
	covers?: (kind: RequestKind) => boolean;
	/** Whether the provider counts the requests of each account, or all requests to one base URL. */
	countedBy: 'account' | 'baseUrl';
}

/** Everything that differs between providers. The code in nodes/shared knows nothing else of a provider. */
export interface Provider {
	/** As people write it: `Heymarket`. */
	name: string;
	/** n8n's name of the credential type. */
	credential: string;
	/** The provider's own address, which is the default of the credential's Base URL. */
	baseUrl: string;
	limits: Limit[];
	/** By what the provider counts an account, such as the API key. It is hashed before use and never leaves this process. */
	account: (credentials: ICredentialDataDecryptedObject) => string;
	/** The part of a 2xx body that holds the data, without what the provider wraps around it. */
	unwrap: (body: unknown) => unknown;
	/** Whether a 429 means that a quota of a day or month is used up, so that waiting a little is no use. */
	isQuota?: (answer: Answer) => boolean;
	/** A sentence that says which quota is used up, and when it is free again where that is known. */
	quota?: (answer: Answer) => string;
	/** The milliseconds to wait that a 429 names in a header of the provider's own. */
	waitHint?: (answer: Answer) => number | undefined;
	/** Drops the cached token of a credential, so that the next request gets a new one. */
	forgetToken?: (credentials: ICredentialDataDecryptedObject) => void;
	/** Checks a credential before anything is sent. @throws UserError that says what is wrong with it */
	checkCredentials: (credentials: ICredentialDataDecryptedObject) => void | Promise<void>;
	/** What of a path the credential holds, by the names of the placeholders. */
	ids?: (credentials: ICredentialDataDecryptedObject) => Record<string, string>;
	/** What a person can do about a status such as 401; a function if that depends on the credential or on the answer. */
	advice?: Partial<Record<number, string | ((credentials: ICredentialDataDecryptedObject, answer: Answer) => string | undefined)>>;
}

