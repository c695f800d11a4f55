import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from '../../demo/src/service.ts';

/** What a model answers: words, or a call of a tool. */
export type Said = string | { tool: string; input: object };

interface ChatRequest {
	messages: Array<{ role: string; content: string | null }>;
	tools?: Array<{ function: { name: string } }>;
}

/** A chat model on this computer, which says what it is told to, in the form of OpenAI's chat completions. */
export interface ChatModel extends Service {
	/** Its address, as n8n's credential of OpenAI takes it. */
	url: string;
	requests: ChatRequest[];
}

/** Starts it. @param script what it says, one after another */
export async function startChatModel(script: Said[]): Promise<ChatModel> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			const said = script[requests.length] ?? 'Nothing more';
			requests.push(JSON.parse(body) as ChatRequest);
			const call = typeof said === 'string' ? undefined : { id: `call_${requests.length}`, type: 'function', function: { name: said.tool, arguments: JSON.stringify(said.input) } };
			const message = { role: 'assistant', content: call ? null : said, ...(call && { tool_calls: [call] }) };
			const answer = { id: `chat-${requests.length}`, object: 'chat.completion', created: 0, model: 'scripted', choices: [{ index: 0, message, finish_reason: call ? 'tool_calls' : 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } };
			response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
	const stop = async () => {
		server.close();
		server.closeAllConnections();
		await ended;
	};
	return { name: 'the chat model', pid: process.pid, log: '', ended, stop, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}
