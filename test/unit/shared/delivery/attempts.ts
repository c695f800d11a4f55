import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { attempt, type Attempt, type Result, type Watcher } from '../../../../nodes/shared/delivery/attempt';
import type { Operation } from '../../../../nodes/shared/operation';
import type { Provider } from '../../../../nodes/shared/provider';
import { example, provider } from '../support';

/** What is particular about a message in a test. */
export interface Message {
	/** Who shares it shares a limit. */
	apiKey: string;
	/** Tells it from others to who answers its requests. */
	name?: string;
	provider?: Provider;
	operation?: Operation;
	maxWaitMs?: number;
	sendAgainIfUnknown?: boolean;
	signal?: AbortSignal;
	watcher?: Watcher;
}

const sending = example('send');

/** Sends a message by the loop that ships; its requests are answered by whatever the test has put in the place of `exchange`. */
export async function deliverMessage(message: Message): Promise<Result> {
	const credentials: ICredentialDataDecryptedObject = { apiKey: message.apiKey, baseUrl: 'https://api.example.com' };
	const all = {
		provider: message.provider ?? provider(),
		operation: message.operation ?? sending,
		credentials,
		item: {
			context: { getExecutionCancelSignal: () => message.signal },
			form: { timezone: 'UTC' },
			options: { maxWaitMs: message.maxWaitMs ?? 300_000, sendAgainIfUnknown: message.sendAgainIfUnknown ?? false },
		},
		request: { method: 'POST', url: '/v1/things', query: {}, body: { name: message.name } },
		watcher: message.watcher ?? { leaving() {}, notTaken() {}, unknown() {} },
	};
	return await attempt(all as unknown as Attempt);
}
