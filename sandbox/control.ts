import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { json } from './answer.ts';
import type { Answer } from './answer.ts';
import { readBody, redirectTrap } from './arrival.ts';
import type { FaultRequest } from './faults.ts';
import type { LimitSetting } from './limits.ts';
import type { Deliveries } from './deliveries.ts';
import { receiveText } from './heymarket/events.ts';
import type { HeymarketState } from './heymarket/state.ts';
import { settle } from './sendook/events.ts';
import { receive as receiveMail } from './sendook/messages.ts';
import type { SendookState } from './sendook/state.ts';
import { isProviderName, providerNames } from './provider.ts';
import { send } from './misfortune.ts';
import type { Services } from './server.ts';
import type { UnknownAnswers } from './unknowns.ts';
import { arrive } from './whippy/deliveries.ts';
import type { WhippyState } from './whippy/state.ts';

interface Controls extends Services {
	deliveries: Deliveries;
	heymarket(): HeymarketState;
	sendook(): SendookState;
	whippy(): WhippyState;
	unknowns: UnknownAnswers;
	reset(): void;
}

/** A request to the control address that can't be used. The message is for the person who made it. */
class Mistake extends Error {}

function providerNamed(name: unknown) {
	if (isProviderName(name)) return name;
	throw new Mistake(`No provider ${JSON.stringify(name)}. There are: ${providerNames.join(', ')}`);
}

function isSetting(limit: unknown): limit is LimitSetting {
	if (limit === null || typeof limit !== 'object') return false;
	const { count, window, kind } = limit as Partial<LimitSetting>;
	return (
		Number.isInteger(count) &&
		Number(count) > 0 &&
		Number.isInteger(window) &&
		Number(window) > 0 &&
		(kind === undefined || ['fixed', 'sliding', 'bucket'].includes(kind))
	);
}

function changeLimit(controls: Controls, body: unknown): unknown {
	const { provider, limit, name } = (body ?? {}) as Record<string, unknown>;
	const named = providerNamed(provider);
	if (name !== undefined && typeof name !== 'string') throw new Mistake('name must be a string');
	if (limit === 'off' || limit === 'default') controls.limits.set(named, limit, name);
	else if (isSetting(limit)) {
		controls.limits.set(named, { count: limit.count, window: limit.window, kind: limit.kind ?? 'fixed' }, name);
	} else {
		throw new Mistake('limit must be "off", "default" or {"count": 5, "window": 1000, "kind": "fixed"}, window in milliseconds');
	}
	return controls.limits.list();
}

function changeUnknown({ unknowns }: Controls, body: unknown): unknown {
	const { provider, unknown, answer } = (body ?? {}) as Record<string, unknown>;
	unknowns.set(providerNamed(provider), String(unknown), String(answer));
	return unknowns.list();
}

/** Sets up a webhook as a person does in the provider's settings. */
function setUpWebhook({ heymarket }: Controls, body: unknown): unknown {
	const { provider, url, token } = (body ?? {}) as Record<string, unknown>;
	if (provider !== 'heymarket' || typeof url !== 'string' || typeof token !== 'string') {
		throw new Mistake('Give {"provider": "heymarket", "url": "http://…", "token": "…"}; the other providers have requests for that');
	}
	const { webhooks } = heymarket();
	webhooks.push({ id: webhooks.length + 1, url, token });
	return webhooks;
}

/** Makes a provider post everything several times. */
function repeat({ deliveries }: Controls, body: unknown): unknown {
	const { provider, after } = (body ?? {}) as Record<string, unknown>;
	const named = providerNamed(provider);
	if (!Array.isArray(after) || !after.every((each) => Number.isInteger(each) && each >= 0)) throw new Mistake('after must be a list of milliseconds, such as [0, 500]');
	deliveries.repeats.set(named, after);
	return Object.fromEntries(deliveries.repeats);
}

const receivers = { heymarket: receiveMessage, whippy: receiveReply, sendook: receiveEmail };

/** A customer writes. */
function receive(controls: Controls, body: unknown): unknown {
	const { provider } = (body ?? {}) as Record<string, unknown>;
	return receivers[providerNamed(provider)](controls, body as Record<string, unknown>);
}

function receiveMessage({ heymarket }: Controls, { inbox = 11, from = '14155550123', text = 'Hello' }: Record<string, unknown>): unknown {
	return receiveText(heymarket(), { inbox: Number(inbox), from: String(from), text: String(text) });
}

