import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { attempt, type Result, type Watcher } from '../../../../nodes/shared/transport/attempt';
import { Sender, type RequestContext } from '../../../../nodes/shared/transport/exchange';
import type { Outcome } from '../../../../nodes/shared/transport/outcome';
import type { Operation } from '../../../../nodes/shared/operation';
import type { Provider } from '../../../../nodes/shared/provider';
import { example, provider } from '../support';

/** A message of a test. */
export interface Message {
	/** Messages with the same key share a limit. */
	apiKey: string;
	/** A name by which the function that answers requests recognises it. */
	name?: string;
	provider?: Provider;
	operation?: Operation;
	maxWaitMs?: number;
	sendAgainIfUnknown?: boolean;
	signal?: AbortSignal;
	watcher?: Watcher;
}

const sending = example('send');

/** Replaces the request itself. It gets the account and the body. */
export const exchange = jest.fn<Promise<Outcome>, [apiKey: string, body: IDataObject]>();

/** Sends a message by the package's own loop of tries, with `exchange` instead of real requests. */
export async function deliverMessage(message: Message): Promise<Result> {
	const { apiKey, maxWaitMs = 300_000, sendAgainIfUnknown, signal, watcher, name } = message;
	const credentials: ICredentialDataDecryptedObject = { apiKey, baseUrl: 'https://api.example.com' };
	const context = { getCredentials: async () => credentials, helpers: {} } as unknown as RequestContext;
	const sender = new Sender(message.provider ?? provider(), context, credentials);
	sender.exchange = async ({ body }) => await exchange(apiKey, body as IDataObject);
	const { operation = sending } = message;
	const { request: target } = operation;
	return await attempt({
		sender,
		operation,
		target,
		request: { method: target.method, url: '/v1/things', query: {}, body: { name } },
		settings: {},
		patience: { maxWaitMs, sendAgainIfUnknown },
		timezone: 'UTC',
		signal,
		watcher,
	});
}
