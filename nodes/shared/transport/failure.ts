import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Answer, Effect, Provider } from '../provider';
import type { Outcome } from './outcome';

/**
 * Stable names of what became of an item that failed; workflows branch on them, so a name never changes its meaning.
 * They are listed in the README.
 */
export type FailureCode =
	| 'invalid_input'
	| 'invalid_credential'
	| 'recipient_not_allowed'
	| 'already_done_differently'
	| 'too_many_segments'
	| 'refused'
	| 'unauthorized'
	| 'redirected'
	| 'rate_limited'
	| 'quota_reached'
	| 'unreachable'
	| 'no_answer'
	| 'outcome_unknown'
	| 'canceled';

/** Why an item has no output, in words for people and in a code for workflows. */
export interface Failure {
	code: FailureCode;
	/** `not_sent`: nothing was accepted for this item. `refused`: the provider said no. `unknown`: nobody knows. */
	outcome: 'not_sent' | 'refused' | 'unknown';
	/** What happened, without `[item 3]`. */
	message: string;
	/** How to go on. */
	advice?: string;
	/** The HTTP status, where there was an answer. */
	status?: number;
	requestId?: string;
	/** When it can be tried again, ISO 8601. */
	retryAfter?: string;
	/** n8n's own error, where it could not evaluate an expression: the editor marks the field by it. Never another one. */
	cause?: unknown;
}

/** Either what was to be made, or why it can't be. */
export type Checked<Good> = { good: Good } | { failure: Failure };

/** An item that can't be sent as it is filled in. */
export function invalidInput(message: string, advice?: string): Failure {
	return { code: 'invalid_input', outcome: 'not_sent', message, advice };
}

/** Where a failure belongs: the provider, and what was to be done. */
export interface Endeavour {
	provider: Provider;
	credentials: ICredentialDataDecryptedObject;
	effect: Effect;
	howToCheck?: string;
	timezone: string;
	/** How many tries of it left without anybody knowing what became of them; 1 where it is left out. */
	tries?: number;
}

/** What an operation does, as the object of a sentence. */
function noun(effect: Effect): string {
	return { send: 'message', write: 'change', read: 'request' }[effect];
}

/** The final failure that a try's outcome is, once it isn't tried again. */
export function failureOf(
	outcome: Exclude<Outcome, { kind: 'accepted' | 'throttled' }>,
	{ provider, credentials, effect, howToCheck }: Endeavour,
): Failure {
	const { name } = provider;
	switch (outcome.kind) {
		case 'rejected': {
			return {
				...answered(outcome.answer),
				code: 'refused',
				outcome: 'refused',
				message: `${name} refused this ${noun(effect)}: ${wordsOf(provider, outcome.answer)}`,
				advice: adviceOn(outcome.answer, provider, credentials),
			};
		}
		case 'unauthorized': {
			return {
				...answered(outcome.answer),
				code: 'unauthorized',
				outcome: 'refused',
				message: `${name} did not accept the credential: ${wordsOf(provider, outcome.answer)}`,
				advice: adviceOn(outcome.answer, provider, credentials),
			};
		}
		case 'redirected': {
			return {
				...answered(outcome.answer),
				code: 'redirected',
				outcome: 'refused',
				message: `${name} pointed to another address, which is not followed (status ${outcome.answer.status})`,
				advice: 'Check the Base URL of the credential.',
			};
		}
		case 'quota': {
			return {
				...answered(outcome.answer),
				code: 'quota_reached',
				outcome: 'not_sent',
				message: `${name} takes no more messages: ${wordsOf(provider, outcome.answer)}`,
				advice: 'Run the rest when the quota is free again; accepted ones won’t go out again on Retry.',
			};
		}
		case 'unreachable': {
			return {
				code: 'unreachable',
				outcome: 'not_sent',
				message: `${name} could not be reached: ${outcome.reason}`,
				advice: 'Check the Base URL of the credential and the network of this n8n.',
			};
		}
		case 'unreadable': {
			return outcome.failure;
		}
		case 'unknown': {
			return effect === 'read' ? noAnswer(outcome, provider) : unknownOutcome(outcome, { provider, effect, howToCheck });
		}
	}
}