function receiveReply({ whippy }: Controls, { conversation = whippy().conversations[0]?.id, text = 'Hello' }: Record<string, unknown>): unknown {
	const state = whippy();
	if (!state.conversations.some(({ id }) => id === conversation)) throw new Mistake('There is no such conversation');
	return arrive(state, String(text), String(conversation));
}

function receiveEmail({ sendook }: Controls, body: Record<string, unknown>): unknown {
	const state = sendook();
	const { inbox = state.inboxes[0]?._id, from = 'ana@example.com', subject = 'Hello', text = 'Hello', thread } = body;
	const found = state.inboxes.find(({ _id }) => _id === inbox);
	if (!found) throw new Mistake('Give {"provider": "sendook", "inbox": "695b7c000000000000000064", "from": "ana@example.com", "subject": "Hello", "text": "Hello"}');
	return receiveMail(state, found, { from: String(from), subject: String(subject), text: String(text), ...(typeof thread === 'string' && { threadId: thread }) });
}

const outcomes = ['delivered', 'bounced', 'complained', 'rejected'] as const;

/** The mail service tells what became of a message. */
function becameOf({ sendook }: Controls, body: unknown): unknown {
	const { provider, message, status } = (body ?? {}) as Record<string, unknown>;
	const found = sendook().messages.find(({ _id, fromInboxId }) => _id === message && fromInboxId !== undefined);
	const outcome = outcomes.find((each) => each === status);
	if (provider !== 'sendook' || !found || !outcome) {
		throw new Mistake(`Give {"provider": "sendook", "message": "the ID of a sent message", "status": "bounced"}; status is one of ${outcomes.join(', ')}`);
	}
	settle(sendook(), found, outcome);
	return found;
}

function answerTo(controls: Controls, method: string, path: string, body: unknown): Answer {
	const [first, second, ...rest] = path.split('/').slice(1);
	if (rest.length > 0) throw new Mistake('There is no such address');
	switch (`${method} /${first}`) {
		case 'GET /health':
			return json(200, { healthy: true });
		case 'GET /ledger':
			return json(200, controls.ledger.snapshot(second === undefined ? undefined : providerNamed(second)));
		case 'GET /faults':
			return json(200, controls.faults.list());
		case 'POST /faults':
			return json(201, [body].flat().map((fault) => controls.faults.add(fault as FaultRequest)));
		case 'DELETE /faults':
			controls.faults.clear(second === undefined ? undefined : Number(second));
			return json(200, controls.faults.list());
		case 'GET /limits':
			return json(200, controls.limits.list());
		case 'POST /limits':
			return json(200, changeLimit(controls, body));
		case 'GET /unknowns':
			return json(200, controls.unknowns.list());
		case 'POST /unknowns':
			return json(200, changeUnknown(controls, body));
		case 'GET /deliveries':
			return json(200, controls.deliveries.all);
		case 'POST /webhooks':
			return json(201, setUpWebhook(controls, body));
		case 'POST /inbound':
			return json(201, receive(controls, body));
		case 'POST /repeats':
			return json(200, repeat(controls, body));
		case 'POST /outcomes':
			return json(200, becameOf(controls, body));
		case 'POST /reset':
			controls.reset();
			return json(200, { reset: true });
		default:
			return json(404, {
				message:
					'Known here: GET /health, GET /ledger, GET /ledger/{provider}, GET, POST and DELETE /faults, ' +
					'DELETE /faults/{id}, GET and POST /limits, GET and POST /unknowns, GET /deliveries, POST /webhooks, POST /inbound, POST /outcomes, POST /repeats, POST /reset',
			});
	}
}

async function exchange(controls: Controls, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const path = (request.url ?? '/').replace(/\?.*/s, '');
	if (path.startsWith(redirectTrap)) {
		const detail = `a redirect was followed to the control address by ${request.method}`;
		controls.ledger.violate({ provider: 'control', kind: 'redirect-followed', detail });
		send(response, json(200, { followed: true }), {});
		return;
	}
	const text = await readBody(request, 1_000_000);
	try {
		if (text === 'tooLarge') throw new Mistake('The body is too large');
		const body: unknown = text === undefined || text === '' ? undefined : JSON.parse(text);
		send(response, answerTo(controls, request.method ?? 'GET', path, body), {});
	} catch (error) {
		send(response, json(400, { message: error instanceof Error ? error.message : String(error) }), {});
	}
}

/** The server that shows and changes a running sandbox. It needs no credentials, since it listens on this machine only. */
export function controlServer(controls: Controls): Server {
	return createServer((request, response) => void exchange(controls, request, response));
}
