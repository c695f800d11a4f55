import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of a tool that the model makes. */
export interface ScriptedCall {
	tool: string;
	input: Record<string, unknown>;
}

/** What the model does, answer by answer: it calls these tools, and after the last ones it says that it is done. */
export type Script = ScriptedCall[][];

interface Message {
	role: string;
	content: unknown;
	tool_calls?: Array<{ id: string }>;
	tool_call_id?: string;
}

interface Question {
	messages: Message[];
	stream?: boolean;
	tools?: Array<{ function: { name: string; parameters: { properties?: object; required?: string[] } } }>;
}

/** What an agent told the model in one conversation. */
export interface Conversation {
	/** The tools' schemas by their names. */
	tools: Record<string, object>;
	/** What the agent gave back for each call, in the order of the calls. */
	results: unknown[];
}

const END = 'That is all.';

/**
 * A chat model on loopback that speaks OpenAI's API (chat completions) and does what a script says. The script is JSON at the
 * end of the message of the user, so agents of several workflows can ask at the same time.
 */
export class ScriptedModel {
	/** n8n's agents mark nothing with a name, so a conversation is known by its script. */
	private readonly conversations = new Map<string, Conversation>();

	private constructor(private readonly server: ReturnType<typeof createServer>) {}

	static async start(): Promise<ScriptedModel> {
		const server = createServer();
		const model = new ScriptedModel(server);
		server.on('request', (request, response) => void model.serve(request, response));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return model;
	}

	/** The base URL for a credential. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	/** What an agent told the model that had this script. */
	conversation(prompt: string): Conversation {
		const found = this.conversations.get(prompt);
		if (!found) throw new Error(`No agent asked the model with this script: ${prompt}`);
		return found;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		response.setHeader('content-type', 'application/json');
		// n8n asks for the list of models to test a credential.
		if (request.method === 'GET') return void response.end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }));
		const question = JSON.parse(Buffer.concat(chunks).toString()) as Question;
		const { status, body } = this.answer(question, String(request.url));
		response.statusCode = status;
		if (status === 200 && question.stream) {
			response.setHeader('content-type', 'text/event-stream');
			response.end(streamed(body as Completion));
		} else response.end(JSON.stringify(body));
	}

	private answer({ messages, tools = [] }: Question, url: string): { status: number; body: object } {
		const refuse = (message: string) => ({ status: 400, body: { error: { message, type: 'invalid_request_error' } } });
		if (!url.endsWith('/chat/completions')) return refuse(`This model knows chat completions, not ${url}`);
		const prompt = textOf(messages.findLast(({ role }) => role === 'user')?.content);
		const ids = messages.flatMap(({ role, tool_calls: calls = [] }) => (role === 'assistant' ? calls.map(({ id }) => id) : []));
		// Some agents give the calls of one answer back as answers of their own, so the answers are counted by the calls' IDs.
		const round = new Set(ids.map((id) => id.split('_')[1])).size;
		const resultOf = (id: string) => parsed(textOf(messages.find(({ tool_call_id: of }) => of === id)?.content));
		this.conversations.set(prompt, {
			tools: Object.fromEntries(tools.map((tool) => [tool.function.name, tool.function.parameters])),
			results: ids.map(resultOf),
		});
		const calls = scriptIn(prompt)[round];
		const unknown = calls?.find(({ tool }) => !tools.some((known) => known.function.name === tool));
		if (unknown) return refuse(`There is no tool ${unknown.tool}`);
		const message: Completion['choices'][number]['message'] = calls
			? {
					role: 'assistant',
					content: null,
					tool_calls: calls.map(({ tool, input }, index) => ({
						id: `call_${round}_${index}`,
						type: 'function',
						function: { name: tool, arguments: JSON.stringify(input) },
					})),
				}
			: { role: 'assistant', content: END };
		const choice = { index: 0, message, logprobs: null, finish_reason: calls ? 'tool_calls' : 'stop' };
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		return { status: 200, body: { id: 'chatcmpl-1', object: 'chat.completion', created: 1_700_000_000, model: 'scripted', choices: [choice], usage } };
	}
}

/** The script in the message of the user: all of it, or what follows the words. */
function scriptIn(prompt: string): Script {
	return JSON.parse(prompt.slice(Math.max(0, prompt.indexOf('[[')))) as Script;
}

interface Completion {
	choices: Array<{ index: number; message: { role: string; content: string | null; tool_calls?: object[] }; finish_reason: string }>;
}

/** An answer as events, for an agent that reads it while it is written. */
function streamed({ choices: [choice], ...others }: Completion): string {
	const { message, finish_reason: reason } = choice!;
	const { tool_calls: calls, ...said } = message;
	const delta = { ...said, ...(calls && { tool_calls: calls.map((call, index) => ({ index, ...call })) }) };
	const chunk = (part: object) => `data: ${JSON.stringify({ ...others, object: 'chat.completion.chunk', choices: [{ index: 0, ...part }] })}\n\n`;
	return `${chunk({ delta, finish_reason: null })}${chunk({ delta: {}, finish_reason: reason })}data: [DONE]\n\n`;
}

/** The text of a message, which agents send as one text or in parts. */
function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	return Array.isArray(content) ? content.map(({ text = '' }: { text?: string }) => text).join('') : '';
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