type Unknown = Extract<Outcome, { kind: 'unknown' }>;

function noAnswer(outcome: Unknown, provider: Provider): Failure {
	return {
		...(outcome.answer && answered(outcome.answer)),
		code: 'no_answer',
		outcome: 'not_sent',
		message: `${provider.name} did not answer: ${outcome.reason}`,
		advice: 'Nothing was changed. Run it again later.',
	};
}

/** A send or change that left without anybody knowing what became of it. */
export function unknownOutcome(
	outcome: Unknown,
	{ provider, effect, howToCheck, tries = 1 }: Pick<Endeavour, 'provider' | 'effect' | 'howToCheck' | 'tries'>,
): Failure {
	const done = effect === 'send' ? 'sent this message' : 'made this change';
	return {
		...(outcome.answer && answered(outcome.answer)),
		code: 'outcome_unknown',
		outcome: 'unknown',
		message: `${provider.name} may or may not have ${done}: ${outcome.reason}`,
		advice: [tries > 1 ? `It was tried ${tries} times.` : 'It was not sent again.', howToCheck].filter(Boolean).join(' '),
	};
}

/** The provider takes nothing more until `until` (milliseconds since 1970); `answer` is where it said so to this request. */
export function limitedUntil(
	until: number,
	words: string,
	{ provider, effect, timezone }: Omit<Endeavour, 'howToCheck'>,
	answer?: Answer,
): Failure {
	return {
		...(answer && answered(answer)),
		code: 'rate_limited',
		outcome: 'not_sent',
		message: `${provider.name} takes no more ${noun(effect)}s until ${clock(until, timezone)} (${words})`,
		advice: 'Run the rest later; accepted ones won’t go out again on Retry.',
		retryAfter: new Date(until).toISOString(),
	};
}

export const CANCELED: Failure = {
	code: 'canceled',
	outcome: 'not_sent',
	message: 'The execution was canceled before this went out',
};

function answered({ status, headers }: Answer): Pick<Failure, 'status' | 'requestId'> {
	return { status: status || undefined, requestId: headers['x-request-id'] };
}

/** A provider's words are shown whole up to this length. */
const LONGEST_WORDS = 500;

/** HTML or XML, which says nothing that a person could use, and may be of a proxy that stands in the provider's place. */
function isPage(words: string | undefined): boolean {
	return words?.startsWith('<') ?? false;
}

function adviceOn(answer: Answer, provider: Provider, credentials: ICredentialDataDecryptedObject): string | undefined {
	// What is too large is so whoever says it; a proxy knows nothing of keys and members.
	if (answer.status !== 413 && isPage(provider.refusal(answer)?.trim())) {
		return `It answered with a web page, as a proxy does. Check the Base URL of the credential and what stands between this n8n and ${provider.name}.`;
	}
	const words = provider.advice?.[answer.status];
	return typeof words === 'function' ? words(credentials) : words;
}

function wordsOf(provider: Provider, answer: Answer): string {
	const words = provider.refusal(answer)?.trim();
	if (!words || isPage(words)) return `status ${answer.status}`;
	if (words.length <= LONGEST_WORDS) return words;
	// Not cut within what may be a key: `withoutSecrets` knows only whole ones.
	const beginning = words.slice(0, LONGEST_WORDS).replace(/[!#-~]+$/, '');
	return beginning ? `${beginning}…` : `status ${answer.status}`;
}

/** The time of day in the workflow's time zone; with the date where it isn't within a day. */
function clock(time: number, timezone: string): string {
	const near = time - Date.now() < 24 * 3_600_000;
	return new Intl.DateTimeFormat('en-GB', {
		timeZone: timezone,
		hour: '2-digit',
		minute: '2-digit',
		...(!near && { day: 'numeric', month: 'long', year: 'numeric' }),
	}).format(time);
}
