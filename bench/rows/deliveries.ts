import { randomUUID } from 'node:crypto';

import { alternating, type Bench, type Line } from '../context.ts';
import { PACKAGE } from '../packageName.ts';
import { RealN8n } from '../realN8n.ts';
import { digits, median, ratios, spread } from '../statistics.ts';

const DELIVERIES = 100;

/** Deliveries vary more than runs do, and take less time. */
const TIMES_MORE_ROUNDS = 3;

const TOKEN = 'a-token-of-the-benchmark';

/** A message as Heymarket posts it, which was never posted before. */
function message(id: number, token = TOKEN): object {
	const conversation = { id: 2001, inbox: 11, channel: 'sms', target: '14155550123', type: 'individual', name: 'Ana Reyes', status: 'open' };
	return { type: 'message_recieved', id: 1, token, event_data: { id, text: `Hello ${randomUUID()}`, type: 'sms', date: '2026-01-05T09:00:00.000Z', user: 0, target: '14155550123', conversation } };
}

let lastId = 0;

const messages = (token?: string) =>
	Array.from({ length: DELIVERIES }, () => {
		lastId += 1;
		return message(lastId, token);
	});

/** Measures what n8n spends on a post to a trigger of this package, beside its own Webhook node with one expression. */
export async function deliveries(bench: Bench): Promise<Line[]> {
	const n8n = await RealN8n.start(bench);
	try {
		const data = { authentication: 'apiSecret', secretId: 'id', secretKey: 'key', teamApiKey: '', webhookTokens: TOKEN, baseUrl: 'http://127.0.0.1:1', allowedRecipients: '' };
		const trigger = await n8n.receiver({ type: `${PACKAGE}.heymarketTrigger`, typeVersion: 1, parameters: { events: ['message_received'] } }, { type: 'heymarketJwtApi', data });
		const webhook = (await n8n.receiver({ type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters: { httpMethod: 'POST', path: 'bench', options: { responseData: '={{ "ok" }}' } } })).replace(/[^/]+\/webhook$/, 'bench');
		const genuine = { ours: () => n8n.deliver(trigger, messages(), 200), webhook: () => n8n.deliver(webhook, messages(), 200) };
		await alternating(1, genuine);
		const results = await alternating(TIMES_MORE_ROUNDS * bench.rounds, genuine);
		const forged = await alternating(bench.rounds, { forged: () => n8n.deliver(trigger, messages('guessed'), 401) });
		const told = (of: Array<{ wallMs: number; cpuMs: number }>) => `${digits(median(of.map(({ wallMs }) => wallMs)))} ms until the answer, ${digits(median(of.map(({ cpuMs }) => cpuMs)))} ms CPU`;
		const wall = ratios(results.webhook.map(({ wallMs }) => wallMs), results.ours.map(({ wallMs }) => wallMs));
		const cpu = ratios(results.ours.map(({ cpuMs }) => cpuMs), results.webhook.map(({ cpuMs }) => cpuMs));
		return [
			{
				what: `In a real n8n, ${DELIVERIES} posts to a trigger, four at once`,
				target: 'at least 0.95 x the posts per second of n8n’s Webhook node with one expression',
				measured: `${spread(wall)} x, CPU ${spread(cpu)} x (${told(results.ours)})`,
				beside: told(results.webhook),
				met: median(wall) >= 0.95,
			},
			{ what: 'The same, forged: answered with 401', target: '', measured: told(forged.forged) },
		];
	} finally {
		await n8n.stop();
	}
}
