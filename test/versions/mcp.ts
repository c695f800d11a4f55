import axios, { type AxiosInstance } from 'axios';
import type { INode } from 'n8n-workflow';
import type { Workflow } from '../../demo/src/n8nApi.ts';

/** A workflow that offers a tool on n8n's MCP server, at a path. */
export function mcpServer(path: string, tool: INode): Workflow {
	const trigger: INode = {
		id: 'mcp',
		name: 'MCP Server Trigger',
		type: '@n8n/n8n-nodes-langchain.mcpTrigger',
		typeVersion: 2,
		position: [0, 0],
		webhookId: path,
		parameters: { authentication: 'none', path },
	};
	return {
		name: `MCP server with ${tool.name}`,
		nodes: [trigger, tool],
		connections: { [tool.name]: { ai_tool: [[{ node: trigger.name, type: 'ai_tool', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

interface Answer {
	result?: { tools?: Array<{ name: string }>; content?: Array<{ text: string }> };
	error?: unknown;
}

/** A client of n8n's MCP server, such as an AI program on somebody's computer. */
export class McpClient {
	private readonly client: AxiosInstance;
	private requests = 0;

	private constructor(address: string) {
		this.client = axios.create({
			baseURL: address,
			proxy: false,
			timeout: 60_000,
			responseType: 'text',
			headers: { accept: 'application/json, text/event-stream' },
		});
	}

	/** @param address the server's address */
	static async connect(address: string): Promise<McpClient> {
		const client = new McpClient(address);
		await client.ask('initialize', { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } });
		await client.client.post('', { jsonrpc: '2.0', method: 'notifications/initialized' });
		return client;
	}

	/** The names of all tools. */
	async tools(): Promise<string[]> {
		return (await this.ask('tools/list', {}))!.tools!.map(({ name }) => name);
	}

	/** Calls a tool. @returns its rows */
	async call(name: string, input: Record<string, unknown>): Promise<unknown> {
		const { content } = (await this.ask('tools/call', { name, arguments: input }))!;
		return JSON.parse(content!.map(({ text }) => text).join(''));
	}

	private async ask(method: string, params: object): Promise<Answer['result']> {
		this.requests += 1;
		const { data, headers } = await this.client.post<string>('', { jsonrpc: '2.0', id: this.requests, method, params });
		const session: unknown = headers['mcp-session-id'];
		if (typeof session === 'string') this.client.defaults.headers.common['mcp-session-id'] = session;
		// The answer is an event, `data: {...}`.
		const answer = JSON.parse(/^data: (.+)$/m.exec(data)![1]!) as Answer;
		if (answer.error) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
		return answer.result;
	}
}
