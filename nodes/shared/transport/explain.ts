import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Answer, Effect, Provider } from '../provider';
import type { Failure } from './failure';
import type { Outcome } from './outcome';
import type { Closed } from './pace';
import { holdsPage, isPage, reasonIn } from './reason';

/* What an outcome is in words: what happened, and how to go on. */

/** What a failure's message needs to know: the provider, and what the request was to do. */
export interface Endeavour {
	provider: Provider;
	credentials: ICredentialDataDecryptedObject;
	effect: Effect;
	howToCheck?: string;
	timezone: string;
	/** How many tries had an unknown outcome, or how many tries a read had; 1 if it is left out. */
	tries?: number;
}

/** What an operation does, as the object of a sentence. */
function noun(effect: Effect): string {
	return { send: 'message', write: 'change', read: 'request' }[effect];
}

/** The failure to report for the outcome of the last try. */
export function failureOf(
	outcome: Exclude<Outcome, { kind: 'accepted' | 'throttled' }>,
	{ provider, credentials, effect, howToCheck, tries }: Endeavour,
): Failure {
	const { name } = provider;
	switch (outcome.kind) {
		case 'rejected': {
			return {
				...answered(outcome.answer),
				code: 'refused',
				outcome: 'refused',
				message: `${name} refused this ${noun(effect)}: ${wordsOf(outcome.answer)}`,
				advice: adviceOn(outcome.answer, provider, credentials),
			};
		}
		case 'unauthorized': {
			return {
				...answered(outcome.answer),
				code: 'unauthorized',
				outcome: 'refused',
				message: `${name} did not accept the credential: ${wordsOf(outcome.answer)}`,
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
				message: provider.quota?.(outcome.answer) ?? `${name} takes no more messages: ${wordsOf(outcome.answer)}`,
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
			return effect === 'read' ? noAnswer(outcome, provider, tries) : unknownOutcome(outcome, { provider, effect, howToCheck });
		}
	}
}

type Unknown = Extract<Outcome, { kind: 'unknown' }>;

const OFTEN = ['', '', ', twice', ', three times', ', four times'];

function noAnswer(outcome: Unknown, provider: Provider, tries = 1): Failure {
	const isWebPage = isAnsweredByPage(outcome);
	return {
		...(outcome.answer && answered(outcome.answer)),
		code: 'no_answer',
		outcome: 'not_sent',
		message: isWebPage
			? `${provider.name} answered with a web page instead of data`
			: `${provider.name} could not be read: ${outcome.reason}${OFTEN[tries] ?? `, ${tries} times`}`,
		advice: isWebPage ? PAGE_ADVICE : 'Run it again later.',
	};
}

const PAGE_ADVICE = 'A proxy or sign-in page may stand in between; check the Base URL of the credential.';

/** Whether what should be data is a web page, which a provider never sends with a 2xx. */
function isAnsweredByPage({ answer }: Unknown): boolean {
	return answer !== undefined && answer.status < 300 && typeof answer.body === 'string' && isPage(answer.body.trim());
}

/** The failure of a send or change whose outcome is unknown. */
export function unknownOutcome(
	outcome: Unknown,
	{ provider, effect, howToCheck, tries = 1 }: Pick<Endeavour, 'provider' | 'effect' | 'howToCheck' | 'tries'>,
): Failure {
	const [done, again] = effect === 'send' ? ['sent this message', 'sent'] : ['made this change', 'made'];
	return {
		...(outcome.answer && answered(outcome.answer)),
		code: 'outcome_unknown',
		outcome: 'unknown',
		message: `${provider.name} may or may not have ${done}: ${outcome.reason}`,
		advice: [tries > 1 ? `It was tried ${tries} times.` : `It was not ${again} again.`, howToCheck, isAnsweredByPage(outcome) && PAGE_ADVICE].filter(Boolean).join(' '),
	};
}

/**
 * The failure of a request that would wait too long for the provider's limit.
 *
 * @param until when the next request may start, in milliseconds since 1970
 * @param why whether the provider named that time, or else what keeps the request back
 * @param answer the provider's last refusal of this request, if it refused it
 */
export function limitedUntil(
	until: number,
	why: Closed,
	{ provider, effect, timezone }: Omit<Endeavour, 'howToCheck'>,
	answer?: Answer,
): Failure {
	return {
		...(answer && answered(answer)),
		code: 'rate_limited',
		outcome: 'not_sent',
		message: why.asked
			? `${provider.name} asks to wait until ${clock(until, timezone)}: ${wordsOf(why.asked)}`
			: `${provider.name} ${why.words}: the next ${noun(effect)} can leave at ${clock(until, timezone)}`,
		advice: effect === 'read' ? 'Run it again later.' : 'Run the rest later; accepted ones won’t go out again on Retry.',
		retryAfter: new Date(until).toISOString(),
	};
}

function answered({ status, headers }: Answer): Pick<Failure, 'status' | 'requestId'> {
	return { status: status || undefined, requestId: headers['x-request-id'] };
}

function adviceOn(answer: Answer, provider: Provider, credentials: ICredentialDataDecryptedObject): string | undefined {
	// The advice for 413 (too large) helps also if a proxy answered. Other advice is about what only the provider knows.
	if (answer.status !== 413 && holdsPage(answer.body)) {
		return `It answered with a web page, as a proxy does. Check the Base URL of the credential and what stands between this n8n and ${provider.name}.`;
	}
	const words = provider.advice?.[answer.status];
	return typeof words === 'function' ? words(credentials, answer) : words;
}

function wordsOf({ status, body }: Answer): string {
	return reasonIn(body) ?? `status ${status}`;
}

/** The time of day in the workflow's time zone and its name, with the date if it is more than a day away. */
function clock(time: number, timezone: string): string {
	const near = time - Date.now() < 24 * 3_600_000;
	const shown = new Intl.DateTimeFormat('en-GB', {
		timeZone: timezone,
		hour: '2-digit',
		minute: '2-digit',
		...(!near && { day: 'numeric', month: 'long', year: 'numeric' }),
	}).format(time);
	return `${shown} (${timezone})`;
}
