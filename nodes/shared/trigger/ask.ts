import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import { attempting, exchanging } from '../later';
import type { Answer, Effect, Provider } from '../provider';
import { pathOf } from '../security/path';
import type { Patience } from '../transport/attempt';
import type { RequestContext } from '../transport/exchange';
import type { Failure } from '../transport/failure';
import { attempt as tried } from '../values/invalid';

/** A request that a trigger makes: to register, to look something up, or to poll. */
export interface Question {
	method: IHttpRequestMethods;
	/** A path template such as `/v1/webhooks/{id}`. */
	path: string;
	ids?: Record<string, string>;
	query?: IDataObject;
	body?: IDataObject;
	/** `read` where it is left out. A POST that creates something is a `write`, which is never repeated by itself. */
	effect?: Exclude<Effect, 'send'>;
}

/** The provider's answer without its envelope, or why there is none. */
export type Asked = { data: unknown; answer: Answer } | { failure: Failure };

/** Makes requests to one provider with the trigger's credential, before those of node runs. Never rejects. */
export type Ask = (question: Question) => Promise<Asked>;

/** The parts of n8n's hook, webhook and poll contexts that a request needs. */
export interface AskContext extends RequestContext {
	getTimezone(): string;
}

/** So long an answer is waited for; nobody waits for a trigger's reads as long as for a message. */
const LONGEST_ANSWER_MS = 60_000;

/** Reads the credential and gives what makes requests with it. @throws what n8n throws where it can't read the credential */
export async function askerIn(context: AskContext, provider: Provider, patience: Patience, signal?: AbortSignal): Promise<{ ask: Ask; credentials: ICredentialDataDecryptedObject }> {
	const credentials = await context.getCredentials(provider.credential);
	const sender = new (exchanging().Sender)(provider, context, credentials);
	const ask: Ask = async ({ method, path, ids = {}, query = {}, body = {}, effect = 'read' }) => {
		const url = tried(() => pathOf(path, ids));
		if (url.fault) return { failure: { code: 'invalid_input', outcome: 'not_sent', message: url.fault.message, advice: url.fault.help } };
		const result = await attempting().attempt({
			sender,
			operation: { effect },
			target: { method, path },
			request: { method, url: url.good, query, body },
			settings: { timeout: Math.min(patience.maxWaitMs, LONGEST_ANSWER_MS) },
			patience: { ...patience, first: true },
			timezone: context.getTimezone(),
			signal,
		});
		return 'answer' in result ? { data: provider.unwrap(result.answer.body), answer: result.answer } : result;
	};
	return { ask, credentials };
}
