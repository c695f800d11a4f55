import { createHmac } from 'node:crypto';
import { request } from 'node:http';

import axios from 'axios';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';

import { credentials } from '../../sandbox/credentials.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

function part(value: unknown): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export interface Token {
	header?: object;
	claims?: object;
	key?: string;
}

/** Seconds since 1970. */
export function now(): number {
	return Math.floor(Date.now() / 1_000);
}

/** A token as Heymarket describes it, with changes. */
export function jwt({ header, claims, key }: Token = {}): string {
	const { secretId, secretKey } = credentials.heymarket;
	const signed = `${part(header ?? { alg: 'HS256', typ: 'JWT' })}.${part(claims ?? { iss: secretId, iat: now() })}`;
	const signature = createHmac('sha256', key ?? `${secretId}||${secretKey}`).update(signed).digest('base64url');
	return `${signed}.${signature}`;
}

/** A client that accepts answers of every status and follows no redirects. */
export function client(baseURL: string, headers: Record<string, string> = {}): AxiosInstance {
	const config: AxiosRequestConfig = { baseURL, headers, proxy: false, maxRedirects: 0, validateStatus: () => true };
	return axios.create(config);
}

export interface Clients {
	sandbox: Sandbox;
	heymarket: AxiosInstance;
	whippy: AxiosInstance;
	sendook: AxiosInstance;
	control: AxiosInstance;
}

/** Starts one sandbox for a test file, and resets it before each test. */
export function useClients(): Clients {
	const clients = {} as Clients;
	beforeAll(async () => {
		const sandbox = await startSandbox();
		const { urls } = sandbox;
		Object.assign(clients, {
			sandbox,
			heymarket: client(urls.heymarket),
			whippy: client(urls.whippy, { 'X-WHIPPY-KEY': credentials.whippy.apiKey }),
			sendook: client(urls.sendook, { Authorization: `Bearer ${credentials.sendook.apiKey}` }),
			control: client(urls.control),
		});
		clients.heymarket.interceptors.request.use((config) => {
			if (!config.headers.has('Authorization')) config.headers.set('Authorization', `Bearer ${jwt()}`);
			return config;
		});
	});
	beforeEach(() => clients.sandbox.reset());
	afterAll(() => clients.sandbox.close());
	return clients;
}

/** Waits until a condition holds, ten seconds at most. */
export async function until(isSo: () => boolean): Promise<void> {
	for (let tries = 0; tries < 2_000; tries++) {
		if (isSo()) return;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	throw new Error(`It never came true: ${isSo.toString()}`);
}

/** Makes a request with exactly this path, which axios would normalise. */
export async function rawRequest(
	url: string,
	path: string,
	{ method = 'GET', headers = {}, body = '' } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> {
	return new Promise((resolve, reject) => {
		const outgoing = request(url, { path, method, headers }, (incoming) => {
			let text = '';
			incoming.setEncoding('utf8');
			incoming.on('data', (chunk: string) => (text += chunk));
			incoming.on('error', reject);
			incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
		});
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}

export const text = { inbox_id: 11, creator_id: 101, phone_number: '14155550123', text: 'Hello' };
export const sms = { from: '+14155550110', to: '+14155550123', body: 'Hello' };
export const whippyMail = { from: 'care@whippy-demo.example', to: 'ana@example.com', subject: 'Hello', body: 'Hi' };
export const mail = { to: ['ana@example.com'], subject: 'Hello', text: 'Hi', html: '<p>Hi</p>' };
/** The path of Sendook's first inbox. */
export const support = '/v1/inboxes/695b7c000000000000000064';
